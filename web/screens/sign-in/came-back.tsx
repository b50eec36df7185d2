import { Notice } from "../../components/notice.tsx";
import { troubleWords, useWaysWords } from "../../ways-words.ts";

/** What became of the visit at the organisation. */
export function CameBack({ trouble, step }: { trouble: string | undefined; step: "code" | undefined }) {
	const words = useWaysWords();
	if (step) return <Notice>{words.code}</Notice>;
	const told = troubleWords(words, trouble);
	return told && <Notice tone="late">{told}</Notice>;
}
