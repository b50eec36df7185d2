import { Link } from "@tanstack/react-router";
import { ArrowLeftRight, CircleAlert, Handshake, ListTodo, PencilLine, Scale } from "lucide-react";
import type { ReactNode } from "react";
import type { CaseRow } from "../../api.ts";
import type { dayApi, OwnTask, Promised } from "../../api-day.ts";
import { StatusChip } from "../../components/status-chip.tsx";
import { TimeLeft } from "../../components/time-left.tsx";
import { When } from "../../components/when.tsx";
import { useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { dayWords, useNow } from "../../time.ts";
import { langOf } from "../../lang-of.ts";
import { titleOf, useWords } from "../../words.ts";

type Dispute = Awaited<ReturnType<typeof dayApi.disputes>>["items"][number];
type Review = Awaited<ReturnType<typeof dayApi.secondReviews>>["items"][number];
type Correction = Awaited<ReturnType<typeof dayApi.corrections>>["items"][number];
type About = { topicCode: string | null; territoryCode: string | null };

/** One thing that waits: what it is, what it is about, and at the right how long there is for it. */
function Line({ caseId, text, about, end }: { caseId: number; text: ReactNode; about: ReactNode; end: ReactNode }) {
	return (
		<li className="relative flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2.5 hover:bg-hover">
			<div className="min-w-0 flex-[1_1_16rem]">
				<Link
					to="/cases/$caseId"
					params={{ caseId }}
					lang={typeof text === "string" ? langOf(text) : undefined}
					className="line-clamp-1 wrap-anywhere -outline-offset-2 after:absolute after:inset-0"
				>
					{text}
				</Link>
				<p className="truncate text-sm text-soft">{about}</p>
			</div>
			{/* above the link that covers the whole row */}
			<span className="relative z-10 shrink-0 text-sm">{end}</span>
		</li>
	);
}

/** «Отопление · Артём» */
function useAbout(): (item: About) => string {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	return ({ topicCode, territoryCode }) => {
		const topic = reference.topic(topicCode);
		return [topic ? titleOf(topic, language) : t.queue.noTopic, reference.territory(territoryCode)?.name]
			.filter(Boolean)
			.join(" · ");
	};
}

export function CaseLine({ row }: { row: CaseRow }) {
	const t = useWords();
	const about = useAbout();
	return (
		<Line
			caseId={row.id}
			text={row.excerpt.trim() || t.queue.noText}
			about={
				<>
					<StatusChip status={row.status} isPlain /> · {about(row)}
				</>
			}
			end={<TimeLeft row={row} />}
		/>
	);
}

export function PromiseLine({ promise, isLate }: { promise: Promised; isLate?: boolean }) {
	const t = useWords();
	const language = useLanguage();
	const about = useAbout();
	const Icon = isLate ? CircleAlert : Handshake;
	return (
		<Line
			caseId={promise.caseId}
			text={`${promise.who}: ${promise.what}`}
			about={about(promise)}
			end={
				<span className={`inline-flex items-center gap-1 ${isLate ? "text-late" : "text-soft"}`}>
					<Icon size={14} aria-hidden />
					{t.day.promisedBy(dayWords(promise.dueOn, language))}
				</span>
			}
		/>
	);
}

export function TaskLine({ task }: { task: OwnTask }) {
	const t = useWords();
	const about = useAbout();
	const agency = useReference().agency(task.agencyId);
	const now = useNow(60);
	const zone = agency?.timeZone;
	const isLate = task.dueAt !== null && Date.parse(task.dueAt) < now;
	return (
		<Line
			caseId={task.caseId}
			text={task.what}
			about={about(task)}
			end={
				<span className={`inline-flex items-center gap-1 ${isLate ? "text-late" : "text-soft"}`}>
					{isLate ? <CircleAlert size={14} aria-hidden /> : <ListTodo size={14} aria-hidden />}
					{task.dueAt ? <When at={task.dueAt} zone={zone} /> : t.day.noTerm}
				</span>
			}
		/>
	);
}

export function CorrectionLine({ correction }: { correction: Correction }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	return (
		<Line
			caseId={correction.caseId}
			text={correction.text}
			about={`${correction.authorName}: ${correction.reason}`}
			end={
				<span className="inline-flex items-center gap-1 text-soft">
					<PencilLine size={14} aria-hidden />
					<span className="sr-only">{t.day.proposedAt}</span>
					<When at={correction.createdAt} zone={zone} />
				</span>
			}
		/>
	);
}

export function DisputeLine({ dispute }: { dispute: Dispute }) {
	const t = useWords();
	const about = useAbout();
	return (
		<Line
			caseId={dispute.caseId}
			text={dispute.excerpt.trim() || t.queue.noText}
			about={about(dispute)}
			end={
				<span className="inline-flex items-center gap-1 text-soon">
					<ArrowLeftRight size={14} aria-hidden />
					{t.day.returns(dispute.returns.length)}
				</span>
			}
		/>
	);
}

export function ReviewLine({ review }: { review: Review }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const asker = useReference().staff(review.askedBy)?.name;
	return (
		<Line
			caseId={review.caseId}
			text={`${t.day.caseNumber(review.caseId)}. ${t.day.secondReview[review.action]}`}
			about={[asker, review.reason].filter(Boolean).join(": ")}
			end={
				<span className="inline-flex items-center gap-1 text-soft">
					<Scale size={14} aria-hidden />
					<When at={review.askedAt} zone={zone} />
				</span>
			}
		/>
	);
}
