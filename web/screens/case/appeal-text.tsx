import { useQuery } from "@tanstack/react-query";
import { appealTextQuery } from "../../case-parts.ts";
import { CopyButton } from "../../components/copy-button.tsx";
import { useWords } from "../../words.ts";

/** Where and how an appeal is filed, in the region's words, to be put into an answer. */
export function AppealText() {
	const { caseWork } = useWords();
	const { data } = useQuery(appealTextQuery);
	if (!data) return null;
	return (
		<details className="rounded-md border border-line px-3 py-2">
			<summary className="rounded text-sm text-soft">{caseWork.appeal.text}</summary>
			<p className="mt-2 mb-2 wrap-words whitespace-pre-line">{data.text}</p>
			<CopyButton text={data.text} />
		</details>
	);
}
