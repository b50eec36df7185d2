import type { Terms, TermsByPriority } from "../../api-settings.ts";

export type ClockKind = keyof Terms["clocks"];
export type Priority = keyof TermsByPriority;
export type Term = Terms["clocks"][ClockKind];

export const clockKinds: readonly ClockKind[] = ["triage", "return", "answer", "reopening", "final", "promise", "task"];
export const priorities: readonly Priority[] = ["normal", "high", "urgent"];

export const units = ["minutes", "hours", "days"] as const;
export type Unit = (typeof units)[number];
/** A term as it stands in its fields. */
export type TermForm = { amount: string; unit: Unit; isRoundTheClock: boolean };
export type TermsForm = Record<Priority, { waitDays: string; clocks: Record<ClockKind, TermForm> }>;

/** The most that the server takes. */
export const most: Record<Unit, number> = { minutes: 20_160, hours: 336, days: 365 };
export const mostWaitDays = 60;

function termInFields({ amount, unit, isRoundTheClock }: Term): TermForm {
	if (unit === "days") return { amount: String(amount), unit, isRoundTheClock };
	return amount % 60 === 0
		? { amount: String(amount / 60), unit: "hours", isRoundTheClock }
		: { amount: String(amount), unit: "minutes", isRoundTheClock };
}

const wholeNumber = (text: string): number | null => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : null);

/** @returns null where the amount is no whole number that the unit allows */
export function readTerm({ amount, unit, isRoundTheClock }: TermForm): Term | null {
	const count = wholeNumber(amount);
	if (count === null || count < 1 || count > most[unit]) return null;
	if (unit === "days") return { unit, amount: count, isRoundTheClock };
	return { unit: "minutes", amount: unit === "hours" ? count * 60 : count, isRoundTheClock };
}

export function readWaitDays(text: string): number | null {
	const days = wholeNumber(text);
	return days !== null && days <= mostWaitDays ? days : null;
}

const eachOf = <K extends string, A, B>(from: Record<K, A>, make: (value: A) => B): Record<K, B> =>
	Object.fromEntries(Object.entries<A>(from).map(([name, value]) => [name, make(value)])) as Record<K, B>;

export const termsInFields = (terms: TermsByPriority): TermsForm =>
	eachOf(terms, ({ waitDays, clocks }) => ({ waitDays: String(waitDays), clocks: eachOf(clocks, termInFields) }));

/** @returns null while a field is wrong */
export function readTerms(form: TermsForm): TermsByPriority | null {
	let isWrong = false;
	const need = <T>(value: T | null): T => {
		if (value === null) isWrong = true;
		// nothing of a form with a wrong field leaves here
		return value as T;
	};
	const terms = eachOf(form, ({ waitDays, clocks }) => ({
		waitDays: need(readWaitDays(waitDays)),
		clocks: eachOf(clocks, (term) => need(readTerm(term))),
	}));
	return isWrong ? null : terms;
}

export type TermChange = { priority: Priority; kind: ClockKind | "wait"; before: Term | number; after: Term | number };

/** What one version of terms says otherwise than another. */
export function termChanges(before: TermsByPriority, after: TermsByPriority): TermChange[] {
	return priorities.flatMap((priority) => {
		const [was, is] = [before[priority], after[priority]];
		const clocks = clockKinds
			.filter((kind) => JSON.stringify(readable(was.clocks[kind])) !== JSON.stringify(readable(is.clocks[kind])))
			.map((kind): TermChange => ({ priority, kind, before: was.clocks[kind], after: is.clocks[kind] }));
		const wait: TermChange = { priority, kind: "wait", before: was.waitDays, after: is.waitDays };
		return was.waitDays === is.waitDays ? clocks : [...clocks, wait];
	});
}

const readable = ({ unit, amount, isRoundTheClock }: Term) => [unit, amount, isRoundTheClock];
