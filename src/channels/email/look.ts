import type { ChannelPage, Identified, PageFinding } from "../channel.ts";
import { readMailbox } from "./mailbox.ts";
import { withMailbox } from "./open-mailbox.ts";
import { trySending } from "./send-letter.ts";

/** From this share of its room on a mailbox soon refuses letters. */
const nearlyFull = 0.9;

/** Signs in to both servers, opens the folder, asks for the room that is left. */
export async function look(page: ChannelPage): Promise<PageFinding[]> {
	const reading = await lookAtReading(page);
	return [...reading.findings, await lookAtSending(page)];
}

/** Whose mailbox this is: its own address, once the password opens it. */
export async function identify(page: ChannelPage): Promise<Identified> {
	const reading = await lookAtReading(page);
	if (reading.failure) return reading.failure;
	const mailbox = readMailbox(page);
	if ("kind" in mailbox) return mailbox;
	return {
		kind: "found",
		externalId: mailbox.address,
		name: mailbox.displayName || mailbox.address,
		url: null,
		settings: { address: mailbox.address },
		findings: [...reading.findings, await lookAtSending(page)],
	};
}

type Reading = { findings: PageFinding[]; failure: Extract<Identified, { kind: "not-sent" }> | null };

async function lookAtReading(page: ChannelPage): Promise<Reading> {
	const seen = await withMailbox(page, async ({ client, folder, mailbox }) => {
		// not every server counts, and one that refuses to tell is no trouble
		const quota = await client.getQuota(mailbox.folder).catch(() => false as const);
		return { kind: "seen" as const, letters: folder.exists, storage: quota ? quota.storage : undefined };
	});
	if (seen.kind === "not-sent") {
		const text = `${seen.code}: ${seen.text}`;
		const isKey = seen.class === "page-dead" && seen.code !== "no-folder";
		return { findings: [{ code: isKey ? "key" : "mailbox", state: "fail", text }], failure: seen };
	}
	const { usage, limit } = seen.storage ?? {};
	const isFull = usage !== undefined && limit !== undefined && limit > 0 && usage >= nearlyFull * limit;
	const room =
		usage === undefined || !limit ? "" : `, ${Math.round(usage / 1_048_576)} of ${Math.round(limit / 1_048_576)} MB`;
	return {
		findings: [
			{ code: "key", state: "ok", text: "" },
			{ code: "mailbox", state: isFull ? "warn" : "ok", text: `${seen.letters}${room}` },
		],
		failure: null,
	};
}

async function lookAtSending(page: ChannelPage): Promise<PageFinding> {
	const mailbox = readMailbox(page);
	const failure = "kind" in mailbox ? mailbox : await trySending(mailbox);
	if (!failure) return { code: "sending", state: "ok", text: "" };
	const isPassing = failure.kind === "unknown" || failure.class === "retry-soon" || failure.class === "retry-late";
	return { code: "sending", state: isPassing ? "warn" : "fail", text: `${failure.code}: ${failure.text}` };
}
