import { Link } from "@tanstack/react-router";
import { useWords } from "../../words.ts";

/** The way to another case, by its number. */
export function CaseRef({ id }: { id: number }) {
	const t = useWords();
	return (
		<Link
			to="/cases/$caseId"
			params={{ caseId: id }}
			search={true}
			className="rounded whitespace-nowrap text-accent underline underline-offset-3 tabular"
		>
			{t.caseWork.history.case(id)}
		</Link>
	);
}
