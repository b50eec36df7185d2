import { openClient } from "../load.ts";
import type { Client } from "../load.ts";

/**
 * What is measured apart. "second": of two who pressed at one moment the one answered later, who waits for the first;
 * "session" is the anchor: the one row of who asks.
 */
export const kinds = [
	"queue",
	"search",
	"counts",
	"rows",
	"open",
	"presence",
	"check",
	"save",
	"submit",
	"approve",
	"return",
	"act",
	"second",
	"session",
] as const;
export type Kind = (typeof kinds)[number];

/** Milliseconds of each request by its kind, since the last `take`. */
export type Times = { add: (kind: Kind, ms: number) => void; take: () => Map<Kind, number[]> };

export function openTimes(): Times {
	let kept = new Map<Kind, number[]>();
	return {
		add: (kind, ms) => {
			const own = kept.get(kind);
			if (own) own.push(ms);
			else kept.set(kind, [ms]);
		},
		take: () => {
			const taken = kept;
			kept = new Map();
			return taken;
		},
	};
}

export type Said = { status: number; body: unknown };
/** `pair`: shared by two requests of one moment */
export type Request = {
	kind: Kind;
	method?: "GET" | "POST" | "PUT";
	path: string;
	body?: unknown;
	pair?: { isAnswered: boolean };
};

/** One person's connection to the desk: one request after the other, as each waits for its answer. */
export type Line = { ask: (request: Request) => Promise<Said>; close: () => void };

const idleMs = 45_000;

export async function openLine(url: string, cookie: string, times: Times): Promise<Line> {
	let client = await openClient(url);
	let usedAt = performance.now();
	let last: Promise<unknown> = Promise.resolve();
	const turn = async (request: Request): Promise<Said> => {
		// the server closes a connection that nobody uses; a browser opens another one
		if (performance.now() - usedAt > idleMs) {
			client.close();
			client = await openClient(url);
		}
		usedAt = performance.now();
		return send(client, bytesOf(url, cookie, request), (ms) => times.add(kindOf(request), ms));
	};
	const ask = async (request: Request): Promise<Said> => {
		const own = last.then(() => turn(request));
		last = own.catch(() => {});
		return own;
	};
	return { ask, close: () => client.close() };
}

function kindOf({ kind, pair }: Request): Kind {
	if (!pair) return kind;
	const isSecond = pair.isAnswered;
	pair.isAnswered = true;
	return isSecond ? "second" : kind;
}

function bytesOf(url: string, cookie: string, { method = "GET", path, body }: Request): Buffer {
	const content = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
	const type =
		body === undefined
			? ""
			: `content-type: application/json\r\ncontent-length: ${content.length}\r\norigin: ${url}\r\n`;
	const head = `${method} /api/${path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\ncookie: ${cookie}\r\n${type}\r\n`;
	return Buffer.concat([Buffer.from(head), content]);
}

async function send(client: Client, bytes: Buffer, onTime: (ms: number) => void): Promise<Said> {
	const begin = performance.now();
	const { status, text } = await client.ask(bytes);
	onTime(performance.now() - begin);
	const json = Buffer.from(text.slice(text.indexOf("\r\n\r\n") + 4), "latin1").toString();
	return { status, body: json === "" ? null : (JSON.parse(json) as unknown) };
}
