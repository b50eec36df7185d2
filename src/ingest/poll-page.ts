import type { Channel, Channels, Failure, Polled } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { hideSecrets } from "../registry/hide-secrets.ts";
import { inTime } from "../registry/in-time.ts";
import { keepCursor } from "../registry/keep-cursor.ts";
import type { Turn } from "../registry/page-work.ts";
import { readReading } from "../registry/reads-health.ts";
import { readChannelPage } from "../registry/reads.ts";
import type { OpenPage } from "../registry/reads.ts";
import { setPageStatus } from "../registry/set-page-status.ts";
import { endTurn, failTurn, keepTurn } from "../registry/turns.ts";
import { judgeFailure } from "./page-failure.ts";
import { storeRead } from "./store-read.ts";

export type PollParts = { db: Db; channels: Channels; secretKey: Buffer; enqueue: Enqueue };

/** A poll may hold a long poll of the network open. */
const patienceSeconds = 90;
export const pollLeaseSeconds = 180;
/** Then others have their turn. */
const mostReadings = 50;

type Read = Extract<Polled, { kind: "read" }>;

/**
 * Reads what came to a page since the last time. What was read and how far commit together: after a crash the same is read
 * again, and known messages drop out.
 * @throws TurnLost when the turn was somebody else's before the end: nothing of the last reading was written
 */
export async function pollPage(parts: PollParts, turn: Turn, now: () => Date): Promise<void> {
	const { db, channels, secretKey } = parts;
	const page = await readChannelPage(db, turn.regionId, turn.pageId, secretKey);
	const channel = page && channels.get(page.channel);
	const { cursor, standbySince } = await readReading(db, turn);
	const seconds = page && channel?.pollSeconds?.(page, standbySince !== null);
	if (!page || !channel?.poll || seconds === null || seconds === undefined) return endTurn(db, turn, null, now());
	const next = () => new Date(now().getTime() + Math.max(1, seconds) * 1000);
	let at = cursor;
	for (let count = 1; ; count++) {
		const polled = await ask(channel.poll, page, at, now());
		if (polled.kind !== "read") return failPoll(parts, turn, page, polled, now());
		const isLast = !polled.isMore || (polled.bodies.length === 0 && polled.cursor === at);
		await db.transaction().execute(async (tx) => {
			await storePolled(tx, parts, turn, polled, now());
			if (isLast) await endTurn(tx, turn, next(), now());
			else if (count === mostReadings) await endTurn(tx, turn, now(), now());
			else await keepTurn(tx, turn, pollLeaseSeconds, now());
		});
		if (isLast || count === mostReadings) return;
		at = polled.cursor;
	}
}

async function ask(
	poll: NonNullable<Channel["poll"]>,
	page: OpenPage,
	cursor: string | null,
	now: Date,
): Promise<Polled> {
	try {
		return await inTime(poll(page, cursor, now), patienceSeconds);
	} catch (error) {
		return { kind: "unknown", code: error instanceof Error ? error.name : "error", text: "the page could not be read" };
	}
}

async function storePolled(tx: Tx, { enqueue }: PollParts, turn: Turn, polled: Read, now: Date): Promise<void> {
	await storeRead(tx, enqueue, turn, "poll", polled.bodies);
	await keepCursor(tx, turn, polled.cursor, polled.gap ?? null, now);
}

async function failPoll({ db }: PollParts, turn: Turn, page: OpenPage, failure: Failure, now: Date): Promise<void> {
	const { next, told, isDead } = judgeFailure(failure, turn, now);
	const text = hideSecrets(told.text, page.secrets);
	await db.transaction().execute(async (tx) => {
		await failTurn(tx, turn, next, { ...told, text });
		const { regionId, pageId } = turn;
		if (isDead) await setPageStatus(tx, { regionId, pageId, status: "needs-reconnect", reason: text });
	});
}
