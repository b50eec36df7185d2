import { sql } from "kysely";
import type { Db } from "../../src/db/database.ts";
import { isOfficeHour } from "./region.ts";

/** What the history alone says of an agency's week, reckoned without the desk's clocks. */
export type Told = {
	inTime: number;
	late: number;
	returned: number;
	reopened: number;
	answered: number;
	interim: number;
};

type Event = { case_id: number; agency_id: number | null; at: Date; type: string; data: Record<string, unknown> };
type Clock = { case_id: number; end_state: string; agency_id: number };
type Case = { id: number; registered_at: Date; priority: string };

const minuteMs = 60_000;
/** 4 working hours, and an hour round the clock in the priority lane (field description, section 6) */
const workingTerm = 240;
const urgentTerm = 60;

/** The moment at which `term` minutes that count have run, looked at one by one. */
function dueOf(from: number, term: number, counts: (minute: number) => boolean): number {
	let minute = Math.floor(from / minuteMs);
	for (let left = term; left > 0; minute++) if (counts(minute)) left--;
	return minute * minuteMs;
}

/** Folds the history of every case: when an answer began to be owed, when it was given, and what was returned. */
export async function foldHistory(db: Db): Promise<{ told: Map<number, Told>; differing: string[] }> {
	const cases = await sql<Case>`select id, registered_at, priority from "case"`.execute(db);
	const events = await sql<Event>`select case_id, agency_id, at, type, data from case_event order by id`.execute(db);
	const of = Map.groupBy(events.rows, (event) => event.case_id);
	const messages = await sql<{ id: number; sent_at: Date }>`select id, sent_at from message`.execute(db);
	const sentAt = new Map(messages.rows.map((row) => [row.id, row.sent_at.getTime()]));
	const told = new Map<number, Told>();
	const clocks = await sql<Clock>`select case_id, end_state, agency_id from case_clock
		where kind in ('answer', 'reopening') and end_state in ('met', 'missed') order by ended_at, id`.execute(db);
	const clocksOf = Map.groupBy(clocks.rows, (clock) => clock.case_id);
	const differing: string[] = [];
	for (const one of cases.rows) {
		const verdicts = foldCase(one, of.get(one.id) ?? [], sentAt, told).join(", ");
		const desk = (clocksOf.get(one.id) ?? []).map((clock) => `${clock.end_state} by ${clock.agency_id}`).join(", ");
		if (verdicts === desk) continue;
		const course = (of.get(one.id) ?? []).map(({ at, type, agency_id }) => `${at.toISOString()} ${type} ${agency_id}`);
		differing.push(
			`case ${one.id}: the desk says "${desk}", the history "${verdicts}", since ${one.registered_at.toISOString()}:\n  ${course.join("\n  ")}`,
		);
	}
	return { told, differing };
}

const answers = new Set(["recordPublished", "recordInterim", "recordShared", "acceptOutsideAnswer"]);
const dropped = new Set(["merge", "reject", "handOver"]);

/** What is owed to one resident, as the history goes on. */
type Owed = { since: number | null; isUrgent: boolean; askedAt: number | null; waited: [number, number][] };

function foldCase(one: Case, events: Event[], sentAt: Map<number, number>, told: Map<number, Told>): string[] {
	const verdicts: string[] = [];
	const first = one.registered_at.getTime();
	const changed = events.find((event) => event.type === "priorityChanged");
	const isUrgent = (changed ? changed.data.from : one.priority) === "urgent";
	const owed: Owed = { since: first, isUrgent, askedAt: null, waited: [] };
	for (const event of events) {
		const agency = tallyOf(told, event.agency_id ?? 0);
		tally(agency, event.type);
		// a thread that shares another's answer was owed one since its own beginning
		if (event.type === "recordShared") owed.since ??= first;
		if (owed.since !== null && answers.has(event.type)) {
			const isInTime = event.at.getTime() <= dueMoment(owed, owed.since);
			if (isInTime) agency.inTime++;
			else agency.late++;
			verdicts.push(`${isInTime ? "met" : "missed"} by ${event.agency_id}`);
			owed.since = null;
		} else follow(owed, event, first, sentAt);
	}
	return verdicts;
}

function dueMoment({ isUrgent, waited }: Owed, since: number): number {
	const counts = (minute: number): boolean =>
		(isUrgent || isOfficeHour(new Date(minute * minuteMs))) && !waited.some(([from, to]) => isWithin(minute, from, to));
	return dueOf(since, isUrgent ? urgentTerm : workingTerm, counts);
}

const reopenings = new Set(["residentReopened", "reopen", "returnAnswered"]);

function follow(owed: Owed, { type, at, data }: Event, first: number, sentAt: Map<number, number>): void {
	const moment = at.getTime();
	if (type === "priorityChanged") owed.isUrgent = data.to === "urgent";
	if (type === "recordQuestion") owed.askedAt = moment;
	if (type === "citizenAnswered" && owed.askedAt !== null) {
		owed.waited.push([owed.askedAt, moment]);
		owed.askedAt = null;
	}
	if (reopenings.has(type)) {
		owed.since = type === "residentReopened" ? (sentAt.get(Number(data.messageId)) ?? moment) : moment;
		owed.waited = [];
	}
	if (type === "unmerge") owed.since = first;
	if (dropped.has(type)) owed.since = null;
}

function tally(agency: Told, type: string): void {
	if (type === "returnWrongAgency") agency.returned++;
	if (type === "recordInterim") agency.interim++;
	if (type === "recordPublished" || type === "recordShared") agency.answered++;
	if (reopenings.has(type)) agency.reopened++;
}

const isWithin = (minute: number, from: number, to: number): boolean =>
	minute >= Math.floor(from / minuteMs) && minute < Math.floor(to / minuteMs);

function tallyOf(told: Map<number, Told>, agencyId: number): Told {
	const found = told.get(agencyId) ?? { inTime: 0, late: 0, returned: 0, reopened: 0, answered: 0, interim: 0 };
	told.set(agencyId, found);
	return found;
}
