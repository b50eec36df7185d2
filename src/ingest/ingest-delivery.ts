import type { Arrival } from "../cases/batch.ts";
import { takeMessages } from "../cases/take-messages.ts";
import type { Channels, ChannelPage, PageNews, Parsed, ThreadChange } from "../channels/channel.ts";
import { notUnderstood } from "../channels/codes.ts";
import type { Db, Tx } from "../db/database.ts";
import { isDatabaseAway } from "../db/database.ts";
import { isFetched } from "../files/note-attachments.ts";
import { recogniseOwnAnswers } from "../publishing/settle-unknown.ts";
import type { OwnWords } from "../publishing/settle-unknown.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { noteDelivered, recordPageNews } from "../registry/note-page.ts";
import type { Registry } from "../registry/reads.ts";
import { normaliseText } from "../text/normalise.ts";
import { decide } from "./decide.ts";
import type { Knowledge } from "./keep-knowledge.ts";
import { findKnownEvents, takeDeliveries } from "./reads.ts";
import { siftWatched } from "./sift-watched.ts";
import type { StoredDelivery } from "./reads.ts";
import { reopenDeliveriesOf, settleDeliveries } from "./writes.ts";
import type { Verdict } from "./writes.ts";

/** What reading deliveries needs. */
export type IngestParts = {
	db: Db;
	channels: Channels;
	/** by `keepKnowledge` */
	knowledgeOf: (regionId: number) => Promise<Knowledge>;
	enqueue: Enqueue;
};

/** Deliveries of one transaction: large enough to spare statements, small enough to be repeated one by one. */
const batchSize = 100;

/**
 * Reads waiting deliveries until none is left. Each ends as rows, as a duplicate, as ignored with a reason, or as
 * not understood: kept, listed and retriable.
 * @param callAnother called once when more wait than one batch: another worker, if one is free, takes its part
 * @throws when the database is away; the job comes back
 */
export async function ingestDeliveries(
	parts: IngestParts,
	regionId: number,
	callAnother: () => Promise<void> = async () => {},
): Promise<void> {
	const pages = new Set<number>();
	let isFirst = true;
	for (;;) {
		const knowledge = await parts.knowledgeOf(regionId);
		const batch: StoredDelivery[] = [];
		let isLast = false;
		try {
			await parts.db.transaction().execute(async (tx) => {
				const taken = await takeDeliveries(tx, knowledge.registry, batchSize);
				batch.push(...taken.deliveries);
				isLast = taken.isLast;
				await ingestBatch(tx, parts, knowledge, batch);
			});
		} catch (error) {
			if (isDatabaseAway(error) || batch.length === 0) throw error;
			for (const delivery of batch) await ingestAlone(parts, knowledge, delivery.id);
		}
		for (const delivery of batch) pages.add(delivery.page_id);
		if (isLast) break;
		if (isFirst) await callAnother();
		isFirst = false;
	}
	await noteDelivered(parts.db, regionId, pages);
}

/** One delivery spoilt the batch: each gets its own transaction, and the spoilt one is put on the list. */
async function ingestAlone(parts: IngestParts, knowledge: Knowledge, id: number): Promise<void> {
	const regionId = knowledge.registry.region.id;
	try {
		await parts.db.transaction().execute(async (tx) => {
			const { deliveries } = await takeDeliveries(tx, knowledge.registry, 1, id);
			await ingestBatch(tx, parts, knowledge, deliveries);
		});
	} catch (error) {
		if (isDatabaseAway(error) || isPassing(error)) throw error;
		const reason = `internal: ${error instanceof Error ? error.message : "error"}`.slice(0, 300);
		await parts.db.transaction().execute(async (tx) => {
			const [still] = (await takeDeliveries(tx, knowledge.registry, 1, id)).deliveries;
			if (still) await settleDeliveries(tx, regionId, [{ id, ...verdictOf(notUnderstood("fault", reason)) }]);
		});
	}
}

