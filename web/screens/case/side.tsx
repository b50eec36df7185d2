import type { ReactNode } from "react";
import type { CaseDetail } from "../../api.ts";
import { TimeLeft } from "../../components/time-left.tsx";
import { When } from "../../components/when.tsx";
import { useReference } from "../../queries.ts";
import { agencyReasonWords, useWords } from "../../words.ts";
import { HistoryStory } from "./history-story.tsx";
import { TopicCard } from "./topic-card.tsx";

/** What is known about the case, and how it came to be so. */
export function Side({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const reference = useReference();
	const row = detail.case;
	const agency = reference.agency(row.agencyId);
	// once a person has chosen the agency, the machine's reason says nothing any more
	const isByPerson = detail.history.some((event) => event.type === "assign");
	const agencyReason = isByPerson ? null : agencyReasonWords(t, detail.proposal.agencyReason);
	return (
		<div className="grid gap-4 px-4 py-4 mid:px-5 wide:px-4">
			<TopicCard detail={detail} />
			<dl className="grid gap-3">
				<Fact name={t.case.agency}>
					<p>{agency?.name ?? t.queue.noAgency}</p>
					{agencyReason && <p className="text-sm text-soft">{agencyReason}</p>}
				</Fact>
				<Fact name={t.case.assignee}>
					{reference.staff(row.assigneeId)?.name ?? <Absent>{t.case.assigneeNone}</Absent>}
				</Fact>
				<Fact name={t.case.place}>
					{reference.territory(row.territoryCode)?.name ?? <Absent>{t.case.placeUnknown}</Absent>}
				</Fact>
				<Fact name={t.case.registered}>
					<When at={row.registeredAt} zone={detail.due.timeZone} />
				</Fact>
				<Fact name={t.time.due}>
					<span className="flex items-center justify-between gap-2">
						<When at={row.dueAt} zone={detail.due.timeZone} />
						<TimeLeft row={row} />
					</span>
				</Fact>
			</dl>
			<HistoryStory detail={detail} />
		</div>
	);
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
	return (
		<div>
			<dt className="text-sm text-soft">{name}</dt>
			<dd>{children}</dd>
		</div>
	);
}

function Absent({ children }: { children: string }) {
	return <span className="text-soft">{children}</span>;
}
