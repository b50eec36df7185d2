import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRows, replay } from "../demo/replay.ts";
import { startSystem } from "../demo/system.ts";
import type { System } from "../demo/system.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { createTestDatabase } from "./database.ts";

const folder = mkdtempSync(join(tmpdir(), "otklik-rows-"));
let system: System;
let db: Db;
let drop: () => Promise<void>;

beforeAll(async () => {
	const database = await createTestDatabase();
	drop = database.drop;
	const ladderSeconds = [0.05, 0.1, 0.3, 1, 3];
	system = await startSystem({ databaseUrl: database.url, secretKey: Buffer.alloc(32, 9), ladderSeconds });
	db = openDatabase(database.url, 2);
});
afterAll(async () => {
	await db.destroy();
	await system.stop();
	await drop();
	rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

const rows = Array.from({ length: 120 }, (_, index) => ({
	at: 1_600_000_000 + index,
	district: `District ${index % 7}`,
	author: 1 + (index % 40),
	text: `Снег не убран, двор ${index}`,
}));
const options = { speed: 1e12, dates: "original", onProgress: () => {} } as const;

test("a replay reconciles to the last message, also twice and in no order, while others write", async () => {
	for (const isChaos of [false, true]) {
		const other = { id: 900_001, name: "Житель" };
		system.network.writeComment({ groupId: 930100001, postId: 1, author: other, text: "Это не из файла" });
		const report = await replay(db, system.network.url, rows, { ...options, isChaos });
		const sent = isChaos ? 240 : 120;
		expect(report).toMatchObject({ sent, acknowledged: sent, messages: 120, duplicates: sent - 120, notUnderstood: 0 });
		expect(report.reconciled).toBe(true);
		expect(report.cases).toBeGreaterThan(0);
	}
});

test("rows are read in the order of their times, with the place, up to the limit", async () => {
	const csv =
		'created_at,text,address,author_h\n2021-01-02T10:00:00,"второй",,b\n2021-01-01T10:00:00.5,"первый, с запятой",Лесная 5,a\n';
	const read = await readRows(file("rows.csv", csv), 10);
	expect(read.map((row) => row.text)).toEqual(["первый, с запятой\nЛесная 5", "второй"]);
	expect(read[0]?.at).toBe(Date.parse("2021-01-01T07:00:00Z") / 1000);
	expect(await readRows(file("rows.csv", csv), 1)).toHaveLength(1);
});

test.each([
	["a missing column", "created_at,words\n2021-01-01T10:00:00,x\n", /no column "text"/],
	["a broken time", "created_at,text\nyesterday,x\n", /row 1: "yesterday" is not a time/],
	["another shape", "created_at,text\n1,2,3,4\n", /Invalid Record Length/],
])("%s is told", async (_what, csv, words) => {
	await expect(readRows(file("broken.csv", csv), 10)).rejects.toThrow(words);
});
