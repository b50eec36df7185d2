import { findAddress, findToSend, findUnsent, lockPerson } from "./reads-sending.ts";
import { claimSending, claimSeconds, sendClaimed } from "./send-notice.ts";
import type { NotifyParts, Sending } from "./send-notice.ts";
import { digestOf } from "./words.ts";
import { loseClaims, returnNotices, updateSending } from "./writes.ts";

/** At most one message per person in this time, with all that is new; where something is urgent it waits less. */
const pause = { usual: 600, urgent: 60 };

/** `publicUrl`: where the desk is, without a slash at the end */
export type SendParts = NotifyParts & { publicUrl: string };
type Person = { regionId: number; staffId: number };

/**
 * Sends everybody who asked for it what is new to them, outside their quiet hours. Any number of workers may do so at once: each message is claimed by one.
 * @param onError told of a person whose message could not be made; the others get theirs
 */
export async function sendNotices(parts: SendParts, now: Date, onError: (error: unknown) => void): Promise<void> {
	await loseClaims(parts.db, new Date(now.getTime() - claimSeconds * 1000));
	for (const person of await findToSend(parts.db, now, pause)) {
		try {
			await sendDigest(parts, person, now);
		} catch (error) {
			onError(error);
		}
	}
}

async function sendDigest(parts: SendParts, person: Person, now: Date): Promise<void> {
	const sending = await claimDigest(parts, person, now);
	if (!sending) return;
	const outcome = await sendClaimed(parts, sending);
	// surely not sent, and waiting may help: the next message carries them again
	if (outcome.kind === "not-sent" && /^retry/.test(outcome.class))
		await returnNotices(parts.db, person.regionId, sending.id);
}

async function claimDigest({ db, publicUrl }: SendParts, person: Person, now: Date): Promise<Sending | null> {
	return db.transaction().execute(async (tx) => {
		await lockPerson(tx, person);
		const notices = await findUnsent(tx, person, now);
		if (notices.length === 0) return null;
		const seconds = notices.some((notice) => notice.isUrgent) ? pause.urgent : pause.usual;
		const to = await findAddress(tx, person, now, seconds);
		if (!to) return null;
		const text = digestOf(notices, to.language, { publicUrl, zone: to.zone });
		const sending = await claimSending(tx, person.regionId, { ...to, staffId: person.staffId, text }, now);
		const ids = notices.map((notice) => notice.id);
		if (sending) await updateSending(tx, person.regionId, ids, sending.id);
		return sending;
	});
}
