import type { CaseEvent } from "../../api.ts";
import { dayIn } from "../../time.ts";

/** One line of the story: an event, or a run of the same kind that is told once. The latest of them last. */
export type HistoryRow = { events: CaseEvent[] };
/** `day`: YYYY-MM-DD in the zone of the agency */
export type HistoryDay = { day: string; rows: HistoryRow[] };

/** What says nothing new when it happens again: told once, with how often. */
const folded: readonly string[] = [
	"messageEdited",
	"reclocked",
	"escalated",
	"draftStarted",
	"draftTaken",
	"evidencePut",
	"evidenceTaken",
	"publicationWaits",
	"publicationRepeated",
	"childMessageAdded",
	"linkMade",
	"linkRevoked",
	"answerShared",
];

const isSame = (a: CaseEvent, b: CaseEvent): boolean =>
	a.type === b.type && a.actor.kind === b.actor.kind && a.actor.name === b.actor.name;

/** The history of a case by days, oldest first; runs of what repeats itself are one line. */
export function foldHistory(history: readonly CaseEvent[], zone: string): HistoryDay[] {
	const days: HistoryDay[] = [];
	for (const event of history) {
		const day = dayIn(zone, new Date(event.at));
		const last = days.at(-1);
		if (last?.day !== day) {
			days.push({ day, rows: [{ events: [event] }] });
			continue;
		}
		const row = last.rows.at(-1);
		const before = row?.events.at(-1);
		if (row && before && folded.includes(event.type) && isSame(before, event)) row.events.push(event);
		else last.rows.push({ events: [event] });
	}
	return days;
}

/** The first line and the last `most` of them; how many lines are left out between. */
export function cutStory(days: readonly HistoryDay[], most: number): { days: HistoryDay[]; hidden: number } {
	const total = days.reduce((sum, { rows }) => sum + rows.length, 0);
	const hidden = total - 1 - most;
	if (hidden < 2) return { days: [...days], hidden: 0 };
	let at = 0;
	const shown = days.map(({ day, rows }) => ({
		day,
		rows: rows.filter(() => {
			const index = at++;
			return index === 0 || index > hidden;
		}),
	}));
	return { days: shown.filter(({ rows }) => rows.length > 0), hidden };
}
