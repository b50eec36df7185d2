import type { WorkCalendar } from "./calendar.ts";
import type { Priority } from "./priority.ts";

/** Terms of answers as a region sets them. Source of the ready profiles: field description, section 6. */

export const clockKinds = ["triage", "return", "answer", "reopening", "final", "promise", "task"] as const;
export type ClockKind = (typeof clockKinds)[number];

/** `days` are the calendar's ordinary working days (round the clock: 24 hours each). */
export type Term = { amount: number; unit: "minutes" | "days"; isRoundTheClock: boolean };

export type Terms = {
	/** a clock stands at most so many days in all while the resident is waited for; then it runs on */
	waitDays: number;
	clocks: Record<ClockKind, Term>;
};
export type TermsByPriority = Record<Priority, Terms>;

export type SlaProfile = { id: number; code: string; titleRu: string; titleEn: string; terms: TermsByPriority };

/** Null means any; a rule names a topic or a group, not both. */
export type SlaRule = {
	agencyId: number | null;
	topicCode: string | null;
	groupCode: string | null;
	profileId: number;
};

const working = (amount: number): Term => ({ amount, unit: "minutes", isRoundTheClock: false });
const always = (amount: number): Term => ({ amount, unit: "minutes", isRoundTheClock: true });
const days = (amount: number): Term => ({ amount, unit: "days", isRoundTheClock: false });

function termsBy(answer: number): Terms {
	return {
		waitDays: 7,
		clocks: {
			triage: working(30),
			return: working(30),
			answer: working(answer),
			reopening: working(answer),
			final: days(7),
			promise: days(1),
			task: working(180),
		},
	};
}

const urgent: Terms = {
	waitDays: 1,
	clocks: {
		triage: always(15),
		return: always(15),
		answer: always(60),
		reopening: always(60),
		final: days(7),
		promise: days(1),
		task: always(30),
	},
};

/** What every region begins with: the first is at work, the second waits to be chosen. */
export const readyProfiles: readonly Omit<SlaProfile, "id">[] = [
	{
		code: "four-hours",
		titleRu: "4 рабочих часа",
		titleEn: "4 working hours",
		terms: { normal: termsBy(240), high: termsBy(240), urgent },
	},
	{
		code: "nine-hours",
		titleRu: "9 рабочих часов, важные — 4",
		titleEn: "9 working hours, important ones 4",
		terms: { normal: termsBy(540), high: termsBy(240), urgent },
	},
];

/**
 * The profile for a case: of the rules that fit, the one that names more. A topic weighs more than a group of topics, and a
 * group more than an agency, so no two rules weigh the same.
 * @returns null where no rule fits
 */
export function chooseProfile(
	rules: readonly SlaRule[],
	wanted: { agencyId: number | null; topicCode: string | null; groupCode: string | null },
): number | null {
	let best: SlaRule | null = null;
	for (const rule of rules) {
		const fits = (["agencyId", "topicCode", "groupCode"] as const).every(
			(name) => rule[name] === null || rule[name] === wanted[name],
		);
		if (fits && (best === null || weight(rule) > weight(best))) best = rule;
	}
	return best?.profileId ?? null;
}

function weight({ agencyId, topicCode, groupCode }: SlaRule): number {
	return (topicCode === null ? 0 : 4) + (groupCode === null ? 0 : 2) + (agencyId === null ? 0 : 1);
}

/** A term in minutes of its calendar. */
export function minutesOf(term: Term, calendar: WorkCalendar): number {
	if (term.unit === "minutes") return term.amount;
	return term.amount * (term.isRoundTheClock ? 1440 : ordinaryDay(calendar));
}

/** Minutes of the ordinary working day: Monday, else the first day that has any. */
function ordinaryDay({ week }: WorkCalendar): number {
	const day = week.find((intervals) => intervals.length > 0) ?? [];
	return day.reduce((sum, [from, to]) => sum + to - from, 0);
}
