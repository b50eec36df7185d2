import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import { actByPerson } from "../src/cases/act-on-case.ts";
import { changeTopic } from "../src/cases/change-topic.ts";
import { cancelBulk, startBulk } from "../src/cases/preview-bulk.ts";
import { listBulkItems, readBulk } from "../src/cases/reads-bulk.ts";
import { runBulk, wakeBulk } from "../src/cases/run-bulk.ts";
import {
	curator,
	now,
	preview,
	start,
	run,
	report,
	row,
	types,
	done,
	openCases,
	close,
	toRoads,
	useBulkDesk,
} from "./bulk-desk.ts";
import { comment, vkBody } from "./region.ts";
import { deliver, desk, openCase, parts, read } from "./scripted-desk.ts";

useBulkDesk();

/** More cases than a batch holds, without their messages. */
async function manyCases(count: number, status = "answered"): Promise<void> {
	await openCase(1);
	await sql`insert into "case" (region_id, thread_id, page_id, channel, author_key, status, agency_id, topic_code, excerpt,
			registered_at, clock_from, due_at, last_message_at, search, answered_at)
		select region_id, thread_id, page_id, channel, 'many:' || n, ${status}, agency_id, topic_code, '', now(), now(), now(), now(), '', now()
		from (select * from "case" order by id limit 1) as c, generate_series(1, ${count}) n`.execute(desk.db);
}

describe("looking first", () => {
	test("a preview tells how many, which, and what the rules would refuse; nothing changes", async () => {
		const ids = await openCases(3);
		await sql`update "case" set status = 'answered' where id = ${ids[0]}`.execute(desk.db);
		const seen = await preview(close);
		expect(seen).toMatchObject({
			total: 3,
			wouldChange: 1,
			wouldRefuse: [{ reason: "case-transition-refused", count: 2 }],
		});
		expect(seen.sample.map((one) => one.id)).toEqual(ids.toReversed());
		expect((await preview({ ...close, outcome: "resolved" })).wouldRefuse).toContainEqual({
			reason: "case-evidence-missing",
			count: 1,
		});
		expect((await preview(close, { status: "answered" })).total).toBe(1);
		// of those that were ticked only what the filter finds, too
		expect((await preview(close, { ids: ids.slice(0, 2) })).total).toBe(2);
		expect((await preview(close, { status: "answered", ids: ids.slice(1) })).total).toBe(0);
		expect((await preview(close, { q: "горячая вода" })).total).toBe(3);
		expect((await row(ids[0] ?? 0)).status).toBe("answered");
	});

	test("senseless orders, foreign agencies and people without the right are refused", async () => {
		const [first] = await openCases(1);
		await expect(preview({ action: "assign", agencyId: 99 })).rejects.toMatchObject({ code: "agency-unknown" });
		await expect(preview({ action: "topic", topicCode: "no" })).rejects.toMatchObject({ code: "topic-unknown" });
		await expect(preview({ action: "reject", reason: " " })).rejects.toMatchObject({ code: "reason-missing" });
		await expect(preview({ action: "merge", parentId: 999_999 })).rejects.toMatchObject({ code: "not-found" });
		await expect(preview(close, {}, desk.region.executor)).rejects.toMatchObject({ code: "forbidden" });
		const roads: Caller = { ...desk.region.roadsExecutor, permissions: new Set(["case.read.agency", "case.triage"]) };
		expect((await preview(close, {}, roads)).total).toBe(0);
		const { id } = await preview(close);
		await expect(startBulk(parts(), roads, { previewId: id, requestKey: "request-x" }, now())).rejects.toMatchObject({
			code: "not-found",
		});
		await expect(readBulk(desk.db, roads, id, now())).rejects.toMatchObject({ code: "not-found" });
		expect((await row(first ?? 0)).status).toBe("assigned");
	});

	test("a list that is too long is refused, and leaves nothing behind", async () => {
		await manyCases(50_000);
		await expect(preview(close)).rejects.toMatchObject({ code: "bulk-too-large", details: { most: 50_000 } });
		expect(await desk.db.selectFrom("bulk_action").selectAll().execute()).toEqual([]);
	});

	test("an old preview is not started, a second click is the first one's start", async () => {
		await openCases(1);
		const { id } = await preview(toRoads);
		const ends = await Promise.all([start(id, "request-same"), start(id, "request-same")]);
		expect(ends).toEqual([id, id]);
		await expect(start(id)).rejects.toMatchObject({ code: "bulk-not-startable" });
		const old = (await preview(toRoads)).id;
		await sql`update bulk_action set created_at = now() - interval '2 hours' where id = ${old}`.execute(desk.db);
		await expect(start(old)).rejects.toMatchObject({ code: "bulk-not-startable" });
	});
});