/** Serialisation failures, deadlocks and lock waits (SQLSTATE class 40, 55P03) end by trying again. */
function isPassing(error: unknown): boolean {
	return /^40|^55P03/.test((error as { code?: string }).code ?? "");
}

type Read = { delivery: StoredDelivery; channel: string; parsed: Parsed };

async function ingestBatch(
	tx: Tx,
	parts: IngestParts,
	knowledge: Knowledge,
	deliveries: StoredDelivery[],
): Promise<void> {
	const { registry } = knowledge;
	const regionId = registry.region.id;
	const reads = await Promise.all(deliveries.map((delivery) => readDelivery(parts.channels, registry, delivery)));
	const verdicts: Verdict[] = [];
	const fresh = await dropKnownEvents(tx, regionId, reads, verdicts);
	const { kept: arrivals, left } = await siftWatched(
		tx,
		knowledge,
		fresh.flatMap(arrivalsOf),
		fresh.map(({ delivery }) => delivery),
	);
	await recordNews(tx, registry, fresh);
	const ours = await recogniseOwnAnswers(tx, registry, arrivals.flatMap(ownWordsOf));
	for (const arrival of arrivals)
		if ("message" in arrival.change)
			arrival.isOurs = ours.has(`${arrival.pageId}|${arrival.change.message.externalId}`);
	const taken = await takeMessages(tx, registry, arrivals, (arrival, message) => decide(knowledge, arrival, message));
	// the echo of an answer that the desk has sent is news to nobody, but it is no duplicate either
	const isNews = (arrival: Arrival, index: number) => taken[index] !== "known" || arrival.isOurs;
	const withNews = new Set(arrivals.filter(isNews).map((arrival) => arrival.deliveryId));
	for (const { delivery, parsed } of fresh) {
		if (left.has(delivery.id)) {
			verdicts.push({ id: delivery.id, status: "ignored", eventId: parsed.eventId, reason: asksNothing });
			continue;
		}
		const said = verdictOf(parsed);
		const isRepeat = said.status === "done" && !withNews.has(delivery.id) && !hasNews(parsed);
		verdicts.push({
			id: delivery.id,
			...said,
			...(isRepeat && { status: "duplicate" as const, reason: "known message" }),
		});
	}
	await settleDeliveries(tx, regionId, verdicts);
	// a network keeps photos for a while only
	if (arrivals.some(carriesFiles)) await parts.enqueue(tx, "fetch-files", { regionId });
	for (const one of croppedOf(fresh)) await parts.enqueue(tx, "reread-message", { regionId, ...one });
}

/** Messages that came in part; the whole of one that is read in part again is not to be had. */
function croppedOf(reads: Read[]): { pageId: number; externalId: string }[] {
	return reads.flatMap(({ delivery, parsed }) => {
		if (parsed.kind !== "changes" || delivery.source === "reconcile") return [];
		return parsed.changes.flatMap((change) =>
			"message" in change && change.message.isCropped
				? [{ pageId: delivery.page_id, externalId: change.message.externalId }]
				: [],
		);
	});
}

/** News may change a page's settings: what could not be read by the old ones is put back, to be read by the new. */
async function recordNews(tx: Tx, registry: Registry, fresh: Read[]): Promise<void> {
	const regionId = registry.region.id;
	const changed = await recordPageNews(tx, regionId, fresh.flatMap(newsOf));
	for (const [pageId, settings] of changed) {
		const page = registry.pages.get(pageId);
		if (page) page.settings = settings;
		await reopenDeliveriesOf(tx, regionId, pageId);
	}
}
const carriesFiles = ({ change }: Arrival): boolean =>
	"message" in change && change.message.attachments.some(isFetched);

/** Why a message of a watched community opens no case. */
const asksNothing = "asks nothing of the authorities";

