import { useQuery } from "@tanstack/react-query";
import type { CaseDetail } from "../../api.ts";
import { tasksQuery } from "../../case-parts.ts";
import { useWords } from "../../words.ts";
import { WritePart } from "./write-part.tsx";

/** For whoever only takes part in the case: the part that is theirs, where the next thing to do always stands. */
export function OwnTask({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { id } = detail.case;
	const { data } = useQuery(tasksQuery(id));
	const own = (data?.items ?? []).filter(({ canDo, agencyId }) => canDo && agencyId !== null);
	return own.map((task) => (
		<section key={task.id} aria-label={t.caseWork.tasks.own} className="grid gap-2">
			<div>
				<p className="text-sm text-soft">{t.caseWork.tasks.own}</p>
				<p className="wrap-words">{task.what}</p>
			</div>
			<WritePart task={task} caseId={id} />
		</section>
	));
}
