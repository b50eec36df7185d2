import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { localUrl, needSecretKey, projectRoot, readConfig } from "./config.ts";

const key = Buffer.alloc(32, 7).toString("base64");

describe("settings", () => {
	test("an empty environment gives the private database and the usual ports", () => {
		expect(readConfig({})).toEqual({
			databaseUrl: null,
			dataDir: join(projectRoot, ".data"),
			files: { kind: "folder", folder: join(projectRoot, ".data", "files") },
			host: "127.0.0.1",
			port: 8080,
			demoPort: 8081,
			secretKey: null,
			publicUrl: "http://127.0.0.1:8080",
			trustedProxies: "loopback",
			undoSeconds: 10,
			isDemo: true,
		});
	});

	test("an empty value is no value", () => {
		const empty = { DATABASE_URL: "", PORT: "", HOST: "", DEMO_PORT: "", OTKLIK_DATA: "", OTKLIK_SECRET_KEY: "" };
		expect(readConfig(empty)).toEqual(readConfig({}));
	});

	test("given values", () => {
		const config = readConfig({
			DATABASE_URL: "postgresql://desk:p%40ss@db.example/desk",
			PORT: "80",
			HOST: "::",
			OTKLIK_SECRET_KEY: key,
			OTKLIK_PUBLIC_URL: "https://desk.example.org/",
			OTKLIK_TRUSTED_PROXIES: "10.0.0.5, 10.1.0.0/16",
		});
		expect(config.trustedProxies).toBe("10.0.0.5,10.1.0.0/16");
		expect(config).toMatchObject({ port: 80, demoPort: 81, host: "::", publicUrl: "https://desk.example.org" });
		expect(config).toMatchObject({ databaseUrl: "postgresql://desk:p%40ss@db.example/desk", isDemo: false });
		expect(config.secretKey).toEqual(Buffer.alloc(32, 7));
	});

	const bad: [string, string][] = [
		["PORT", "0"],
		["PORT", "65536"],
		["PORT", "80a"],
		["PORT", "-1"],
		["PORT", "1e3"],
		["DEMO_PORT", "eighty"],
		["DATABASE_URL", "mysql://localhost/desk"],
		["DATABASE_URL", "localhost"],
		["DATABASE_URL", "postgresql://[bad/desk"],
		["OTKLIK_SECRET_KEY", "short"],
		["OTKLIK_SECRET_KEY", `${key}AAAA`],
		["OTKLIK_SECRET_KEY", "ключ".repeat(10)],
		["OTKLIK_PUBLIC_URL", "desk.example.org"],
		["OTKLIK_PUBLIC_URL", "ftp://desk.example.org"],
		["OTKLIK_PUBLIC_URL", "https://example.org/desk"],
		["OTKLIK_DEMO", "yes"],
		["OTKLIK_UNDO_SECONDS", "61"],
		["OTKLIK_UNDO_SECONDS", "ten"],
		["OTKLIK_TRUSTED_PROXIES", "proxy.example.org"],
		["OTKLIK_TRUSTED_PROXIES", "10.0.0.0/8/8"],
	];
	test.each(bad)("%s=%s is refused by name", (name, value) => {
		expect(() => readConfig({ [name]: value })).toThrow(name);
	});

	test("what may be secret is not repeated", () => {
		expect(() => readConfig({ DATABASE_URL: "mysql://desk:hunter2@db/desk" })).toThrow(/^(?!.*hunter2)/s);
	});

	test.each([
		["127.0.0.1", "http://127.0.0.1:1"],
		["0.0.0.0", "http://localhost:1"],
		["::", "http://localhost:1"],
		["::1", "http://[::1]:1"],
	])("%s opens as %s", (host, url) => expect(localUrl(host, 1)).toBe(url));
});

describe("the secret key", () => {
	let dataDir: string;
	beforeEach(() => {
		dataDir = mkdtempSync(join(tmpdir(), "otklik-config-"));
	});
	afterEach(() => rmSync(dataDir, { recursive: true }));

	test("is made once, for its owner's eyes only", () => {
		const config = { ...readConfig({}), dataDir };
		const first = needSecretKey(config);
		expect(first).toHaveLength(32);
		expect(needSecretKey(config)).toEqual(first);
		const file = join(dataDir, "secret-key");
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(Buffer.from(readFileSync(file, "utf8"), "base64")).toEqual(first);
	});

	test("must be given with a database of one's own", () => {
		const env = { DATABASE_URL: "postgresql://localhost/desk" };
		expect(() => needSecretKey(readConfig(env))).toThrow("OTKLIK_SECRET_KEY");
		expect(needSecretKey(readConfig({ ...env, OTKLIK_SECRET_KEY: key }))).toEqual(Buffer.alloc(32, 7));
	});

	test("a damaged file is not replaced", () => {
		const file = join(dataDir, "secret-key");
		writeFileSync(file, "AAAA");
		chmodSync(file, 0o600);
		expect(() => needSecretKey({ ...readConfig({}), dataDir })).toThrow(file);
		expect(readFileSync(file, "utf8")).toBe("AAAA");
	});
});
