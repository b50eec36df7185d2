import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { sql } from "kysely";
import type { Db } from "../src/db/database.ts";
import type { Run } from "./deliveries.ts";

export type ReplayOptions = {
	/** how many times faster than the residents wrote */
	speed: number;
	/** every delivery twice and in no order */
	isChaos: boolean;
	/** "original": the times of the file; "recent": moved by whole weeks so that the last row is of the past days */
	dates: "original" | "recent";
	onProgress: (line: string) => void;
};

/** What was played and what became of it; `reconciled`: every message is there, and every delivery is accounted for. */
export type ReplayReport = {
	sent: number;
	acknowledged: number;
	messages: number;
	cases: number;
	duplicates: number;
	notUnderstood: number;
	reconciled: boolean;
};

export type ReplayRow = { at: number; district: string; author: number; text: string };
export type Place = { groupId: number; posts: number[] };
type Played = { run: string; externalIds: string[]; eventIds: string[] };

/**
 * Rows of a CSV or CSV.gz with the columns created_at and text, and if there are any district, address, author_h.
 * @param limit rows at most
 * @throws Error naming the column that is missing or the row that is broken
 */
export async function readRows(file: string, limit: number): Promise<ReplayRow[]> {
	const source = createReadStream(file);
	const text = file.endsWith(".gz") ? source.pipe(createGunzip()) : source;
	source.on("error", (error: Error) => text.destroy(error));
	const rows: ReplayRow[] = [];
	const parser = text.pipe(parse({ columns: true, relax_quotes: true, bom: true }));
	text.on("error", (error: Error) => parser.destroy(error));
	for await (const record of parser as AsyncIterable<Record<string, string>>) {
		rows.push(readRow(record, rows.length + 1));
		if (rows.length >= limit) break;
	}
	return rows.sort((a, b) => a.at - b.at);
}

function readRow(record: Record<string, string>, number: number): ReplayRow {
	for (const column of ["created_at", "text"])
		if (record[column] === undefined) throw new Error(`the file has no column "${column}"`);
	// the file tells local time without a zone; Moscow's is the one it was written in
	const at = Date.parse(`${record.created_at}+03:00`);
	if (Number.isNaN(at)) throw new Error(`row ${number}: "${record.created_at}" is not a time`);
	const address = record.address ? `\n${record.address}` : "";
	return {
		at: Math.floor(at / 1000),
		district: record.district ?? "",
		// a hexadecimal hash; an id of the network is below two thousand million
		author: (Number.parseInt((record.author_h ?? "").slice(0, 8), 16) || number) % 1_900_000_000 || 1,
		text: `${record.text}${address}`,
	};
}

/**
 * Plays residents' messages through the network's protocol into a running desk, and counts what came of them.
 * @param networkUrl the demo network's address
 * @param db the desk's database, read only
 * @throws Error when the network cannot be reached or deliveries are not settled in time
 */
export async function replay(
	db: Db,
	networkUrl: string,
	rows: ReplayRow[],
	options: ReplayOptions,
): Promise<ReplayReport> {
	const places = await readPlaces(networkUrl);
	const before = await lastDelivery(db);
	const played = await playRows(networkUrl, rows, places, options);
	const run = await waitUntilSettled(db, networkUrl, played.run, before, options.onProgress);
	return countUp(db, before, played, run);
}

async function playRows(
	networkUrl: string,
	rows: ReplayRow[],
	places: Place[],
	options: ReplayOptions,
): Promise<Played> {
	const played: Played = { run: randomUUID(), externalIds: [], eventIds: [] };
	const [first] = rows;
	const shift = options.dates === "recent" ? weeksUntilNow(rows.at(-1)?.at ?? 0) : 0;
	const start = performance.now();
	let next = 0;
	while (first && next < rows.length) {
		const clock = first.at + ((performance.now() - start) / 1000) * options.speed;
		const due: ReplayRow[] = [];
		for (let row = rows[next]; row && row.at <= clock && due.length < 500; row = rows[++next]) due.push(row);
		if (due.length > 0) await playBatch(networkUrl, due, places, shift, options.isChaos, played);
		options.onProgress(`${next} of ${rows.length} played`);
		if (due.length < 500 && next < rows.length) await setTimeout(100);
	}
	return played;
}

