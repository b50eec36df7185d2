import type { ImapFlow } from "imapflow";
import type { ChannelPage, PublishOrder, ReadBack } from "../channel.ts";
import { ownAddress } from "./mailbox.ts";
import { answerId } from "./message-id.ts";
import { largestLetter, withMailbox } from "./open-mailbox.ts";
import { parse } from "./parse.ts";
import { searchUids } from "./take-letter.ts";

/** Puts a copy where the mailbox keeps what was sent. It went out already, so a copy that fails changes nothing. */
export async function keepSent(page: ChannelPage, letter: Buffer): Promise<void> {
	await withMailbox(page, async ({ client }) => {
		const folder = await sentFolder(client);
		if (folder) await client.append(folder, letter, ["\\Seen"]);
		return null;
	});
}

/**
 * Looks for an answer by its Message-ID, where copies of sent letters lie and in the folder that is read. That there is
 * none proves nothing: not every server keeps one.
 */
export async function readBack(page: ChannelPage, order: PublishOrder): Promise<ReadBack> {
	const id = answerId(order.key, order.target.threadKey, ownAddress(page));
	const found = await withMailbox(page, async ({ client, mailbox }) => {
		const sent = await sentFolder(client);
		for (const folder of [sent, mailbox.folder]) {
			if (!folder) continue;
			await client.mailboxOpen(folder, { readOnly: true });
			const [uid] = await searchUids(client, { header: { "message-id": id } });
			const copy = uid && (await client.fetchOne(String(uid), { source: { maxLength: largestLetter } }, { uid: true }));
			if (copy && copy.source) return copy.source;
		}
		return null;
	});
	if (!Buffer.isBuffer(found)) return { kind: "cannot-read" };
	const parsed = await parse(page, found, new Date());
	const [change] = parsed.kind === "changes" ? parsed.changes : [];
	return change?.kind === "message" && change.message.externalId === id
		? { kind: "text", externalId: id, text: change.message.text }
		: { kind: "cannot-read" };
}

async function sentFolder(client: ImapFlow): Promise<string | null> {
	const folders = await client.list();
	return folders.find(({ specialUse }) => specialUse === "\\Sent")?.path ?? null;
}
