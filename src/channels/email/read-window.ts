import type { Attachment, ChannelPage, FetchedFile, WindowRead } from "../channel.ts";
import { withMailbox } from "./open-mailbox.ts";
import type { OpenMailbox } from "./open-mailbox.ts";
import { parse } from "./parse.ts";
import { readLetter } from "./read-letter.ts";
import { lately, sizesOf, takeLetter } from "./take-letter.ts";

/** One reading of a window gives back so much at most, and says so when there was more. */
const mostLetters = 500;
const mostBytes = 48 * 1024 * 1024;

/** Letters that reached the folder between two moments and that the desk would take; automatic ones are left out. */
export async function readWindow(page: ChannelPage, from: Date, to: Date): Promise<WindowRead> {
	return withMailbox(page, (open) => readOpen(page, open, from, to));
}

async function readOpen(page: ChannelPage, { client }: OpenMailbox, from: Date, to: Date): Promise<WindowRead> {
	const uids = [...(await lately(client, from))].filter(([, at]) => !at || at <= to).map(([uid]) => uid);
	const wanted = uids.slice(0, mostLetters);
	const sizes = await sizesOf(client, wanted);
	const found: { externalId: string; body: Buffer }[] = [];
	let bytes = 0;
	for (const uid of wanted) {
		const size = sizes.get(uid);
		if (size === undefined) continue;
		if (found.length > 0 && bytes + size > mostBytes) return { kind: "read", found, isWhole: false };
		const body = await takeLetter(client, uid, size);
		if (!body) continue;
		const parsed = await parse(page, body, to);
		const [change] = parsed.kind === "changes" ? parsed.changes : [];
		if (change?.kind !== "message") continue;
		found.push({ externalId: change.message.externalId, body });
		bytes += body.length;
	}
	return { kind: "read", found, isWhole: wanted.length === uids.length };
}

/** A file of a letter, out of the letter itself. */
export async function fetchFile(_page: ChannelPage, { ref }: Attachment, body: Buffer | null): Promise<FetchedFile> {
	const index = /^part:(\d{1,5})$/.exec(ref ?? "")?.[1];
	const letter = index === undefined || !body ? null : await readLetter(body);
	const part = letter?.attachments[Number(index)];
	if (!part || typeof part.content === "string") return { kind: "gone", text: "The letter has no such part." };
	const bytes = ArrayBuffer.isView(part.content)
		? Buffer.from(part.content.buffer, part.content.byteOffset, part.content.byteLength)
		: Buffer.from(part.content);
	return { kind: "bytes", bytes, ...(part.filename ? { name: part.filename } : {}) };
}
