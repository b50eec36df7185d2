import { sql } from "kysely";
import type { HealthCode } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import { expectedBetween, hourOfWeek, judgeSilence } from "../domain/silence.ts";
import { lastHeardAt, rhythmOf } from "./page-rhythm.ts";
import { readReading, readTurns } from "./reads-health.ts";
import type { Reading, TurnState } from "./reads-health.ts";
import type { PageKey, StoredFinding } from "./page-work.ts";

/** What the desk finds out about a page without asking its network. */
export const ownCodes = [
	"silence",
	"sending",
	"polling",
	"reading-back",
	"refused-deliveries",
] as const satisfies HealthCode[];

const hourMs = 3_600_000;
const fewestFailures = 3;
const lateSendingHours = 1;
const gapIsNewsHours = 24;

type PageState = {
	status: string;
	reason: string | null;
	refusedCount: number;
	refusedAt: Date | null;
	oldestQueuedAt: Date | null;
	timeZone: string;
	checkFailure: string | null;
};

/** Everything the desk itself sees of a page's connection: what is well is told too, where it could be otherwise. */
export async function findOwnTroubles(db: Db, page: PageKey, now: Date): Promise<StoredFinding[]> {
	const state = await readState(db, page);
	if (!state) return [];
	const reading = await readReading(db, page);
	const turns = await readTurns(db, page);
	return [
		sendingOf(state, now),
		...refusalsOf(state, now),
		...pollingOf(turns.get("poll"), reading, now),
		...readingBackOf(state),
		...(await silenceOf(db, page, reading, state, now)),
	];
}

async function readState(db: Db, { regionId, pageId }: PageKey): Promise<PageState | undefined> {
	const { rows } = await sql<PageState>`
		select p.status, p.status_reason as reason, p.refused_count as "refusedCount", p.refused_at as "refusedAt",
			r.time_zone as "timeZone",
			(select min(o.created_at) from publication o where o.region_id = p.region_id and o.page_id = p.id
				and o.state in ('queued', 'claimed')) as "oldestQueuedAt",
			(select c.failure_text from page_check c where c.region_id = p.region_id and c.page_id = p.id
				and c.ended_at is not null order by c.id desc limit 1) as "checkFailure"
		from page p join region r on r.id = p.region_id
		where p.region_id = ${regionId} and p.id = ${pageId}`.execute(db);
	return rows[0];
}

function sendingOf({ status, reason, oldestQueuedAt }: PageState, now: Date): StoredFinding {
	const waitsMs = oldestQueuedAt ? now.getTime() - oldestQueuedAt.getTime() : 0;
	// stopped without a reason: a person wanted it so
	if (status === "needs-reconnect" || (status === "stopped" && reason !== null))
		return { code: "sending", state: "fail", text: reason ?? "" };
	if (waitsMs > lateSendingHours * hourMs)
		return { code: "sending", state: "warn", text: `${Math.floor(waitsMs / hourMs)} h` };
	return { code: "sending", state: "ok", text: "" };
}

function refusalsOf({ refusedCount, refusedAt }: PageState, now: Date): StoredFinding[] {
	if (!refusedAt) return [];
	const isRecent = now.getTime() - refusedAt.getTime() < hourMs;
	const text = isRecent ? String(refusedCount) : "";
	return [{ code: "refused-deliveries", state: isRecent ? "warn" : "ok", text }];
}

function pollingOf(turn: TurnState | undefined, { gap, gapAt }: Reading, now: Date): StoredFinding[] {
	if (!turn || (turn.nextAt === null && turn.failures === 0)) return [];
	const lastsMs = now.getTime() - (turn.doneAt ?? turn.failedAt ?? now).getTime();
	if (turn.failures >= fewestFailures)
		return [{ code: "polling", state: lastsMs > hourMs ? "fail" : "warn", text: turn.failureText ?? "" }];
	const isMissed = gap !== null && gapAt !== null && now.getTime() - gapAt.getTime() < gapIsNewsHours * hourMs;
	return [{ code: "polling", state: isMissed ? "warn" : "ok", text: isMissed ? gap : "" }];
}

const readingBackOf = ({ checkFailure }: PageState): StoredFinding[] =>
	checkFailure === null ? [] : [{ code: "reading-back", state: "warn", text: checkFailure }];

async function silenceOf(
	db: Db,
	page: PageKey,
	reading: Reading,
	{ timeZone, status }: PageState,
	now: Date,
): Promise<StoredFinding[]> {
	if (status === "stopped") return [];
	const rhythm = await rhythmOf(db, page, reading, timeZone, now);
	const last = rhythm && (await lastHeardAt(db, page));
	if (!rhythm || !last) return [];
	const offset = offsetMinutes(timeZone, now);
	const expected = expectedBetween(rhythm, last.getTime(), now.getTime(), (ms) => hourOfWeek(ms, offset));
	const state = judgeSilence(expected, now.getTime() - last.getTime());
	const hours = Math.floor((now.getTime() - last.getTime()) / hourMs);
	return [{ code: "silence", state, text: state === "ok" ? "" : `${hours} h, ${Math.round(expected)}` }];
}

/** Minutes by which a zone is ahead of UTC at a moment. */
function offsetMinutes(timeZone: string, at: Date): number {
	const words = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
	const found = /GMT([+-])(\d{2}):(\d{2})/.exec(words.find((part) => part.type === "timeZoneName")?.value ?? "");
	if (!found) return 0;
	return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}
