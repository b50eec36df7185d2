import { request as requestHttp } from "node:http";
import type { IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { readCallFailure } from "../channels/network-call.ts";
import { lookupPublic, mayCall, refusedAddress } from "./guard-address.ts";

/** What became of a download; `status` and `code` are for the log, never an address. */
export type Download =
	| { kind: "bytes"; bytes: Buffer }
	| { kind: "refused"; reason: "address-refused" | "too-large" | "not-a-picture" }
	| { kind: "failed"; code: string; isGone: boolean; retryAfterSeconds: number | null };

export type DownloadOptions = {
	/** host that may be anywhere: the network's own API of the page's settings */
	trustedHost: string | null;
	mostBytes: number;
	/** looks at the first bytes: false ends the download */
	isWanted?: (start: Buffer) => Promise<boolean>;
	/** milliseconds for the whole of it */
	withinMs?: number;
};

const mostRedirects = 3;
/** enough to tell every type of file by its content */
const startBytes = 4100;

/**
 * Fetches what stands at an address that somebody sent us. Every hop is looked at before it is called; bytes are counted as
 * they come. Never throws.
 */
export async function download(address: string, options: DownloadOptions): Promise<Download> {
	const signal = AbortSignal.timeout(options.withinMs ?? 15_000);
	let url = URL.parse(address);
	try {
		for (let hop = 0; hop <= mostRedirects; hop++) {
			if (!url || !mayCall(url, options.trustedHost)) return { kind: "refused", reason: "address-refused" };
			const answer = await call(url, url.host === options.trustedHost, signal);
			const status = answer.statusCode ?? 0;
			const next = status >= 300 && status < 400 ? answer.headers.location : undefined;
			if (next === undefined) return await readAnswer(answer, status, options);
			answer.destroy();
			url = URL.parse(next, url);
		}
		return { kind: "failed", code: "redirects", isGone: true, retryAfterSeconds: null };
	} catch (error) {
		const { code } = readCallFailure(error);
		if (code === refusedAddress) return { kind: "refused", reason: "address-refused" };
		return { kind: "failed", code, isGone: code === "ENOTFOUND", retryAfterSeconds: null };
	}
}

function call(url: URL, isTrusted: boolean, signal: AbortSignal): Promise<IncomingMessage> {
	const request = url.protocol === "https:" ? requestHttps : requestHttp;
	return new Promise((resolve, reject) => {
		const call = request(
			url,
			{
				signal,
				// a connection of its own, opened by the guarded look-up
				agent: false,
				...(!isTrusted && { lookup: lookupPublic }),
				// a small packed body may unpack to a huge one
				headers: { "accept-encoding": "identity", accept: "image/*,*/*;q=0.5", "user-agent": "Otklik" },
			},
			resolve,
		);
		call.on("error", reject);
		call.end();
	});
}

async function readAnswer(answer: IncomingMessage, status: number, options: DownloadOptions): Promise<Download> {
	if (status !== 200) {
		answer.destroy();
		const wait = Number(answer.headers["retry-after"]);
		const isGone = status === 404 || status === 410 || status === 403 || status === 401;
		return { kind: "failed", code: `http-${status}`, isGone, retryAfterSeconds: wait > 0 ? wait : null };
	}
	const encoding = answer.headers["content-encoding"] ?? "identity";
	if (encoding !== "identity") {
		answer.destroy();
		return { kind: "failed", code: "packed", isGone: false, retryAfterSeconds: null };
	}
	const told = Number(answer.headers["content-length"] ?? 0);
	if (told > options.mostBytes) {
		answer.destroy();
		return { kind: "refused", reason: "too-large" };
	}
	return readBody(answer, options);
}

async function readBody(answer: IncomingMessage, { mostBytes, isWanted }: DownloadOptions): Promise<Download> {
	const chunks: Buffer[] = [];
	let size = 0;
	let isLookedAt = isWanted === undefined;
	// leaving the loop ends the connection; an answer cut short throws
	for await (const chunk of answer as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > mostBytes) return { kind: "refused", reason: "too-large" };
		if (isLookedAt || size < startBytes) continue;
		isLookedAt = true;
		if (!(await isWanted?.(Buffer.concat(chunks)))) return { kind: "refused", reason: "not-a-picture" };
	}
	return { kind: "bytes", bytes: Buffer.concat(chunks) };
}
