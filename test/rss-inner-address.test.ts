import { createServer } from "node:http";
import type * as Http from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

/** Names as this test's own address book has them: the outside is a name whose address looks public. */
const book: Record<string, string> = { "inside.example": "10.1.2.3", "outside.example": "93.184.216.34" };
vi.mock("node:dns", () => ({
	lookup: (name: string, _options: object, done: (error: null, all: { address: string; family: number }[]) => void) =>
		done(null, [{ address: book[name] ?? "127.0.0.1", family: 4 }]),
}));
/** Whatever is connected to, it is our own server. */
let server: Http.Server;
let port = 0;
vi.mock("node:http", async (original) => {
	const http = await original<typeof Http>();
	const request = (url: URL, options: Http.RequestOptions, onResponse: never) => {
		const lookup: LookupFunction = (name, given, done) =>
			(options.lookup as LookupFunction)(name, given, (error) => {
				if (error) return done(error, "");
				(done as (error: null, all: object[]) => void)(null, [{ address: "127.0.0.1", family: 4 }]);
			});
		return http.request(
			{ ...options, host: url.hostname.replace(/^\[|\]$/g, ""), path: url.pathname, port, lookup },
			onResponse,
		);
	};
	return { ...http, request };
});
// another file may have loaded it with the real network, and the next one must not find it with this one
vi.resetModules();
const { fetchFeed } = await import("../src/channels/rss/fetch-feed.ts");

beforeAll(async () => {
	server = createServer((request, response) => {
		const to = decodeURIComponent((request.url ?? "").slice(1));
		if (to === "feed") return void response.end("<rss/>");
		response.writeHead(302, { location: to }).end();
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
	vi.resetModules();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});
const fetchFrom = (host: string, to: string) =>
	fetchFeed(`http://${host}/${encodeURIComponent(to)}`, { etag: null, modified: null });

test("what an administrator names may stand in the inner network, and lead on there", async () => {
	expect(await fetchFrom("inside.example", "feed")).toMatchObject({ kind: "body" });
	expect(await fetchFrom("inside.example", "http://inside.example/feed")).toMatchObject({ kind: "body" });
	expect(await fetchFrom("outside.example", "http://outside.example/feed")).toMatchObject({ kind: "body" });
});

test.each([
	"http://inside.example/feed",
	"http://127.0.0.1/feed",
	"http://0x7f.1/feed",
	"http://2130706433/feed",
	"http://[::1]/feed",
	"http://[::ffff:10.0.0.1]/feed",
	"http://169.254.169.254/feed",
	"http://100.64.0.1/feed",
	"http://0.0.0.0/feed",
	"http://localhost/feed",
])("from outside nothing leads to %s", async (to) => {
	expect(await fetchFrom("outside.example", to)).toMatchObject({ kind: "not-sent", code: "inner-address" });
});

test("once outside, the way back in is closed too", async () => {
	const back = `http://outside.example/${encodeURIComponent("http://inside.example/feed")}`;
	expect(await fetchFrom("inside.example", back)).toMatchObject({ kind: "not-sent", code: "inner-address" });
});
