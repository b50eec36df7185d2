import { useState } from "react";
import type { CaseDetail, CaseEvent } from "../../api.ts";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { clockWords, dayIn, dayWords, isOtherClock, useNow, whenWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { cutStory, foldHistory, type HistoryRow } from "./fold-history.ts";
import { eventLines, eventTitle } from "./history-lines.ts";

const shownAtEnd = 6;

/** Everything that happened, in words and by days, from the first message to now. */
export function HistoryStory({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const [isWhole, setWhole] = useState(false);
	const zone = detail.due.timeZone;
	const all = foldHistory(detail.history, zone);
	const { days, hidden } = isWhole ? { days: all, hidden: 0 } : cutStory(all, shownAtEnd);
	return (
		<section aria-label={t.case.history}>
			<h2 className="mb-2 text-sm text-soft">{t.case.history}</h2>
			{days.map(({ day, rows }, dayIndex) => (
				<div key={day} className="mb-3">
					<DayHead day={day} zone={zone} />
					<ol className="relative grid gap-3 before:absolute before:inset-y-1.5 before:left-[3px] before:w-px before:bg-line">
						{rows.map((row, index) => (
							<li key={row.events[0]?.id} className="relative pl-5">
								<Row row={row} zone={zone} />
								{hidden > 0 && dayIndex === 0 && index === 0 && (
									<button
										type="button"
										onClick={() => setWhole(true)}
										className="mt-3 block rounded text-sm text-accent underline decoration-dotted underline-offset-3"
									>
										{t.case.showEvents(hidden)}
									</button>
								)}
							</li>
						))}
					</ol>
				</div>
			))}
		</section>
	);
}

function DayHead({ day, zone }: { day: string; zone: string }) {
	const t = useWords();
	const language = useLanguage();
	const now = useNow(60);
	const dayAt = (at: number) => dayIn(zone, new Date(at));
	const near = day === dayAt(now) ? t.days.today : day === dayAt(now - 86_400_000) ? t.days.yesterday : null;
	return <h3 className="mb-2 text-sm font-medium">{near ?? dayWords(day, language)}</h3>;
}

function dotOf(event: CaseEvent): string {
	if (/^(recordPublished|acceptOutsideAnswer|promiseKept|taskDone)$/.test(event.type)) return "bg-done-bar";
	if (/^(returnReply|returnWrongAgency|recordFailed|publicationUnknown|taskRefused)$/.test(event.type))
		return "bg-soon-bar";
	if (event.type === "promiseBroken") return "bg-late-bar";
	return event.actor.kind === "resident" ? "bg-accent" : "bg-line-strong";
}

/** One event; of a run the latest, with how many there were. */
function Row({ row: { events }, zone }: { row: HistoryRow; zone: string }) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const event = events.at(-1);
	if (!event) return null;
	const lines = eventLines(event, { t, language, reference, zone });
	const actor = event.actor.kind === "staff" ? (event.actor.name ?? t.actors.staff) : null;
	const own = isOtherClock(event.at, zone) ? t.viewerTime(whenWords(event.at, undefined, language, t.days)) : undefined;
	return (
		<>
			<span aria-hidden className={`absolute top-[7px] left-0 size-[7px] rounded-full ${dotOf(event)}`} />
			<p>
				{eventTitle(event, t)}
				{events.length > 1 && <span className="text-soft">, {t.caseWork.history.times(events.length)}</span>}
			</p>
			{lines.map((line) => (
				<p key={line} className="text-sm wrap-words text-soft">
					{line}
				</p>
			))}
			<p className="text-sm text-soft">
				{actor && `${actor} · `}
				<time dateTime={event.at} title={own} className="tabular">
					{clockWords(event.at, zone, language)}
				</time>
			</p>
		</>
	);
}
