import type { ReactNode } from "react";
import type { CaseDetail } from "../../api.ts";
import { useFailedParts } from "../../case-parts.ts";
import { FailedNotice } from "../../components/failed.tsx";
import { TimeLeft } from "../../components/time-left.tsx";
import { When } from "../../components/when.tsx";
import { useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { AgencyCard } from "./agency-card.tsx";
import { AroundCase } from "./around-case.tsx";
import { ClocksList } from "./clocks-list.tsx";
import { HistoryStory } from "./history-story.tsx";
import { LaneCard } from "./lane-card.tsx";
import { MarkCard } from "./mark-card.tsx";
import { PlaceCard } from "./place-card.tsx";
import { ReturnsCard } from "./returns-card.tsx";
import { SimilarList } from "./similar-list.tsx";
import { TopicCard } from "./topic-card.tsx";

/** What is known about the case, and how it came to be so. */
export function Side({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const reference = useReference();
	const row = detail.case;
	const zone = detail.due.timeZone;
	return (
		<div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4 mid:px-5 wide:px-4">
			<div className="grid gap-2">
				<PartsFailed caseId={row.id} />
				<LaneCard detail={detail} />
				{detail.case.status === "returnedWrongAgency" && <ReturnsCard detail={detail} />}
				<MarkCard detail={detail} />
				<TopicCard detail={detail} />
				<AgencyCard detail={detail} />
				<PlaceCard detail={detail} />
				<AroundCase detail={detail} />
			</div>
			<dl className="grid gap-3">
				<Fact name={t.case.assignee}>
					{reference.staff(row.assigneeId)?.name ?? <Absent>{t.case.assigneeNone}</Absent>}
				</Fact>
				<Fact name={t.case.registered}>
					<When at={row.registeredAt} zone={zone} />
				</Fact>
				<Fact name={t.time.due}>
					<span className="flex items-center justify-between gap-2">
						<When at={row.dueAt} zone={zone} />
						<TimeLeft row={row} />
					</span>
				</Fact>
			</dl>
			<ClocksList detail={detail} />
			<SimilarList detail={detail} />
			<HistoryStory detail={detail} />
		</div>
	);
}

/** A card that could not be read is not there: one line says so for all of them. */
function PartsFailed({ caseId }: { caseId: number }) {
	const { error, again } = useFailedParts(caseId);
	return error && <FailedNotice error={error} again={again} />;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
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
