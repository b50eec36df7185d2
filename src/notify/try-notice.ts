import { readNoticeSettings } from "../access/notice-settings.ts";
import type { Caller } from "../access/permissions.ts";
import { DomainError } from "../domain/errors.ts";
import { findAddress, lockPerson } from "./reads-sending.ts";
import { claimSending, sendClaimed } from "./send-notice.ts";
import type { NotifyParts } from "./send-notice.ts";
import { trialWords } from "./words.ts";

const pauseSeconds = 60;

/**
 * Sends the caller a message, to try where their notices go. Only to the address they saved, so nobody is written to in their name.
 * @throws DomainError notice-channel-unknown when none is set, or no page of the region sends by it; notice-too-soon
 */
export async function tryNotice(
	parts: NotifyParts,
	caller: Caller,
	now: Date,
): Promise<{ state: "sent" | "failed" | "unknown"; text: string }> {
	const { channel, address, language } = await readNoticeSettings(parts.db, caller);
	if (channel === null || address === null) throw new DomainError("notice-channel-unknown");
	const to = { staffId: caller.staffId, channel, address, text: trialWords[language] };
	const sending = await parts.db.transaction().execute(async (tx) => {
		await lockPerson(tx, caller);
		// an address may be anybody's: it is not to be flooded
		if (!(await findAddress(tx, caller, now, pauseSeconds)))
			throw new DomainError("notice-too-soon", { retryAfterSeconds: pauseSeconds });
		return claimSending(tx, caller.regionId, to, now);
	});
	if (!sending) throw new DomainError("notice-channel-unknown", { channel });
	const outcome = await sendClaimed(parts, sending);
	if (outcome.kind === "sent") return { state: "sent", text: "" };
	return { state: outcome.kind === "unknown" ? "unknown" : "failed", text: outcome.text };
}
