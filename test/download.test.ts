import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { download } from "../src/files/download.ts";
import { beginsPicture } from "../src/files/look-at-picture.ts";
import { picture } from "./pictures.ts";

let server: Server;
let host: string;
let shown: Buffer;
let hits: string[] = [];

const paths: Record<string, RequestListener> = {
	"/photo": (_request, response) => response.end(shown),
	"/slow": (_request, response) => void response.write("x"),
	"/silent": () => {},
	"/missing": (_request, response) => response.writeHead(404).end(),
	"/busy": (_request, response) => response.writeHead(429, { "retry-after": "7" }).end(),
	"/told-large": (_request, response) => response.writeHead(200, { "content-length": "999999999" }).write("x"),
	"/endless": (_request, response) => {
		const more = (): void => {
			while (!response.destroyed && response.write(shown));
		};
		response.on("drain", more);
		more();
	},
	"/page": (_request, response) => response.end("<!doctype html>".padEnd(100_000)),
	"/cut": (_request, response) => {
		response.writeHead(200, { "content-length": String(shown.length) });
		response.write(shown.subarray(0, 1000), () => response.destroy());
	},
	"/packed": (_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
	"/once": (_request, response) => response.writeHead(302, { location: "/photo" }).end(),
	"/round": (_request, response) => response.writeHead(302, { location: "/round" }).end(),
	"/inside": (_request, response) => response.writeHead(302, { location: "http://127.0.0.1:9/secret" }).end(),
	"/inside-by-name": (_request, response) => response.writeHead(302, { location: "http://localhost:9/secret" }).end(),
	"/to-file": (_request, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
};

beforeAll(async () => {
	shown = await picture(200, 200).png({ compressionLevel: 0 }).toBuffer();
	server = createServer((request, response) => {
		hits.push(request.url ?? "");
		paths[request.url ?? ""]?.(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

const get = (path: string, mostBytes = 1_000_000) =>
	download(`http://${host}${path}`, { trustedHost: host, mostBytes, isWanted: beginsPicture, withinMs: 500 });

test("a picture comes whole, also behind a redirect", async () => {
	expect(await get("/photo")).toEqual({ kind: "bytes", bytes: shown });
	expect(await get("/once")).toEqual({ kind: "bytes", bytes: shown });
});

test.each([
	["/missing", { kind: "failed", code: "http-404", isGone: true }],
	["/busy", { kind: "failed", code: "http-429", isGone: false, retryAfterSeconds: 7 }],
	["/told-large", { kind: "refused", reason: "too-large" }],
	["/endless", { kind: "refused", reason: "too-large" }],
	["/page", { kind: "refused", reason: "not-a-picture" }],
	["/cut", { kind: "failed", isGone: false }],
	["/packed", { kind: "failed", code: "packed" }],
	["/slow", { kind: "failed", isGone: false }],
	["/silent", { kind: "failed", isGone: false }],
	["/round", { kind: "failed", code: "redirects" }],
	["/inside", { kind: "refused", reason: "address-refused" }],
	["/inside-by-name", { kind: "refused", reason: "address-refused" }],
	["/to-file", { kind: "refused", reason: "address-refused" }],
])("%s ends as %j", async (path, end) => {
	expect(await get(path)).toMatchObject(end);
});

describe("without trust nothing inside is called", () => {
	test.each([
		"http://HOST/photo",
		"http://localhost:PORT/photo",
		"http://[::ffff:127.0.0.1]:PORT/photo",
		"http://0/photo",
	])("%s", async (address) => {
		hits = [];
		const url = address.replace("HOST", host).replace("PORT", host.split(":")[1] ?? "");
		const end = await download(url, { trustedHost: "api.example", mostBytes: 1000 });
		expect(end).toEqual({ kind: "refused", reason: "address-refused" });
		expect(hits).toEqual([]);
	});
});
