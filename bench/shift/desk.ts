import { setTimeout as sleep } from "node:timers/promises";
import { seeded } from "../texts.ts";
import { openLine } from "./line.ts";
import type { Line, Request, Said, Times } from "./line.ts";
import { notePoor } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";
import type { Official } from "./officials.ts";
import { openScreen } from "./screen.ts";
import type { Screen } from "./screen.ts";

export type Row = { id: number; status: string; agencyId: number | null; version: number };
export type Detail = {
	case: Row;
	reply: { id: number; text: string; status: string; revision: number } | null;
};

/** What all of them share. */
export type Shift = {
	url: string;
	times: Times;
	ledger: Ledger;
	/** cases that somebody works on: people see who is there and take another one */
	taken: Set<number>;
	people: Person[];
	agencyIds: number[];
	/** presses of a button, of all together, in a second */
	pace: number;
	isOver: boolean;
};

/** An official at the desk: a connection for the work, another one for the screen and the second tab. */
export type Person = Official & {
	line: Line;
	side: Line;
	screen: Screen;
	random: () => number;
	/** thinks, then asks */
	press: (request: Request) => Promise<Said>;
};

const stepMs = 250;

export async function seat(shift: Shift, official: Official): Promise<Person> {
	const { url, times } = shift;
	const line = await openLine(url, official.cookie, times);
	const side = await openLine(url, official.cookie, times);
	const random = seeded(official.staffId * 7_919);
	const onFailure = (): void => {
		if (!shift.isOver) shift.ledger.failures += 1;
	};
	const screen = openScreen(url, official, side, onFailure);
	const press = async (request: Request): Promise<Said> => {
		await think(shift, random);
		const said = await line.ask(request);
		if (said.status >= 500) notePoor(shift.ledger, request.path.replace(/\d+/g, "N"), said);
		return said;
	};
	return { ...official, line, side, screen, random, press };
}

/** A pause of no fixed length, about as long as the pace leaves to each; in steps, so that a new pace is felt at once. */
async function think(shift: Shift, random: () => number): Promise<void> {
	for (let left = -Math.log(1 - random()); left > 0; ) {
		if (shift.isOver) throw new ShiftOver();
		const meanMs = (shift.people.length * 1_000) / shift.pace;
		const ms = Math.min(stepMs, left * meanMs);
		await sleep(ms);
		left -= ms / meanMs;
	}
}

/** Thinks, then presses, while somebody else, or the same person in a second tab, presses at the same moment. */
export async function pressBoth(
	shift: Shift,
	person: Person,
	request: Request,
	other: Line,
	second: Request,
): Promise<[Said, Said]> {
	await think(shift, person.random);
	const pair = { isAnswered: false };
	return Promise.all([person.line.ask({ ...request, pair }), other.ask({ ...second, pair })]);
}

/** The working day ends in the middle of whatever one does. */
export class ShiftOver extends Error {}

/** Reads a queue and takes a case of it that nobody works on. @returns null when there is none */
export async function takeFrom(
	shift: Shift,
	person: Person,
	query: string,
	isWanted: (row: Row) => boolean,
): Promise<{ row: Row; rows: Row[] } | null> {
	const said = await person.press({ kind: query.includes("q=") ? "search" : "queue", path: `cases?${query}` });
	if (said.status !== 200) {
		notePoor(shift.ledger, "queue", said);
		return null;
	}
	const rows = (said.body as { items: Row[] }).items;
	person.screen.show(rows.map(({ id }) => id));
	const row = rows.find((one) => !shift.taken.has(one.id) && isWanted(one));
	if (!row) return null;
	shift.taken.add(row.id);
	return { row, rows };
}

/** Opens a case. @returns null when it is gone meanwhile */
export async function openCase(shift: Shift, person: Person, caseId: number): Promise<Detail | null> {
	const said = await person.press({ kind: "open", path: `cases/${caseId}` });
	if (said.status === 200) return said.body as Detail;
	if (said.status !== 404) notePoor(shift.ledger, "open", said);
	return null;
}

/** Works on a case with the screen on it, and lets it go at the end. */
export async function withCase(shift: Shift, person: Person, caseId: number, work: () => Promise<void>): Promise<void> {
	person.screen.open(caseId);
	try {
		await work();
	} finally {
		person.screen.open(null);
		shift.taken.delete(caseId);
	}
}

export const pickOf = <T>(list: readonly T[], random: () => number): T => list[Math.floor(list.length * random())] as T;
