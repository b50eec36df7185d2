import type { CaseDetail } from "../../api.ts";
import { happened } from "../../case-parts.ts";
import { TasksCard } from "./tasks-card.tsx";

/** What stands around the case; a card is there only where it has something. */
export function AroundCase({ detail }: { detail: CaseDetail }) {
	return <>{happened(detail, "taskGiven") && <TasksCard detail={detail} />}</>;
}
