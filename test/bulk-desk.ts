import { sql } from "kysely";
import { beforeEach } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import type { BulkOrder } from "../src/cases/bulk-order.ts";
import { previewBulk, startBulk } from "../src/cases/preview-bulk.ts";
import type { BulkFilter } from "../src/cases/preview-bulk.ts";
import { readBulk } from "../src/cases/reads-bulk.ts";
import { runBulk } from "../src/cases/run-bulk.ts";
import { desk, openCase, parts, read, useScriptedDesk } from "./scripted-desk.ts";

/** Called once in a test file: the scripted desk, whose first person may act on many cases at once. */
export function useBulkDesk(): void {
	useScriptedDesk();
	beforeEach(async () => {
		await sql`truncate bulk_action cascade`.execute(desk.db);
		await sql`insert into role (region_id, code, title_ru, title_en, permissions)
			values (1, 'curator', '', '', ${["case.read.region", "case.triage", "case.work"]}) on conflict do nothing`.execute(
			desk.db,
		);
		await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 1, 'curator') on conflict do nothing`.execute(
			desk.db,
		);
	});
}

export const curator = () => desk.region.curator;
export const now = () => new Date();
export const preview = (order: BulkOrder, filter: Partial<BulkFilter> = {}, caller: Caller = curator()) =>
	previewBulk(desk.db, desk.registry, caller, { view: "all", ...filter }, order, now());
let clicks = 0;
export const start = (previewId: number, requestKey = `request-${++clicks}`) =>
	startBulk(parts(), curator(), { previewId, requestKey }, now());
export const run = (bulkId: number) => runBulk(parts(), { regionId: 1, bulkId });
export const report = (bulkId: number) => readBulk(desk.db, curator(), bulkId, now());
export const row = (id: number) =>
	desk.db.selectFrom("case").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
export const types = async (id: number) => (await read(id, curator())).history.map((event) => event.type);
export async function done(order: BulkOrder, filter: Partial<BulkFilter> = {}): Promise<number> {
	const id = await start((await preview(order, filter)).id);
	await run(id);
	return id;
}
export async function openCases(count: number): Promise<number[]> {
	const ids: number[] = [];
	for (let id = 1; id <= count; id++) ids.push(await openCase(id));
	return ids;
}
export const close = { action: "close", outcome: "explained" } satisfies BulkOrder;
export const toRoads = { action: "assign", agencyId: 2, reason: "Дорога ведомства" } satisfies BulkOrder;
