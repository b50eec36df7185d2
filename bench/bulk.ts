import { sql } from "kysely";
import { findStaffCaller } from "../src/access/reads.ts";
import type { Caller } from "../src/access/permissions.ts";
import { previewBulk, startBulk, undoBulk } from "../src/cases/preview-bulk.ts";
import { readBulk } from "../src/cases/reads-bulk.ts";
import { runBulk } from "../src/cases/run-bulk.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import { readRegistry } from "../src/registry/reads.ts";
import { closeLater } from "./closing.ts";
import { makeDatabase } from "./database.ts";
import { figure, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { fillCases } from "./fill-cases.ts";
import { makeRegion } from "./region.ts";

const most = 50_000;
const batch = 500;

/** Closing everything that a filter finds, with history, and taking it back; beside it the same rows by plain statements. */
export async function benchBulk({ isShort }: { isShort: boolean }): Promise<Figure[]> {
	const count = isShort ? most / 10 : most;
	const url = await makeDatabase();
	const db = openDatabase(url, 4);
	closeLater(() => db.destroy());
	const region = await makeRegion(db);
	await fillCases(url, region, count * 2);
	await sql`update "case" set status = 'rejected' where status in ('answered', 'awaitingCitizen')`.execute(db);
	await sql`update "case" set status = 'answered', answered_at = now() where id in (select id from "case" order by id desc limit ${count})`.execute(
		db,
	);
	await sql`vacuum analyze`.execute(db);
	const queue = await openQueue(db);
	closeLater(() => queue.close());
	const registry = await readRegistry(db, region.id);
	const parts = { db, enqueue: queue.enqueue, registryOf: async () => registry };
	const caller = await curatorOf(db, region.id);

	const filter = { view: "answered", status: "answered" } as const;
	const order = { action: "close", outcome: "explained" } as const;
	const previewed = await timed(() => previewBulk(db, registry, caller, filter, order, new Date()));
	const { id: previewId, total } = previewed.result;
	const id = await startBulk(parts, caller, { previewId, requestKey: "a-click-of-the-bench" }, new Date());
	const closed = await timed(() => runBulk(parts, { regionId: region.id, bulkId: id }));
	const after = await readBulk(db, caller, id, new Date());
	say(`${after.changed} of ${total} closed in ${closed.seconds.toFixed(1)} s`);
	if (after.changed !== count) throw new Error(`closed ${after.changed} of ${count}: ${JSON.stringify(after.refused)}`);

	await undoBulk(parts, caller, id, new Date());
	const undone = await timed(() => runBulk(parts, { regionId: region.id, bulkId: id }));
	const restored = await readBulk(db, caller, id, new Date());
	if (restored.undone !== count) throw new Error(`${restored.undone} of ${count} taken back`);

	await sql`vacuum analyze`.execute(db);
	const plain = await timed(() => closePlainly(db, region.id));
	say(`the same by plain statements in ${plain.seconds.toFixed(1)} s`);
	const anchor = plain.seconds;
	return [
		figure({ name: "bulk_preview", value: previewed.seconds, unit: "s" }),
		figure({ name: "bulk_close", value: closed.seconds, unit: "s", anchor }, { of: "value", atMost: 60 }),
		figure({ name: "bulk_close_rate", value: count / closed.seconds, unit: "cases/s" }),
		figure({ name: "bulk_undo", value: undone.seconds, unit: "s" }),
	];
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
	const begin = performance.now();
	const result = await work();
	return { result, seconds: (performance.now() - begin) / 1000 };
}

async function curatorOf(db: Db, regionId: number): Promise<Caller> {
	const { rows } = await sql<{ id: number }>`select sr.staff_id as id from staff_role sr
		join role r on r.region_id = sr.region_id and r.code = sr.role_code
		where sr.region_id = ${regionId} and r.permissions @> ${["case.read.region", "case.triage", "case.work"]}::text[] limit 1`.execute(
		db,
	);
	const caller = await findStaffCaller(db, regionId, rows[0]?.id ?? 0);
	if (!caller) throw new Error("the demo region has no curator");
	return caller;
}

/** What any program must write at least: the rows and their history, as many in a commit. */
async function closePlainly(db: Db, regionId: number): Promise<void> {
	for (let done = batch; done === batch; ) {
		done = await db.transaction().execute(async (tx) => {
			const { rows } = await sql<{
				id: number;
			}>`update "case" set status = 'closed', closed_at = now(), outcome = 'explained',
					version = version + 1
				where region_id = ${regionId} and id in (select id from "case" where region_id = ${regionId} and status = 'answered'
					order by id limit ${batch}) returning id`.execute(tx);
			await sql`insert into case_event (region_id, case_id, type, actor_kind, data)
				select ${regionId}, id, 'close', 'system', '{"from": "answered", "to": "closed"}'
				from unnest(${rows.map(({ id }) => id)}::bigint[]) as c (id)`.execute(tx);
			return rows.length;
		});
	}
}
