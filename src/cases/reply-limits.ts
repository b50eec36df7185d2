import type { Advice, Channels, PublishTarget } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import { readChannelPage } from "../registry/reads.ts";
import type { OpenPage } from "../registry/reads.ts";
import { targetOf } from "./work-on-reply.ts";

/** What the network takes in an answer; `photosAdvice` says what can be done where it takes no photos. */
export type ReplyLimits = { maxLength: number; maxPhotos: number; photosAdvice: Advice | null };

/** What is needed to ask a channel about a page. */
export type LimitParts = { channels: Channels; secretKey: Buffer };

/** No answer carries more photos, whatever a network would take. */
export const mostPhotos = 10;

const nothing: ReplyLimits = { maxLength: 0, maxPhotos: 0, photosAdvice: null };

/** What an answer to this message may be; an unknown channel allows nothing. */
export async function limitsOf(
	db: Db | Tx,
	parts: LimitParts,
	key: { regionId: number; pageId: number; messageId: number },
): Promise<ReplyLimits> {
	const page = await openPage(db, parts, key);
	return page ? limitsAt(parts, page, await targetOf(db, key.regionId, key.messageId)) : nothing;
}

/** The same for a place in the network. */
export async function limitsFor(
	db: Db | Tx,
	parts: LimitParts,
	key: { regionId: number; pageId: number },
	target: PublishTarget,
): Promise<ReplyLimits> {
	const page = await openPage(db, parts, key);
	return page ? limitsAt(parts, page, target) : nothing;
}

async function openPage(db: Db | Tx, { secretKey }: LimitParts, key: { regionId: number; pageId: number }) {
	return readChannelPage(db, key.regionId, key.pageId, secretKey);
}

function limitsAt({ channels }: LimitParts, page: OpenPage, target: PublishTarget): ReplyLimits {
	const channel = channels.get(page.channel);
	if (!channel) return nothing;
	const most = (there: PublishTarget): number => Math.min(channel.maxPhotos(page, there), mostPhotos);
	const maxPhotos = most(target);
	// the same network may take in a dialogue what it refuses under a post
	const mayDirectly =
		maxPhotos === 0 && target.threadKind !== "direct" && most({ ...target, threadKind: "direct" }) > 0;
	return { maxLength: channel.maxLength(target), maxPhotos, photosAdvice: mayDirectly ? "photos-directly" : null };
}