describe("carrying out", () => {
	test("exactly the previewed cases, by the rules, each with its history", async () => {
		const [first, second] = (await openCases(2)) as [number, number];
		const { id } = await preview(toRoads);
		const late = await openCase(3);
		await sql`update "case" set status = 'answered' where id = ${second}`.execute(desk.db);
		await run(await start(id));
		expect(await report(id)).toMatchObject({
			state: "done",
			total: 2,
			done: 2,
			changed: 1,
			refused: [{ reason: "case-transition-refused", count: 1 }],
			canUndo: true,
		});
		expect(await row(first)).toMatchObject({ status: "assigned", agency_id: 2, agency_by: "person" });
		expect((await row(late)).agency_id).toBe(1);
		expect(await types(first)).toEqual(["opened", "assign"]);
		expect((await read(first, curator())).history.at(-1)?.data).toMatchObject({ agencyId: 2, bulkId: id });
		const { items } = await listBulkItems(desk.db, curator(), id, { state: "refused", limit: 10 });
		expect(items).toEqual([{ caseId: second, reason: "case-transition-refused" }]);
	});

	test("what a person or a resident changed since the preview stays theirs", async () => {
		const [first, second, third] = (await openCases(3)) as [number, number, number];
		const { id } = await preview(toRoads);
		const { version } = await row(first);
		await changeTopic(desk.db, desk.registry, curator(), first, { version, topicCode: "roads.snow-on-road" });
		await deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, 70, { from_id: 1002, text: "Ау" })));
		await run(await start(id));
		expect(await report(id)).toMatchObject({ changed: 1, refused: [{ reason: "case-changed-meanwhile", count: 2 }] });
		expect([await row(first), await row(second), await row(third)].map((one) => one.agency_id)).toEqual([1, 1, 2]);
	});

	test("while people work on the same cases no change of theirs is lost, and none is waited for", async () => {
		await manyCases(1_200, "assigned");
		const ids = (await desk.db.selectFrom("case").select("id").orderBy("id").limit(40).execute()).map(({ id }) => id);
		const id = await start((await preview(toRoads)).id);
		const edits = ids.map(async (caseId) => {
			const { version } = await row(caseId);
			const order = { caseId, version, action: "accept" as const, given: {} };
			return actByPerson(desk.db, desk.registry, desk.region.executor, order);
		});
		const [ends] = await Promise.all([Promise.allSettled(edits), run(id)]);
		const worked = ids.filter((_, index) => ends[index]?.status === "fulfilled");
		for (const caseId of ids) {
			const events = (await read(caseId, curator())).history.map((event) => event.type);
			const changed = await row(caseId);
			// one of the two was first, the other one was told
			if (worked.includes(caseId)) expect([changed.status, changed.agency_id]).toEqual(["inProgress", 1]);
			else expect([changed.status, changed.agency_id]).toEqual(["assigned", 2]);
			expect(events.filter((type) => type === "accept" || type === "assign")).toHaveLength(1);
		}
		const end = await report(id);
		expect(end).toMatchObject({ state: "done", total: 1_201, done: 1_201, changed: 1_201 - worked.length });
	});

	test("a case that somebody holds for long is left, and said to be", async () => {
		const [first] = (await openCases(2)) as [number, number];
		const { id } = await preview(toRoads);
		await desk.db.transaction().execute(async (tx) => {
			await sql`select 1 from "case" where id = ${first} for update`.execute(tx);
			await run(await start(id));
		});
		expect(await report(id)).toMatchObject({ state: "done", changed: 1, refused: [{ reason: "case-busy", count: 1 }] });
		expect((await row(first)).agency_id).toBe(1);
	});

	test("a worker that dies in the middle leaves whole batches; the next one goes on, two do not do it twice", async () => {
		await manyCases(1_400);
		const id = await start((await preview(close, { status: "answered" })).id);
		let batches = 0;
		const dying = {
			...parts(),
			registryOf: async () => {
				if (++batches === 2) throw new Error("killed");
				return desk.registry;
			},
		};
		await expect(runBulk(dying, { regionId: 1, bulkId: id })).rejects.toThrow("killed");
		expect(await report(id)).toMatchObject({ state: "running", done: 500, changed: 500 });
		const woken: unknown[] = [];
		await wakeBulk(desk.db, async (_tx, name, payload) => void woken.push([name, payload]));
		expect(woken).toEqual([["bulk-action", { regionId: 1, bulkId: id }]]);
		await Promise.all([run(id), run(id), run(id)]);
		expect(await report(id)).toMatchObject({ state: "done", changed: 1_400 });
		const { rows } = await sql<{ n: number; most: number }>`select count(*)::int as n, max(c)::int as most from
			(select count(*) as c from case_event where type = 'close' group by case_id) t`.execute(desk.db);
		expect(rows).toEqual([{ n: 1_400, most: 1 }]);
	});

	test("it stops when it is cancelled, and when the person may not any more", async () => {
		await manyCases(900);
		const id = await start((await preview(close, { status: "answered" })).id);
		let batches = 0;
		const dying = {
			...parts(),
			registryOf: async () => {
				if (++batches === 2) throw new Error("killed");
				return desk.registry;
			},
		};
		await expect(runBulk(dying, { regionId: 1, bulkId: id })).rejects.toThrow("killed");
		await cancelBulk(desk.db, curator(), id, now());
		await run(id);
		const stopped = await report(id);
		expect(stopped.state).toBe("cancelled");
		expect(stopped.changed).toBe(500);
		const next = await start((await preview(close, { status: "answered" })).id);
		await sql`delete from staff_role where staff_id = 1`.execute(desk.db);
		await run(next);
		expect(await report(next)).toMatchObject({ changed: 0, refused: [{ reason: "forbidden", count: 400 }] });
	});

	test("topics, priorities and merges go the same way as one by one", async () => {
		const [first, second, third] = (await openCases(3)) as [number, number, number];
		await done({ action: "topic", topicCode: "roads.snow-on-road" });
		expect(await row(first)).toMatchObject({ topic_code: "roads.snow-on-road", topic_by: "person" });
		expect(await types(first)).toContain("topicChanged");
		await done({ action: "priority", priority: "high", reason: "Мороз" });
		expect(await row(second)).toMatchObject({ priority: "high", priority_by: "person" });
		const merged = await done({ action: "merge", parentId: first });
		expect(await report(merged)).toMatchObject({ changed: 2, refused: [{ reason: "itself", count: 1 }] });
		expect([(await row(second)).parent_id, (await row(third)).parent_id]).toEqual([first, first]);
	});
});
