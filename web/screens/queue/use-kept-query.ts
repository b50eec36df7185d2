import { useState } from "react";

/** What was typed and not given: Esc leaves a chooser at once, and the words stand there again when it is opened for the same. */
const typedFor = new Map<string, string>();

/** The words of a chooser that asks for some; `forget` them once they are given. */
export function useKeptQuery(title: string) {
	const [query, setQuery] = useState(() => typedFor.get(title) ?? "");
	const type = (text: string) => {
		setQuery(text);
		typedFor.set(title, text);
	};
	return { query, type, forget: () => void typedFor.delete(title) };
}
