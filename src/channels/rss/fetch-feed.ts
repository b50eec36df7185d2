import type { LookupFunction } from "node:net";
import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import type { IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import ipaddr from "ipaddr.js";
import type { Failure, FailureClass } from "../channel.ts";
import { readCallFailure } from "../network-call.ts";

const timeoutMs = 15_000;
const mostBytes = 5 * 1024 * 1024;
const mostRedirects = 5;

export type Validators = { etag: string | null; modified: string | null };
export type Fetched =
	| ({ kind: "body"; bytes: Buffer; contentType: string; url: string } & Validators)
	| { kind: "unchanged" }
	| Failure;

/**
 * Reads a feed: http(s) only, at most 5 MB unpacked, 15 s in all, five redirects. An administrator may name a host of the
 * inner network; a feed that stands outside may not lead there, whatever its name resolves to at the moment of the call.
 * @param known what the feed said of its version when it was read last
 */
export async function fetchFeed(feedUrl: string, known: Validators): Promise<Fetched> {
	const signal = AbortSignal.timeout(timeoutMs);
	let url = URL.parse(feedUrl);
	let mayBePrivate = true;
	try {
		for (let hop = 0; hop <= mostRedirects; hop++) {
			if (!url || !/^https?:$/.test(url.protocol)) return refuse("wrong-token", "address", "This is no web address.");
			const { response, isPrivate } = await ask(url, known, mayBePrivate, signal);
			mayBePrivate &&= isPrivate;
			const status = response.statusCode ?? 0;
			const { location } = response.headers;
			if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
				response.destroy();
				url = URL.parse(location, url);
				continue;
			}
			if (status === 200) return await readBody(response, url.href);
			response.destroy();
			return status === 304 ? { kind: "unchanged" } : readStatus(status, response.headers["retry-after"]);
		}
		return refuse("wrong-token", "redirects", "The feed leads from address to address without end.");
	} catch (error) {
		return readError(error);
	}
}

export const refuse = (name: FailureClass, code: string, text: string): Failure => ({
	kind: "not-sent",
	class: name,
	code,
	text,
});

type Asked = { response: IncomingMessage; isPrivate: boolean };

/** One request. The address is judged where the connection is made, so that a name cannot change its mind in between. */
function ask(url: URL, known: Validators, mayBePrivate: boolean, signal: AbortSignal): Promise<Asked> {
	const host = url.hostname.replace(/^\[|\]$/g, "");
	let isPrivate = ipaddr.isValid(host) && isInner(host);
	if (isPrivate && !mayBePrivate) return Promise.reject(innerAddress());
	const guarded: LookupFunction = (name, options, done) => {
		lookup(name, { ...options, all: true }, (error, addresses) => {
			if (error) return done(error, "");
			isPrivate = addresses.some(({ address }) => isInner(address));
			if (isPrivate && !mayBePrivate) return done(innerAddress(), "");
			const [first] = addresses;
			if (options.all) return done(null, addresses);
			return done(null, first?.address ?? "", first?.family);
		});
	};
	const headers = {
		accept: "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
		"accept-encoding": "gzip, deflate, br",
		"user-agent": "Otklik feed reader",
		...(known.etag !== null && { "if-none-match": known.etag }),
		...(known.modified !== null && { "if-modified-since": known.modified }),
	};
	const send = url.protocol === "https:" ? requestHttps : requestHttp;
	return new Promise((resolve, reject) => {
		const call = send(url, { headers, lookup: guarded, signal, agent: false }, (response) =>
			resolve({ response, isPrivate }),
		);
		call.on("error", reject).end();
	});
}

const innerAddress = () => Object.assign(new Error("inner address"), { code: "INNER_ADDRESS" });

/** Anything that is not an address of the open internet. */
function isInner(address: string): boolean {
	const bare = address.replace(/%.*$/, "");
	return !ipaddr.isValid(bare) || ipaddr.process(bare).range() !== "unicast";
}

const unpackers: Record<string, typeof createGunzip | typeof createInflate | typeof createBrotliDecompress> = {
	gzip: createGunzip,
	"x-gzip": createGunzip,
	deflate: createInflate,
	br: createBrotliDecompress,
};

async function readBody(response: IncomingMessage, url: string): Promise<Fetched> {
	const chunks: Buffer[] = [];
	let size = 0;
	const gather = async (source: AsyncIterable<Buffer>): Promise<void> => {
		for await (const chunk of source) {
			size += chunk.length;
			if (size > mostBytes) throw Object.assign(new Error("too large"), { code: "TOO_LARGE" });
			chunks.push(chunk);
		}
	};
	const encoding = response.headers["content-encoding"] ?? "";
	const unpack = Object.hasOwn(unpackers, encoding) ? unpackers[encoding] : undefined;
	await (unpack ? pipeline(response, unpack(), gather) : pipeline(response, gather));
	const { etag, "last-modified": modified, "content-type": contentType } = response.headers;
	return {
		kind: "body",
		bytes: Buffer.concat(chunks),
		contentType: contentType ?? "",
		url,
		etag: shortHeader(etag),
		modified: shortHeader(modified),
	};
}

const shortHeader = (value: string | undefined): string | null =>
	value !== undefined && value.length <= 500 ? value : null;

function readStatus(status: number, retryAfter: string | undefined): Failure {
	const code = `http-${status}`;
	const text = `The feed answered HTTP ${status}.`;
	if (status === 404 || status === 410) return refuse("target-gone", code, text);
	if (status === 401 || status === 403 || status === 451) return refuse("page-dead", code, text);
	const seconds = /^\d{1,6}$/.test(retryAfter ?? "") ? Number(retryAfter) : undefined;
	if (status === 429 || status >= 500)
		return { ...refuse("retry-late", code, text), ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }) };
	return refuse("wrong-token", code, text);
}

function readError(error: unknown): Failure {
	const { code } = readCallFailure(error);
	if (code === "INNER_ADDRESS")
		return refuse("wrong-token", "inner-address", "The feed leads to an address of the inner network.");
	if (code === "TOO_LARGE") return refuse("content", "too-large", "The feed is larger than 5 MB.");
	return refuse("retry-late", code, "The feed could not be read.");
}
