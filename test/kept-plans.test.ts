import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { keptStatement, withKeptPlans } from "../src/db/kept-plans.ts";
import { createTestDatabase } from "./database.ts";
import type { TestDatabase } from "./database.ts";

let database: TestDatabase;
/** one connection, so that what it keeps can be seen */
let db: Db;
beforeAll(async () => {
	database = await createTestDatabase();
	db = openDatabase(database.url, 1);
});
afterAll(async () => {
	await db.destroy();
	await database.drop();
});

const keptTexts = async (): Promise<string[]> => {
	const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
	return rows.map(({ statement }) => statement);
};

const answer = (handle: Db, number: number) => sql<{ number: number }>`select ${number}::int as number`.execute(handle);

test("a connection keeps the plan of what is asked through the handle, and answers each value rightly", async () => {
	for (const number of [1, 2, 3, 4, 5, 6, 7])
		expect((await answer(withKeptPlans(db), number)).rows).toEqual([{ number }]);
	await withKeptPlans(db)
		.transaction()
		.execute(async (tx) => expect((await answer(tx, 8)).rows).toEqual([{ number: 8 }]));
	expect((await keptTexts()).filter((text) => /as number/.test(text))).toHaveLength(1);
});

test("what is asked plainly, or of all columns, is planned each time", async () => {
	const before = await keptTexts();
	await answer(db, 1).then(() => sql`select ${1}::int as plain`.execute(db));
	await withKeptPlans(db).selectFrom("region").selectAll().where("id", "=", 1).execute();
	expect(await keptTexts()).toEqual(before);
});

test("a new column is no trouble for what was kept before", async () => {
	const ask = () => withKeptPlans(db).selectFrom("region as r").selectAll("r").where("r.id", "=", 1).execute();
	await ask();
	await sql`alter table region add column added_later integer`.execute(db);
	expect(await ask()).toEqual([]);
	await sql`alter table region drop column added_later`.execute(db);
	expect(await ask()).toEqual([]);
});

test("values stand in their places, whatever their order in the text", async () => {
	const pair = keptStatement((handle, { first, second }: { first: string; second: string }) =>
		handle.selectNoFrom([
			sql<string>`${second}::text`.as("second"),
			sql<string>`${first}::text`.as("first"),
			sql<string>`${second}::text || ${"!"}`.as("again"),
		]),
	);
	expect(await pair(db, { first: "a", second: "b" })).toEqual([{ first: "a", second: "b", again: "b!" }]);
	expect(await pair(db, { second: "d", first: "c" })).toEqual([{ first: "c", second: "d", again: "d!" }]);
});

test("a statement that fails takes nothing with it", async () => {
	const divide = (by: number) => sql<{ n: number }>`select 1 / ${by}::int as n`.execute(withKeptPlans(db));
	await expect(divide(0)).rejects.toThrow(/division by zero/);
	expect((await divide(1)).rows).toEqual([{ n: 1 }]);
	await expect(divide(0)).rejects.toThrow(/division by zero/);
});
