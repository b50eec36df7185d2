import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDesk, password } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let folder: string;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "otklik-web-"));
	writeFileSync(join(folder, "secret.txt"), "beside the app");
	const webRoot = join(folder, "dist");
	mkdirSync(join(webRoot, "assets"), { recursive: true });
	writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>Otklik</title>");
	writeFileSync(join(webRoot, "favicon.svg"), "<svg/>");
	writeFileSync(join(webRoot, ".env"), "a dot file");
	writeFileSync(join(webRoot, "assets", "app-1a2b3c.js"), "console.log(1)");
	writeFileSync(join(webRoot, "assets", "app-1a2b3c.js.gz"), "zipped");
	symlinkSync(join(folder, "secret.txt"), join(webRoot, "assets", "link.txt"));
	desk = await openDesk({ webRoot, publicUrl: "https://desk.example" });
});
afterAll(async () => {
	await desk.close();
	rmSync(folder, { recursive: true });
});

/** Asks for exactly this path, which `fetch` would tidy up first. */
const rawGet = (path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> =>
	new Promise((resolve, reject) => {
		const { hostname, port } = new URL(desk.url);
		const asked = request({ host: hostname, port, path, headers, agent: false }, (response) => {
			let body = "";
			response.on("data", (chunk) => {
				body += chunk;
			});
			response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
		});
		asked.on("error", reject).end();
	});

describe("the built web app", () => {
	test.each(["/", "/index.html", "/cases/12", "/pages?x=1.5", "/anything/deep/down"])("%s is the app", async (path) => {
		const response = await fetch(desk.url + path);
		expect([response.status, await response.text()]).toEqual([200, "<!doctype html><title>Otklik</title>"]);
		expect(response.headers.get("content-type")).toMatch(/^text\/html/);
		expect(response.headers.get("cache-control")).toBe("no-cache");
		expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
	});

	test("what has a hash in its name is kept for good, and sent packed to who takes it", async () => {
		const plain = await fetch(`${desk.url}/assets/app-1a2b3c.js`, { headers: { "accept-encoding": "identity" } });
		expect(await plain.text()).toBe("console.log(1)");
		expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
		expect(plain.headers.get("content-type")).toMatch(/javascript/);
		const packed = await fetch(`${desk.url}/assets/app-1a2b3c.js`, {
			method: "HEAD",
			headers: { "accept-encoding": "gzip" },
		});
		expect(packed.headers.get("content-encoding")).toBe("gzip");
	});

	test("the same page is not sent twice", async () => {
		const first = await fetch(`${desk.url}/favicon.svg`);
		const etag = first.headers.get("etag") ?? "";
		expect(first.headers.get("cache-control")).toBe("no-cache");
		expect(await rawGet("/favicon.svg", { "if-none-match": etag })).toEqual({ status: 304, body: "" });
	});

	test.each(["/assets/app-0000.js", "/missing.css", "/api/nothing", "/api", "/webhooks/x", "/.env"])(
		"%s is not the app",
		async (path) => {
			const response = await fetch(desk.url + path);
			expect(response.status).toBe(404);
			expect(await response.json()).toMatchObject({ code: "not-found" });
		},
	);

	test.each([
		"/../secret.txt",
		"/assets/../../secret.txt",
		"/%2e%2e/secret.txt",
		"/..%2fsecret.txt",
		"/%2e%2e%2fsecret.txt",
		"/..%5csecret.txt",
		"/assets/..%2f..%2fsecret.txt",
		"//secret.txt",
		"/./../secret.txt",
		"/....//secret.txt",
		"/%252e%252e%252fsecret.txt",
		"/secret.txt%00.html",
		"/index.html%00",
	])("%s leads nowhere out of its folder", async (path) => {
		const { status, body } = await rawGet(path);
		expect(body).not.toContain("beside the app");
		expect([400, 403, 404]).toContain(status);
	});

	test("changes are not asked of the app", async () => {
		for (const method of ["POST", "PUT", "DELETE", "PATCH"])
			expect((await fetch(`${desk.url}/cases/1`, { method, body: "x" })).status).toBe(404);
	});
});

test("over https the cookie stays there", async () => {
	const headers = { origin: "https://desk.example" };
	const response = await desk.call("POST", "/api/session", { body: { login: "login-1", password }, headers });
	expect(response.status).toBe(200);
	expect(response.headers.get("set-cookie")).toContain("; Secure; SameSite=Lax");
	expect(response.headers.get("strict-transport-security")).toBe("max-age=31536000");
});