async function playBatch(
	networkUrl: string,
	rows: ReplayRow[],
	places: Place[],
	shift: number,
	isChaos: boolean,
	played: Played,
): Promise<void> {
	const comments = rows.map((row) => {
		const { groupId, posts } = placeOf(places, row.district);
		const postId = posts[Math.floor(row.at / 86_400) % posts.length] ?? 0;
		return {
			groupId,
			postId,
			author: { id: row.author, name: `Житель ${row.author % 10_000}` },
			text: row.text,
			date: row.at + shift,
		};
	});
	const answer = await call<{ commentIds: number[]; eventIds: string[] }>(networkUrl, "play", {
		run: played.run,
		comments,
		twice: isChaos,
		shuffle: isChaos,
	});
	played.eventIds.push(...answer.eventIds);
	for (const [index, comment] of comments.entries())
		played.externalIds.push(`wall-${comment.groupId}_${comment.postId}_reply_${answer.commentIds[index]}`);
}

/** One community for each district, always the same. */
function placeOf(places: Place[], district: string): Place {
	let hash = 0;
	for (const letter of district) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
	const place = places[hash % places.length];
	if (!place) throw new Error("the network has no community with a post");
	return place;
}

const weekSeconds = 7 * 86_400;
const weeksUntilNow = (last: number): number => Math.floor((Date.now() / 1000 - last) / weekSeconds) * weekSeconds;

/** Communities with their posts. */
export async function readPlaces(networkUrl: string): Promise<Place[]> {
	const list = await call<{ groupId: number; posts: { id: number }[] }[]>(networkUrl, "communities");
	return list
		.map(({ groupId, posts }) => ({ groupId, posts: posts.map((post) => post.id).sort((a, b) => a - b) }))
		.filter((place) => place.posts.length > 0);
}

async function lastDelivery(db: Db): Promise<number> {
	const row = await db
		.selectFrom("delivery")
		.select((read) => read.fn.max("id").as("id"))
		.executeTakeFirst();
	return Number(row?.id ?? 0);
}

const patienceMs = 300_000;

/** Until the network has delivered it all and the desk has read it all; it may go on for as long as it moves. */
async function waitUntilSettled(
	db: Db,
	networkUrl: string,
	name: string,
	after: number,
	onProgress: (line: string) => void,
): Promise<Run> {
	let left = Number.POSITIVE_INFINITY;
	let movedAt = performance.now();
	for (;;) {
		const run = await call<Run>(networkUrl, `runs/${name}`);
		const waiting = await sql<{ n: number }>`
			select count(*)::int as n from delivery where id > ${after} and status = 'accepted'`.execute(db);
		const still = run.ordered - run.acknowledged - run.lost + (waiting.rows[0]?.n ?? 0);
		onProgress(`${still} still on their way`);
		if (still === 0) return run;
		if (still !== left) movedAt = performance.now();
		left = still;
		if (performance.now() - movedAt > patienceMs) throw new Error(`${still} deliveries have not moved for 5 minutes`);
		await setTimeout(200);
	}
}

async function countUp(db: Db, after: number, played: Played, run: Run): Promise<ReplayReport> {
	const found = await sql<{ messages: number; cases: number }>`
		select count(*)::int as messages, count(distinct m.case_id)::int as cases
		from message m where m.external_id = any(${played.externalIds})`.execute(db);
	const repeated = await sql<{ n: number }>`select count(*)::int as n from delivery
		where id > ${after} and status = 'duplicate' and event_id = any(${played.eventIds})`.execute(db);
	const unread = await sql<{ n: number }>`select count(*)::int as n from delivery
		where id > ${after} and status = 'not-understood'`.execute(db);
	const { messages = 0, cases = 0 } = found.rows[0] ?? {};
	const report = {
		sent: run.ordered,
		acknowledged: run.acknowledged,
		messages,
		cases,
		duplicates: repeated.rows[0]?.n ?? 0,
		notUnderstood: unread.rows[0]?.n ?? 0,
	};
	// a delivery that was kept but whose acknowledgement got lost comes again, as a duplicate more
	const kept = messages + report.duplicates + report.notUnderstood;
	const isAllThere = messages === played.externalIds.length && run.acknowledged === run.ordered;
	return { ...report, reconciled: isAllThere && kept >= run.ordered && kept <= run.ordered + run.refused };
}

async function call<T>(networkUrl: string, path: string, body?: unknown): Promise<T> {
	const response = await fetch(`${networkUrl}/demo/api/${path}`, {
		...(body !== undefined && {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
		}),
	});
	if (!response.ok) throw new Error(`the demo network answered ${response.status}: ${await response.text()}`);
	return (await response.json()) as T;
}
