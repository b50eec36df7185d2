import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A post on the site: `text` is HTML. */
export type FeedItem = {
	guid?: string;
	title?: string;
	text?: string;
	link?: string;
	author?: string;
	/** milliseconds */
	at?: number;
};

/** Answers in place of the feed, once for each. `hang` never answers. */
export type FeedFault =
	| { kind: "status"; status: number; headers?: Record<string, string> }
	| { kind: "body"; body: string | Buffer; headers?: Record<string, string> }
	| { kind: "drop" }
	| { kind: "hang" };

export type FeedSite = {
	/** address of the feed */
	url: string;
	items: FeedItem[];
	faults: FeedFault[];
	/** requests so far, and how many were answered with "not modified" */
	counts: { requests: number; unchanged: number };
	/** readings that came sooner after the last than `leastMs` allows */
	breaches: () => number;
	close: () => Promise<void>;
};

/**
 * A site with a feed (RSS 2.0) for tests and the bench. It knows versions (ETag, Last-Modified) and counts readers in a hurry.
 * @param leastMs what the site allows between two readings; 0: anything
 */
export async function startFeedSite({ leastMs = 0 } = {}): Promise<FeedSite> {
	const counts = { requests: 0, unchanged: 0 };
	const items: FeedItem[] = [];
	const faults: FeedFault[] = [];
	let breaches = 0;
	let lastAt = Number.NEGATIVE_INFINITY;
	const server = createServer((request, response) => {
		counts.requests++;
		if (performance.now() - lastAt < leastMs) breaches++;
		lastAt = performance.now();
		const fault = faults.shift();
		if (fault) return answerFault(fault, request, response);
		const body = write(items);
		const etag = `"${createHash("sha1").update(body).digest("hex")}"`;
		if (request.headers["if-none-match"] === etag) {
			counts.unchanged++;
			return void response.writeHead(304, { etag }).end();
		}
		response.writeHead(200, { "content-type": "application/rss+xml; charset=utf-8", etag }).end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`,
		items,
		faults,
		counts,
		breaches: () => breaches,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function answerFault(fault: FeedFault, request: IncomingMessage, response: ServerResponse): void {
	if (fault.kind === "drop") return void request.socket.destroy();
	if (fault.kind === "hang") return;
	if (fault.kind === "status") return void response.writeHead(fault.status, fault.headers).end();
	response.writeHead(200, { "content-type": "application/xml", ...fault.headers }).end(fault.body);
}

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The document, newest first as feeds do. */
function write(items: readonly FeedItem[]): string {
	const written = items.toReversed().map((item) => {
		const fields = [
			["guid", item.guid],
			["title", item.title],
			["description", item.text],
			["link", item.link],
			["author", item.author],
			["pubDate", item.at === undefined ? undefined : new Date(item.at).toUTCString()],
		] as const;
		const lines = fields.flatMap(([name, value]) =>
			value === undefined ? [] : [`<${name}>${escape(value)}</${name}>`],
		);
		return `<item>${lines.join("")}</item>`;
	});
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Форум</title><link>https://forum.example.org/</link>${written.join("\n")}</channel></rss>`;
}
