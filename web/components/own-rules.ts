import { type FormEvent, useState } from "react";
import type { FirstWords } from "../locales/first-ru.ts";
import { useFirstWords } from "../words.ts";

type Control = HTMLInputElement | HTMLTextAreaElement;

/** What a field's own rules (required, pattern, length) say of what stands in it; nothing where they are kept. */
export function wrongWords(
	words: FirstWords["form"],
	{ validity, value, minLength }: Pick<Control, "validity" | "value" | "minLength">,
	hint?: string,
): string {
	if (value.trim() === "") return words.missing;
	if (validity.tooShort) return words.short(minLength);
	return `${words.shape} ${hint ?? words.shapeCheck}`;
}

/** Spaces alone are nothing where something has to be. */
const noteSpaces = (control: Control): void =>
	control.setCustomValidity(control.required && control.value !== "" && control.value.trim() === "" ? " " : "");

/**
 * The browser's checks in our words, under the field, for as long as it is wrong: its own bubble speaks its own language
 * and goes away.
 */
export function useOwnRules(hint: string | undefined) {
	const words = useFirstWords().form;
	const [wrong, setWrong] = useState<string>();
	const listeners = {
		onInvalid: (event: FormEvent<Control>) => {
			event.preventDefault();
			const control = event.currentTarget;
			setWrong(wrongWords(words, control, hint));
			if (control.form?.querySelector("input:invalid, textarea:invalid") === control) control.focus();
		},
		onInput: (event: FormEvent<Control>) => {
			setWrong(undefined);
			noteSpaces(event.currentTarget);
		},
	};
	return { wrong, listeners };
}
