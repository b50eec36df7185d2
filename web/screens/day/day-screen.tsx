import { Link } from "@tanstack/react-router";
import { Sun } from "lucide-react";
import { DayTabs } from "../../components/day-tabs.tsx";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { FailedNotice } from "../../components/failed.tsx";
import { Screen } from "../../components/screen.tsx";
import { useLanguage } from "../../preferences.ts";
import { useMe } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { whenWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { Counted } from "./counted.tsx";
import { DayPart } from "./day-part.tsx";
import { DutyNow } from "../../components/duty-now.tsx";
import { CaseLine, CorrectionLine, DisputeLine, PromiseLine, ReviewLine, TaskLine } from "./lines.tsx";
import { type Day, useDay } from "./use-day.ts";

/** What is due today and what came back, for whoever looks. */
export function DayScreen() {
	const t = useWords();
	const day = useDay();
	return (
		<Screen title={t.day.title} back={<DayTabs />}>
			<div className="grid items-start gap-8 wide:grid-cols-[minmax(0,1fr)_15rem]">
				<div className="grid gap-7">
					{/* what could not be read is told; the rest of the day stands */}
					{day.error && <FailedNotice error={day.error} again={day.again} />}
					{day.isPending ? <Loading /> : !day.isCalm ? <Parts day={day} /> : !day.error && <Calm />}
				</div>
				<DutyNow />
			</div>
		</Screen>
	);
}

function Loading() {
	return (
		<div className="grid gap-3">
			<Skeleton className="h-6 w-72" />
			<Skeleton className="h-16 w-full" />
			<Skeleton className="h-40 w-full" />
		</div>
	);
}

function Calm() {
	const t = useWords();
	return (
		<Empty icon={Sun} title={t.day.calm} hint={t.day.calmHint}>
			<Link to="/cases" className="rounded text-accent underline underline-offset-3">
				{t.day.toQueue}
			</Link>
		</Empty>
	);
}

function Parts({ day }: { day: Day }) {
	const t = useWords();
	const { parts, hints } = t.day;
	return (
		<>
			<Summary day={day} />
			<Counted day={day} />
			<DayPart title={parts.promisesLate} count={day.promisesLate.length} to="/promises" search={{ show: "late" }}>
				{day.promisesLate.map((one) => (
					<PromiseLine key={one.id} promise={one} isLate />
				))}
			</DayPart>
			<DayPart title={parts.promisesToday} count={day.promisesToday.length} to="/promises" search={{ show: "today" }}>
				{day.promisesToday.map((one) => (
					<PromiseLine key={one.id} promise={one} />
				))}
			</DayPart>
			<DayPart
				title={parts.mine}
				count={day.mine.length}
				isMore={day.isMore.mine}
				to="/cases"
				search={{ view: "mine" }}
			>
				{day.mine.map((row) => (
					<CaseLine key={row.id} row={row} />
				))}
			</DayPart>
			<DayPart title={parts.tasks} count={day.tasks.length} isMore={day.isMore.tasks}>
				{day.tasks.map((task) => (
					<TaskLine key={task.id} task={task} />
				))}
			</DayPart>
			<DayPart
				title={parts.corrections}
				hint={hints.corrections}
				count={day.corrections.length}
				isMore={day.isMore.corrections}
			>
				{day.corrections.map((one) => (
					<CorrectionLine key={one.id} correction={one} />
				))}
			</DayPart>
			<Decisions day={day} />
		</>
	);
}

/** What only who distributes settles. */
function Decisions({ day }: { day: Day }) {
	const t = useWords();
	const { parts, hints } = t.day;
	return (
		<>
			<DayPart title={parts.disputes} hint={hints.disputes} count={day.disputes.length} isMore={day.isMore.disputes}>
				{day.disputes.map((one) => (
					<DisputeLine key={one.caseId} dispute={one} />
				))}
			</DayPart>
			<DayPart title={parts.reviews} hint={hints.reviews} count={day.secondReviews.length}>
				{day.secondReviews.map((one) => (
					<ReviewLine key={one.id} review={one} />
				))}
			</DayPart>
		</>
	);
}

/** The day in a sentence. */
function Summary({ day }: { day: Day }) {
	const t = useWords();
	const language = useLanguage();
	const zone = useMe().region.timeZone;
	const [first] = day.mine;
	if (!first) return null;
	const count = numberWords(day.mine.length);
	const late = day.mine.filter(({ timeLeft }) => timeLeft && timeLeft.minutes < 0).length;
	const words = [
		t.day.mine(day.isMore.mine ? t.views.atLeast(count) : count, day.mine.length),
		late > 0 ? t.day.overdueMine(late) : t.day.firstDue(whenWords(first.dueAt, zone, language, t.days)),
	];
	return (
		<p aria-live="polite" className="-mb-2 text-lg">
			{words.join(", ")}.
		</p>
	);
}
