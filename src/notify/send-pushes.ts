import type { Db } from "../db/database.ts";
import { callPush } from "./call-push.ts";
import { pushKeysOf } from "./push-keys.ts";
import type { PushKeys } from "./push-keys.ts";
import { pushWords } from "./push-words.ts";
import { findSubscriptions, findToPush, findUnpushed } from "./reads-push.ts";
import type { PushedNotice, Subscription } from "./reads-push.ts";
import { lockPerson } from "./reads-sending.ts";
import { deleteSubscription, noteFailure, noteSuccess, updatePushed } from "./writes-push.ts";

/** As for messages: at most one per person in this time, and less where something is urgent. */
const pause = { usual: 600, urgent: 60 };
const waitMs = 600_000;
const mostFailures = 50;

/** `publicUrl`: where the desk is; `trustedHost`: of a push service that may be anywhere */
export type PushParts = { db: Db; secretKey: Buffer; publicUrl: string; trustedHost: string | null };
type Person = { regionId: number; staffId: number };

/**
 * Tells browsers what is new to their people, outside quiet hours. Notices are marked before the call, so two workers tell
 * nobody twice; what reached no browser is marked off again.
 * @param onError told of a person who could not be told; the others are
 */
export async function sendPushes(parts: PushParts, now: Date, onError: (error: unknown) => void): Promise<void> {
	for (const person of await findToPush(parts.db, now, pause)) {
		try {
			await pushTo(parts, person, now);
		} catch (error) {
			onError(error);
		}
	}
}

async function pushTo(parts: PushParts, person: Person, now: Date): Promise<void> {
	const { db } = parts;
	const notices = await db.transaction().execute(async (tx) => {
		await lockPerson(tx, person);
		const found = await findUnpushed(tx, person, now);
		const ids = found.map(({ id }) => id);
		await updatePushed(tx, person.regionId, ids, now);
		return found;
	});
	if (notices.length === 0) return;
	const subscriptions = await findSubscriptions(db, person, now);
	const keys = await pushKeysOf(db, parts.secretKey, person.regionId);
	const outcomes = await Promise.all(subscriptions.map((one) => tell({ ...parts, keys }, person, one, notices, now)));
	if (!outcomes.includes("sent"))
		await updatePushed(
			db,
			person.regionId,
			notices.map(({ id }) => id),
			null,
		);
}

async function tell(
	parts: PushParts & { keys: PushKeys },
	person: Person,
	to: Subscription,
	notices: readonly PushedNotice[],
	now: Date,
) {
	const outcome = await callPush(to, JSON.stringify(pushWords(notices, to.language)), {
		keys: parts.keys,
		subject: subjectOf(parts.publicUrl),
		isUrgent: notices.some(({ isUrgent }) => isUrgent),
		trustedHost: parts.trustedHost,
	});
	if (outcome === "sent") await noteSuccess(parts.db, to);
	else if (outcome === "gone") await deleteSubscription(parts.db, person, to.endpoint);
	else await noteFailure(parts.db, to, new Date(now.getTime() + waitMs), mostFailures);
	return outcome;
}

/** A desk without https, one that is tried out, has no address that a push service would take. */
function subjectOf(publicUrl: string): string {
	const url = URL.parse(publicUrl);
	return url?.protocol === "https:" ? url.origin : `mailto:otklik@${url?.hostname ?? "localhost"}`;
}
