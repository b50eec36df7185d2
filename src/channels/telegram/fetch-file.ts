import type { Attachment, ChannelPage, FetchedFile } from "../channel.ts";
import { readCallFailure } from "../network-call.ts";
import { apiRootOf, call, startLimit } from "./call.ts";

/** Bot API, getFile: a bot can download files of up to 20 MB. */
const mostBytes = 20 * 1024 * 1024;

/** The bytes behind an attachment's `ref`. The address of a file holds the bot's key, so it appears nowhere. */
export async function fetchFile(page: ChannelPage, attachment: Attachment): Promise<FetchedFile> {
	const { ref } = attachment;
	if (!ref) return { kind: "gone", text: "The network gave no name for this file." };
	const limit = startLimit();
	const file = await call(page, (api) => api.getFile(ref), limit);
	if (file.kind === "not-sent" && file.code === "400") return { kind: "gone", text: file.text };
	if (file.kind !== "response") return file;
	const path = file.response.file_path;
	// a server of one's own may answer with a path of its own disk
	if (typeof path !== "string" || !/^[\w./-]{1,300}$/.test(path) || path.startsWith("/") || path.includes(".."))
		return { kind: "gone", text: "The network gave no address for this file." };
	try {
		const response = await fetch(`${apiRootOf(page)}/file/bot${page.secrets.token}/${path}`, {
			redirect: "manual",
			signal: limit,
		});
		if (response.status === 404) return { kind: "gone", text: "The network no longer keeps this file." };
		if (response.status !== 200)
			return { kind: "unknown", code: `http-${response.status}`, text: "The network did not give the file." };
		const bytes = await readAtMost(response, mostBytes);
		if (!bytes) return { kind: "gone", text: "The file is larger than 20 MB." };
		return { kind: "bytes", bytes, ...(attachment.title ? { name: attachment.title } : {}) };
	} catch (error) {
		return { kind: "unknown", code: readCallFailure(error).code, text: "The file did not come whole." };
	}
}

async function readAtMost(response: Response, most: number): Promise<Buffer | null> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		size += chunk.length;
		if (size > most) return null;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
