import { CircleAlert } from "lucide-react";
import { errorWords, useFirstWords } from "../words.ts";
import { Button } from "./button.tsx";
import { Empty } from "./empty.tsx";

/** In place of what could not be read: what happened, and another try. */
export function Failed({ query }: { query: { error: Error | null; refetch: () => unknown } }) {
	const t = useFirstWords();
	return (
		<div role="alert">
			<Empty icon={CircleAlert} title={errorWords(t, query.error)}>
				<Button onClick={() => void query.refetch()}>{t.retry}</Button>
			</Empty>
		</div>
	);
}
