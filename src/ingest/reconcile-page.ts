import type { Channel, Channels, WindowRead } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { hideSecrets } from "../registry/hide-secrets.ts";
import { inTime } from "../registry/in-time.ts";
import { endCheck, orderCheck } from "../registry/page-checks.ts";
import type { CheckResult, Turn } from "../registry/page-work.ts";
import { planCheck, readCheckTimes, readWaitingCheck } from "../registry/plan-check.ts";
import type { WaitingCheck } from "../registry/plan-check.ts";
import { readChannelPage } from "../registry/reads.ts";
import type { OpenPage } from "../registry/reads.ts";
import { endTurn, failTurn, keepTurn } from "../registry/turns.ts";
import { countDays, dayIn, readFound } from "./compare-window.ts";
import type { Found } from "./compare-window.ts";
import { judgeFailure } from "./page-failure.ts";
import { findAbsent, findKnownMessages, findTriedBodies } from "./reads-compare.ts";
import { storeRead } from "./store-read.ts";

export type ReconcileParts = { db: Db; channels: Channels; secretKey: Buffer; enqueue: Enqueue };

/** A window of a busy page takes many calls. */
const patienceSeconds = 600;
export const reconcileLeaseSeconds = 900;
/** Then the comparison is given up, with the network's own words. */
const mostFailures = 5;

const nothing: CheckResult = {
	seen: null,
	missing: null,
	filled: null,
	absent: null,
	isWhole: null,
	unreadable: null,
	failure: null,
};

/**
 * Compares a page with its network: the comparison that waits, or the one that is due of itself. Messages that are missing
 * here become deliveries; what was found is kept by day.
 * @throws TurnLost when the turn was somebody else's before the end: nothing was written
 */
export async function reconcilePage(parts: ReconcileParts, turn: Turn, now: () => Date): Promise<void> {
	const { db, channels, secretKey } = parts;
	const page = await readChannelPage(db, turn.regionId, turn.pageId, secretKey);
	const readWindow = page && channels.get(page.channel)?.readWindow;
	const times = await readCheckTimes(db, turn);
	const plan = planCheck(times, turn.pageId, now());
	if (!page || !readWindow) return endTurn(db, turn, plan.nextAt, now());
	const waiting = await readWaitingCheck(db, turn);
	if (waiting) return compare(parts, turn, page, readWindow, waiting, times.timeZone, now);
	if (!plan.due) return endTurn(db, turn, plan.nextAt, now());
	// committed first: should it fail, the next turn goes on with the same window
	const { reason, from, to } = plan.due;
	const id = await db.transaction().execute((tx) => orderCheck(tx, turn, { reason, from, to, staffId: null }, now()));
	await compare(parts, turn, page, readWindow, { id, from, to }, times.timeZone, now);
}

async function compare(
	parts: ReconcileParts,
	turn: Turn,
	page: OpenPage,
	readWindow: NonNullable<Channel["readWindow"]>,
	check: WaitingCheck,
	timeZone: string,
	now: () => Date,
): Promise<void> {
	const { db } = parts;
	const read = await inTime(readWindow(page, check.from, check.to), patienceSeconds).catch(
		(error: unknown): WindowRead => ({
			kind: "unknown",
			code: error instanceof Error ? error.name : "error",
			text: "the network could not be read",
		}),
	);
	if (read.kind === "read") return fill(parts, turn, page, read, check, timeZone, now);
	const dayOf = dayIn(timeZone);
	if (read.kind === "cannot-read") {
		const window = { ...check, isWhole: false, unreadable: read.reason };
		const days = countDays(window, dayOf, { seen: [], missing: [], absent: [] });
		return finish(db, turn, check, { ...nothing, unreadable: read.reason }, days, now());
	}
	const { next, told } = judgeFailure(read, turn, now());
	const text = hideSecrets(told.text, page.secrets);
	const isHopeless = !/^retry/.test(told.class) || turn.failures + 1 >= mostFailures;
	if (isHopeless) return finish(db, turn, check, { ...nothing, failure: text }, [], now());
	await failTurn(db, turn, next, { ...told, text });
}

async function fill(
	parts: ReconcileParts,
	turn: Turn,
	page: OpenPage,
	read: Extract<WindowRead, { kind: "read" }>,
	check: WaitingCheck,
	timeZone: string,
	now: () => Date,
): Promise<void> {
	const { db, channels, enqueue } = parts;
	const channel = channels.get(page.channel);
	if (!channel) return;
	const found = await readFound(channel, page, read.found, now());
	const ids = found.map((one) => one.externalId);
	const known = await findKnownMessages(db, turn, ids);
	const missing = found.filter((one) => !known.has(one.externalId));
	// one that was stored before and could not be read is not stored every night
	const tried = await findTriedBodies(db, turn, missing);
	const fresh = missing.filter((one) => !tried.has(one.externalId));
	const absent = read.isWhole ? await findAbsent(db, turn, check.from, check.to, ids) : [];
	const at = (one: Found) => one.sentAt ?? new Date(check.to.getTime() - 1);
	const window = { ...check, isWhole: read.isWhole, unreadable: null };
	const days = countDays(window, dayIn(timeZone), { seen: found.map(at), missing: fresh.map(at), absent });
	const result = {
		...nothing,
		seen: found.length,
		missing: missing.length,
		filled: fresh.length,
		absent: absent.length,
		isWhole: read.isWhole,
	};
	await db.transaction().execute(async (tx) => {
		await keepTurn(tx, turn, reconcileLeaseSeconds, now());
		await storeRead(
			tx,
			enqueue,
			turn,
			"reconcile",
			fresh.map((one) => one.body),
		);
		await endCheck(tx, turn, check.id, result, days, now());
		// others may wait; if none does, the next turn says when it is due
		await endTurn(tx, turn, now(), now());
	});
}

async function finish(
	db: Db,
	turn: Turn,
	check: WaitingCheck,
	result: CheckResult,
	days: Parameters<typeof endCheck>[4],
	now: Date,
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await endCheck(tx, turn, check.id, result, days, now);
		await endTurn(tx, turn, now, now);
	});
}
