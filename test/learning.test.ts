import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recountShares } from "../src/registry/recount-shares.ts";
import { emptyCases } from "./scripted-desk.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
	desk = await openDesk();
	await sql`insert into territory (region_id, code, name) values (1, 'north', 'Север')`.execute(desk.db);
});
afterAll(() => desk.close());
beforeEach(() => emptyCases(desk.db));

/** A case of agency 1 as people left it. */
async function settled(change: string): Promise<void> {
	const id = await desk.openCase(1);
	await sql`update "case" set ${sql.raw(change)} where id = ${id}`.execute(desk.db);
}

describe("shares of agencies", () => {
	const shares = async () => {
		await recountShares(desk.db);
		const { rows } = await sql<{ share: string }>`
			select concat_ws(' ', topic_code, territory_code, agency_id, cases) as share from routing_share order by share`.execute(
			desk.db,
		);
		return rows.map((row) => row.share);
	};

	test("are counted from what people settled, by topic and territory", async () => {
		await settled("agency_by = 'person'");
		await settled("agency_by = 'person', territory_code = 'north'");
		await settled("agency_by = 'person', territory_code = 'north', agency_id = 2");
		await settled("answered_at = now(), status = 'answered', territory_code = 'north', agency_id = 2");
		expect(await shares()).toEqual([
			"housing.no-water 1 1",
			"housing.no-water north 1 1",
			"housing.no-water north 2 2",
		]);
		expect(await shares()).toHaveLength(3);
	});

	test.each([
		["what only the machine said", "agency_by = 'machine'"],
		["what was sent back", "agency_by = 'person', status = 'returnedWrongAgency'"],
		["what was sent on", "answered_at = now(), status = 'closed', outcome = 'redirected'"],
		["what is about nothing known", "agency_by = 'person', topic_code = null"],
		["what is long ago", "agency_by = 'person', registered_at = now() - interval '3 years'"],
	])("%s does not count", async (_what, change) => {
		await settled(change);
		expect(await shares()).toEqual([]);
	});

	test("counted by two workers at once are the same", async () => {
		await settled("agency_by = 'person'");
		await Promise.all([recountShares(desk.db), recountShares(desk.db), recountShares(desk.db)]);
		expect(await shares()).toEqual(["housing.no-water 1 1"]);
	});
});
