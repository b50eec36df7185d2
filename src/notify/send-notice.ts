import type { Channel, Channels, PublishOutcome } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import { hideSecrets } from "../registry/hide-secrets.ts";
import { inTime } from "../registry/in-time.ts";
import { readChannelPage } from "../registry/reads.ts";
import type { OpenPage } from "../registry/reads.ts";
import { listSenders } from "./reads-sending.ts";
import { endSending, insertSending } from "./writes.ts";

export type NotifyParts = { db: Db; channels: Channels; secretKey: Buffer };

/** A claimed message to one person. */
export type Sending = { id: number; regionId: number; staffId: number; pageId: number; address: string; text: string };

/** Longer than a call takes: a claim older than this has no end that anybody will hear of. */
export const claimSeconds = 120;
const patienceSeconds = 60;

/** Networks by which a region can send notices: an active page is chosen for it. */
export async function noticeChannels(parts: NotifyParts, regionId: number): Promise<string[]> {
	const senders = await listSenders(parts.db, regionId);
	return [...new Set(senders.map((page) => page.channel))].filter((name) => parts.channels.get(name)?.notify);
}

/** Claims a message to a person in the caller's transaction; null when no page of the region sends by that network. */
export async function claimSending(
	tx: Tx,
	regionId: number,
	to: { staffId: number; channel: string; address: string; text: string },
	now: Date,
): Promise<Sending | null> {
	const sender = (await listSenders(tx, regionId)).find((page) => page.channel === to.channel);
	if (!sender) return null;
	const id = await insertSending(tx, { regionId, staffId: to.staffId, pageId: sender.id, now });
	return { id, regionId, staffId: to.staffId, pageId: sender.id, address: to.address, text: to.text };
}

/**
 * Sends a claimed message, once: the claim was committed before, so that after a crash it is not known whether it went out,
 * and it is not sent again.
 */
export async function sendClaimed(parts: NotifyParts, sending: Sending): Promise<PublishOutcome> {
	const { regionId, pageId, address, text } = sending;
	const page = await readChannelPage(parts.db, regionId, pageId, parts.secretKey).catch(() => null);
	const notify = page && parts.channels.get(page.channel)?.notify;
	const outcome =
		page && notify
			? await callNetwork(notify, page, address, text)
			: ({ kind: "not-sent", class: "page-dead", code: "page", text: "the page cannot send" } as const);
	const failure = outcome.kind === "sent" ? null : `${outcome.code}: ${outcome.text}`;
	const state = outcome.kind === "not-sent" ? "failed" : outcome.kind;
	await endSending(parts.db, sending, state, failure, new Date());
	return outcome;
}

async function callNetwork(
	notify: NonNullable<Channel["notify"]>,
	page: OpenPage,
	address: string,
	text: string,
): Promise<PublishOutcome> {
	try {
		const outcome = await inTime(notify(page, address, text), patienceSeconds);
		return outcome.kind === "sent" ? outcome : { ...outcome, text: hideSecrets(outcome.text, page.secrets) };
	} catch (error) {
		return { kind: "unknown", code: "error", text: error instanceof Error ? error.name : "error" };
	}
}
