import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { openStore } from "../src/files/open-store.ts";
import { fileName, hashOf } from "../src/files/store.ts";
import type { FileStore } from "../src/files/store.ts";
import { startS3Fake } from "./s3-fake.ts";
import type { S3Fake } from "./s3-fake.ts";

const bytes = Buffer.from("as if it were a picture");
const name = fileName(3, hashOf(bytes), "original");

async function keepsFiles(store: FileStore): Promise<void> {
	expect(await store.has(name)).toBe(false);
	expect(await store.get(name)).toBeNull();
	await Promise.all([store.put(name, bytes), store.put(name, bytes)]);
	await store.put(name, Buffer.from("a name never changes its bytes"));
	expect(await store.has(name)).toBe(true);
	expect(await store.get(name)).toEqual(bytes);
}

test("names are by region and hash", () => {
	expect(name).toMatch(/^3\/([0-9a-f]{2})\/([0-9a-f]{2})\/\1\2[0-9a-f]{60}$/);
	expect(fileName(4, hashOf(bytes), "thumb")).toBe(`4${name.slice(1)}.thumb`);
});

describe("a folder", () => {
	const folder = mkdtempSync(join(tmpdir(), "otklik-store-"));
	afterAll(() => rmSync(folder, { recursive: true }));

	test("keeps each file once, whole and for its owner alone", async () => {
		const settings = readConfig({ OTKLIK_DATA: folder }).files;
		expect(settings).toEqual({ kind: "folder", folder: join(folder, "files") });
		await keepsFiles(await openStore(settings));
		const file = join(folder, "files", name);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(statSync(join(folder, "files", "3")).mode & 0o777).toBe(0o700);
		// nothing half-written is left
		expect(readdirSync(join(folder, "files", "aside"))).toEqual([]);
	});

	test("says what is wrong with the disk, and has no file then", async () => {
		const file = join(folder, "no-folder");
		writeFileSync(file, "");
		const store = await openStore({ kind: "folder", folder: file });
		await expect(store.put(name, bytes)).rejects.toThrow(/ENOTDIR|EEXIST/);
	});
});

describe("a bucket", () => {
	let fake: S3Fake;
	beforeAll(async () => {
		fake = await startS3Fake();
	});
	afterAll(() => fake.close());
	const settingsOf = (path: string, keyId = "key-id") =>
		readConfig({
			OTKLIK_S3_URL: fake.url + path,
			OTKLIK_S3_REGION: "ru-central1",
			OTKLIK_S3_KEY_ID: keyId,
			OTKLIK_S3_SECRET_KEY: "secret-words",
		}).files;

	test("keeps each file once, signed, in its folder", async () => {
		await keepsFiles(await openStore(settingsOf("/photos/desk")));
		expect([...fake.held.keys()]).toEqual([`/photos/desk/${name}`]);
		expect(fake.calls.filter((call) => call.startsWith("PUT")).length).toBeLessThanOrEqual(2);
	});

	test("that refuses or is away is an error, not a missing file, and tells no key", async () => {
		const stranger = await openStore(settingsOf("/photos", "other-id"));
		const refused = await stranger.get(name).catch((error: Error) => error);
		expect(refused).toMatchObject({ name: "AccessDenied" });
		expect(String((refused as Error).stack)).not.toContain("secret-words");
		await expect((await openStore(settingsOf("/other"))).get(name)).rejects.toMatchObject({ name: "NoSuchBucket" });
		fake.knobs.isAway = true;
		await expect((await openStore(settingsOf("/photos"))).get(name)).rejects.toThrow();
		fake.knobs.isAway = false;
	});

	test.each([
		[{ OTKLIK_S3_URL: "storage.example" }, "OTKLIK_S3_URL"],
		[{ OTKLIK_S3_URL: "https://storage.example" }, "OTKLIK_S3_URL"],
		[{ OTKLIK_S3_URL: "https://id:word@storage.example/photos" }, "OTKLIK_S3_URL"],
		[{ OTKLIK_S3_URL: "https://storage.example/photos" }, "OTKLIK_S3_KEY_ID"],
		[{ OTKLIK_S3_URL: "https://storage.example/photos", OTKLIK_S3_KEY_ID: "1" }, "OTKLIK_S3_SECRET_KEY"],
	])("settings %j name what is amiss: %s", (env, variable) => {
		expect(() => readConfig(env)).toThrow(variable);
		expect(() => readConfig(env)).not.toThrow("word");
	});
});
