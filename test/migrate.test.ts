import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrate, readMigrations } from "../src/db/migrate.ts";
import type { Migration } from "../src/db/migrate.ts";
import { upgrade } from "../src/upgrade.ts";
import { createEmptyDatabase } from "./database.ts";

let database: { url: string; drop(): Promise<void> };
beforeEach(async () => {
	database = await createEmptyDatabase();
});
afterEach(() => database.drop());

const one: Migration = { name: "0001_one", sql: "create table one (n int); insert into one values (1)", checksum: "a" };
const two: Migration = { name: "0002_two", sql: "alter table one add column m int", checksum: "b" };

async function ask(sql: string): Promise<unknown[]> {
	const client = new pg.Client({ connectionString: database.url });
	await client.connect();
	try {
		return (await client.query(sql)).rows;
	} finally {
		await client.end();
	}
}

describe("migrations", () => {
	test("apply once, in order", async () => {
		expect(await migrate(database.url, [one])).toEqual({ applied: ["0001_one"] });
		expect(await migrate(database.url, [one, two])).toEqual({ applied: ["0002_two"] });
		expect(await migrate(database.url, [one, two])).toEqual({ applied: [] });
		expect(await ask("select n, m from one")).toEqual([{ n: 1, m: null }]);
	});

	test("of many processes at once one does each", async () => {
		const results = await Promise.all(Array.from({ length: 8 }, () => migrate(database.url, [one, two])));
		expect(results.flatMap((result) => result.applied).sort()).toEqual(["0001_one", "0002_two"]);
		expect(await ask("select n from one")).toEqual([{ n: 1 }]);
	});

	test("a database of a newer version is refused and stays as it is", async () => {
		await migrate(database.url, [one, two]);
		await expect(migrate(database.url, [one])).rejects.toThrow(/новее.*0002_two.*\n.*newer/);
		expect(await ask("select name from migration order by name")).toHaveLength(2);
	});

	test("an edited migration is refused", async () => {
		await migrate(database.url, [one]);
		await expect(migrate(database.url, [{ ...one, checksum: "c" }, two])).rejects.toThrow("0001_one");
		expect(await ask("select name from migration")).toEqual([{ name: "0001_one" }]);
	});

	test("a failing one leaves nothing of itself", async () => {
		const bad = { ...two, sql: "create table half (n int); select 1/0" };
		await expect(migrate(database.url, [one, bad])).rejects.toThrow(/0002_two.*division by zero/);
		expect(await ask("select to_regclass('half') as half")).toEqual([{ half: null }]);
		expect(await ask("select name from migration")).toEqual([{ name: "0001_one" }]);
	});

	test("the project's own, with the job library's tables, by several processes at once", async () => {
		await Promise.all([upgrade(database.url), upgrade(database.url), upgrade(database.url)]);
		const names = readMigrations().map((migration) => ({ name: migration.name }));
		expect(await ask("select name from migration order by name")).toEqual(names);
		expect(await ask("select to_regclass('pgboss.job') is not null as found")).toEqual([{ found: true }]);
	});

	test("what the machine proposed before case work is whole afterwards, and out of the history", async () => {
		const own = readMigrations();
		const first = own.findIndex(({ name }) => name > "0012");
		await migrate(database.url, own.slice(0, first));
		const places = [
			{ territoryCode: null, label: "ул. Ленина", confidence: 0.5, latitude: null, longitude: null, reason: "street" },
			{
				territoryCode: "north",
				label: "Озёрск",
				confidence: 0.4,
				latitude: 55.5,
				longitude: 37.25,
				reason: "settlement",
			},
		].map((place) => ({ ...place, words: "на Ленина" }));
		const opened = JSON.stringify({ topicCode: "housing", address: "ул. Ленина", latitude: null, places });
		// the case itself does not matter here
		await ask(`set session_replication_role = replica;
			insert into case_event (region_id, case_id, type, actor_kind, data)
				values (1, 1, 'opened', 'system', '${opened}'), (1, 2, 'opened', 'system', '{"topicCode": "roads", "places": []}')`);
		await upgrade(database.url);
		expect(await ask("select data from case_proposal where case_id = 1")).toEqual([{ data: { places } }]);
		expect(await ask("select data from case_event order by case_id")).toEqual([
			{ data: { topicCode: "housing" } },
			{ data: { topicCode: "roads" } },
		]);
	});
});
