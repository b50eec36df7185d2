import { gunzipSync, gzipSync } from "node:zlib";
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let curator: string;
beforeAll(async () => {
	desk = await openDesk();
	curator = await desk.signIn("login-1");
});
afterAll(() => desk.close());

type Raw = { status: number; encoding: string | undefined; body: Buffer };

/** As it comes over the line: what `fetch` unpacks by itself stays packed. */
function raw(method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Raw> {
	return new Promise((resolve, reject) => {
		const asked = request(desk.url + path, { method, headers: { cookie: curator, ...headers } }, (answer) => {
			const parts: Buffer[] = [];
			answer.on("data", (part: Buffer) => parts.push(part));
			answer.on("end", () =>
				resolve({
					status: answer.statusCode ?? 0,
					encoding: answer.headers["content-encoding"],
					body: Buffer.concat(parts),
				}),
			);
		});
		asked.on("error", reject);
		asked.end(body);
	});
}

test("a long answer comes small to who takes it so, and is the same", async () => {
	const plain = await raw("GET", "/api/openapi.json", {});
	const small = await raw("GET", "/api/openapi.json", { "accept-encoding": "gzip, br" });
	expect([plain.status, plain.encoding, small.status, small.encoding]).toEqual([200, undefined, 200, "gzip"]);
	expect(small.body.length).toBeLessThan(plain.body.length / 4);
	expect(gunzipSync(small.body).equals(plain.body)).toBe(true);
});

test("a short answer and a refusal come as they are", async () => {
	const accept = { "accept-encoding": "gzip" };
	expect(await raw("GET", "/api/session", accept)).toMatchObject({ status: 200, encoding: undefined });
	expect(await raw("GET", "/api/cases/999999", accept)).toMatchObject({ status: 404, encoding: undefined });
});

test("a packed body is never unpacked: what a few bytes may grow to is nobody's to try", async () => {
	const body = gzipSync(Buffer.from(JSON.stringify({ login: "x".repeat(100_000_000), password: "x" })));
	const headers = { "content-type": "application/json", "content-encoding": "gzip", origin: desk.url };
	const { status } = await raw("POST", "/api/session", headers, body);
	expect(status).toBe(400);
});
