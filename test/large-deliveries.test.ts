import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeDeliveries } from "../src/ingest/reads.ts";
import { readRegistry } from "../src/registry/reads.ts";
import { formPageId, openPublicDesk } from "./public-desk.ts";
import type { PublicDesk } from "./public-desk.ts";

let desk: PublicDesk;
beforeAll(async () => {
	desk = await openPublicDesk();
});
afterAll(() => desk.close());

test("no more deliveries are taken at once than fit into memory", async () => {
	await sql`insert into delivery (region_id, page_id, source, body)
		select 1, ${formPageId}, 'form', convert_to(repeat('a', 1000), 'UTF8') from generate_series(1, 5)`.execute(desk.db);
	const registry = await readRegistry(desk.db, 1);
	const take = (limit: number, mostBytes?: number) =>
		desk.db.transaction().execute(async (tx) => {
			const { deliveries, isLast } = await takeDeliveries(tx, registry, limit, null, mostBytes);
			return { count: deliveries.length, isLast };
		});
	expect(await take(100)).toEqual({ count: 5, isLast: true });
	expect(await take(3)).toEqual({ count: 3, isLast: false });
	expect(await take(100, 2500)).toEqual({ count: 3, isLast: false });
	expect(await take(100, 3000)).toEqual({ count: 3, isLast: false });
	// one that is larger than all that fits is taken alone
	expect(await take(100, 10)).toEqual({ count: 1, isLast: false });
	await desk.ingest();
	const { rows } = await sql<{ status: string }>`select status from delivery`.execute(desk.db);
	expect(rows.map((row) => row.status)).toEqual(Array.from({ length: 5 }, () => "not-understood"));
});