function verdictOf(parsed: Parsed): Omit<Verdict, "id"> {
	if (parsed.kind === "changes") return { status: "done", eventId: parsed.eventId, reason: null };
	// an event that was not understood may come again once we do understand it, so its id stays free
	const eventId = parsed.kind === "ignored" ? parsed.eventId : null;
	const trouble = parsed.kind === "not-understood" ? parsed.trouble : null;
	return { status: parsed.kind, eventId, trouble, reason: parsed.reason };
}

async function readDelivery(channels: Channels, registry: Registry, delivery: StoredDelivery): Promise<Read> {
	const known = registry.pages.get(delivery.page_id);
	const channel = channels.get(known?.channel ?? "");
	if (!known || !channel) {
		const parsed = notUnderstood("no-channel", "no channel for this page");
		return { delivery, channel: known?.channel ?? "", parsed };
	}
	const page: ChannelPage = { id: known.id, externalId: known.externalId, settings: known.settings, secrets: {} };
	return { delivery, channel: known.channel, parsed: await channel.parse(page, delivery.body, delivery.received_at) };
}

/** The network repeats an event until it is heard: the first is taken, the others are duplicates. */
async function dropKnownEvents(tx: Tx, regionId: number, reads: Read[], verdicts: Verdict[]): Promise<Read[]> {
	const events = reads.flatMap(({ delivery, parsed }) =>
		parsed.eventId === null ? [] : [{ pageId: delivery.page_id, eventId: parsed.eventId }],
	);
	const seen = await findKnownEvents(tx, regionId, events);
	return reads.filter(({ delivery, parsed }) => {
		if (parsed.eventId === null || parsed.kind === "not-understood") return true;
		const key = `${delivery.page_id}|${parsed.eventId}`;
		if (!seen.has(key)) {
			seen.add(key);
			return true;
		}
		verdicts.push({ id: delivery.id, status: "duplicate", eventId: parsed.eventId, reason: "known event" });
		return false;
	});
}

function arrivalsOf({ delivery, channel, parsed }: Read): Arrival[] {
	if (parsed.kind !== "changes") return [];
	return parsed.changes.filter(isOfThread).map((change) => ({
		pageId: delivery.page_id,
		channel,
		deliveryId: delivery.id,
		receivedAt: delivery.received_at,
		change: clean(change),
		isReadBack: delivery.source === "reconcile",
		isOurs: false,
	}));
}

const isOfThread = (change: ThreadChange | PageNews): change is ThreadChange =>
	change.kind !== "consent" && change.kind !== "page-event";

const hasNews = (parsed: Parsed): boolean =>
	parsed.kind === "changes" && parsed.changes.some((change) => !isOfThread(change));

function newsOf({ delivery, parsed }: Read): { pageId: number; news: PageNews }[] {
	if (parsed.kind !== "changes") return [];
	return parsed.changes.flatMap((change) => (isOfThread(change) ? [] : [{ pageId: delivery.page_id, news: change }]));
}

function clean(change: ThreadChange): ThreadChange {
	if (change.kind === "post") return { ...change, text: normaliseText(change.text) };
	if (change.kind === "delete") return change;
	const { message } = change;
	const authorName = message.authorName === undefined ? {} : { authorName: normaliseText(message.authorName) };
	const contact = message.contact === undefined ? {} : { contact: normaliseText(message.contact) };
	const threadTitle = message.threadTitle === undefined ? {} : { threadTitle: normaliseText(message.threadTitle) };
	const attachments = message.attachments.map((attachment) => ({
		...attachment,
		...(attachment.title !== undefined && { title: normaliseText(attachment.title) }),
	}));
	return {
		...change,
		message: { ...message, ...authorName, ...contact, ...threadTitle, attachments, text: normaliseText(message.text) },
	};
}

function ownWordsOf({ pageId, change }: Arrival): OwnWords[] {
	if (!("message" in change) || change.message.direction !== "out") return [];
	const { externalId, replyToExternalId, threadKey, text } = change.message;
	return [{ pageId, externalId, replyToExternalId: replyToExternalId ?? null, threadKey, text }];
}
