import type { Insertable } from "kysely";
import type { Attachment, IncomingMessage, ThreadChange } from "../channels/channel.ts";
import type { Tx } from "../db/database.ts";
import type { CaseClock, Message } from "../db/tables.ts";
import type { Carrier } from "../files/note-attachments.ts";
import type { Registry } from "../registry/reads.ts";
import { findAlbums, findCasesOf, findMessages, findTombstones } from "./reads.ts";
import type { Decision } from "./proposal.ts";
import type { KnownAlbum, KnownMessage, LockedCase } from "./reads.ts";
import type { NewCase, NewEvent, NewThread } from "./writes.ts";
import { nextIds, putThreads } from "./writes.ts";
import type { NewProposal } from "./writes-proposal.ts";

/** One change of one delivery, with texts already normalised. */
export type Arrival = {
	pageId: number;
	channel: string;
	deliveryId: number;
	receivedAt: Date;
	change: ThreadChange;
	/** read in the network on our own initiative: a known message whose text differs was edited meanwhile, or came in part */
	isReadBack?: boolean;
	/** an answer of the page that the desk itself published */
	isOurs: boolean;
};

/** What became of an arrival: `new` a row was added, `changed` a known message changed, `known` it was here already. */
export type Taken = "new" | "changed" | "known";

/** Everything a batch has read and is about to write. */
export type Batch = {
	tx: Tx;
	registry: Registry;
	decide: (arrival: Arrival, message: IncomingMessage) => Decision;
	threads: Map<string, number>;
	messages: Map<string, KnownMessage>;
	/** by page and album: the message that holds its parts */
	albums: Map<string, KnownAlbum>;
	cases: Map<string, LockedCase>;
	tombstones: Map<string, Date>;
	freeMessageIds: number[];
	freeCaseIds: number[];
	newMessages: (Insertable<Message> & { id: number })[];
	/** new messages with attachments that may be pictures */
	carriers: Carrier[];
	newCases: NewCase[];
	/** of new cases: what the machine proposes in the resident's own words */
	proposals: NewProposal[];
	newClocks: Insertable<CaseClock>[];
	events: NewEvent[];
	/** whatever happens to rows inserted by this batch must wait until they are there */
	afterInsert: (() => Promise<void>)[];
};

export const keyOf = (...parts: (string | number)[]): string => parts.join("|");

export function threadKeyOf(change: ThreadChange): string {
	return "message" in change ? change.message.threadKey : change.threadKey;
}

/** Reads, in a few statements for the whole batch, everything its arrivals touch. */
export async function readBatch(
	tx: Tx,
	registry: Registry,
	arrivals: Arrival[],
	decide: Batch["decide"],
): Promise<Batch> {
	const regionId = registry.region.id;
	const threads = new Map(
		(await putThreads(tx, threadsOf(regionId, arrivals))).map((row) => [keyOf(row.page_id, row.key), row.id]),
	);
	const keys = arrivals.flatMap((arrival) => externalIdsOf(arrival));
	const messages = await findMessages(tx, regionId, keys);
	const tombstones = await findTombstones(tx, regionId, keys);
	const speakers = arrivals.flatMap(({ pageId, change }) =>
		"message" in change
			? [
					{
						threadId: threads.get(keyOf(pageId, change.message.threadKey)) ?? 0,
						authorKey: change.message.direction === "in" ? change.message.authorKey : directPeer(change.message),
					},
				]
			: [],
	);
	const cases = await findCasesOf(tx, regionId, speakers);
	const albums = await findAlbums(
		tx,
		regionId,
		arrivals.flatMap(({ pageId, change }) => albumOf(threads, pageId, change)),
	);
	const count = arrivals.filter((arrival) => "message" in arrival.change).length;
	return {
		tx,
		registry,
		decide,
		threads,
		messages: new Map(messages.map((row) => [keyOf(row.page_id, row.external_id), row])),
		albums: new Map(albums.map((row) => [keyOf(row.page_id, row.albumKey), row])),
		cases: new Map(cases.map((row) => [keyOf(row.thread_id, row.author_key), row])),
		tombstones: new Map(tombstones.map((row) => [keyOf(row.page_id, row.external_id), row.deleted_at])),
		freeMessageIds: (await nextIds(tx, "message", count)).reverse(),
		freeCaseIds: (await nextIds(tx, "case", count)).reverse(),
		newMessages: [],
		carriers: [],
		newCases: [],
		proposals: [],
		newClocks: [],
		events: [],
		afterInsert: [],
	};
}

/** In a dialogue the page speaks to the one person of the thread. */
export function directPeer(message: IncomingMessage): string {
	return message.threadKind === "direct" ? (message.peerKey ?? "") : "";
}

function albumOf(threads: Map<string, number>, pageId: number, change: ThreadChange) {
	if (!("message" in change) || change.message.albumKey === undefined) return [];
	const { threadKey, albumKey, sentAt } = change.message;
	return [{ threadId: threads.get(keyOf(pageId, threadKey)) ?? 0, albumKey, sentAt }];
}

/** A message as the one whose files are to be fetched. */
export function carrierOf(batch: Batch, arrival: Arrival, messageId: number, attachments: Attachment[]): Carrier {
	return { regionId: batch.registry.region.id, messageId, deliveryId: arrival.deliveryId, attachments };
}

function externalIdsOf({ pageId, change }: Arrival): { pageId: number; externalId: string }[] {
	if (change.kind === "post") return [];
	if (change.kind === "delete") return [{ pageId, externalId: change.externalId }];
	const { externalId, replyToExternalId } = change.message;
	return [externalId, replyToExternalId].flatMap((id) => (id ? [{ pageId, externalId: id }] : []));
}

function threadsOf(regionId: number, arrivals: Arrival[]): NewThread[] {
	const threads = new Map<string, NewThread>();
	for (const { pageId, change } of arrivals) {
		if (change.kind === "delete") continue;
		const key = threadKeyOf(change);
		const known = threads.get(keyOf(pageId, key));
		threads.set(keyOf(pageId, key), {
			region_id: regionId,
			page_id: pageId,
			key,
			kind: change.kind === "post" ? "comments" : change.message.threadKind,
			title: (change.kind === "post" ? change.text : change.message.threadTitle) ?? known?.title ?? null,
			url: (change.kind === "post" ? change.url : change.message.threadUrl) ?? known?.url ?? null,
		});
	}
	return [...threads.values()].sort((a, b) => a.page_id - b.page_id || (a.key < b.key ? -1 : 1));
}
