import { request as requestHttp } from "node:http";
import type { IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { lookupPublic, mayCall, refusal } from "./guard-address.ts";

type Order = {
	method: string;
	headers: Record<string, string>;
	body?: unknown;
	signal?: AbortSignal | undefined;
};

const mostBytes = 1024 * 1024;

/**
 * A `fetch` for libraries, to addresses that somebody gave us: https to public addresses alone, no redirect followed, an
 * answer of a megabyte at most.
 * @param trustedHosts hosts with port that may be anywhere
 */
export function guardedFetch(trustedHosts: readonly string[]): (address: string, order: Order) => Promise<Response> {
	return async (address, order) => {
		const url = new URL(address);
		const isTrusted = trustedHosts.includes(url.host);
		if (!isTrusted && !(url.protocol === "https:" && mayCall(url, null))) throw refusal();
		const answer = await call(url, isTrusted, order);
		const bytes = await readWhole(answer);
		const headers = new Headers();
		for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value));
		const { statusCode: status = 0 } = answer;
		// these have no body, and no `Response` takes one
		return new Response(status === 204 || status === 304 ? null : bytes, { status, headers });
	};
}

function call(url: URL, isTrusted: boolean, { method, headers, body, signal }: Order): Promise<IncomingMessage> {
	const request = url.protocol === "https:" ? requestHttps : requestHttp;
	return new Promise((resolve, reject) => {
		const call = request(
			url,
			{
				method,
				signal,
				// a connection of its own, opened by the guarded look-up
				agent: false,
				...(!isTrusted && { lookup: lookupPublic }),
				headers: { ...headers, "accept-encoding": "identity" },
			},
			resolve,
		);
		call.on("error", reject);
		call.end(body instanceof URLSearchParams || typeof body === "string" ? String(body) : undefined);
	});
}

async function readWhole(answer: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of answer as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		size += chunk.length;
		// leaving the loop ends the connection
		if (size > mostBytes) throw Object.assign(new Error("the answer is too long"), { code: "TOO_LARGE" });
	}
	return Buffer.concat(chunks);
}
