import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tellOfViews } from "../src/cases/tell-of-views.ts";
import { listNotices } from "../src/notify/reads.ts";
import { keepRegistry } from "../src/registry/keep-registry.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { othersAreOver } from "./horizon.ts";

let desk: Desk;
/** the whole region; an agency of its own; another agency */
let cookies: { curator: string; executor: string; roads: string };

beforeAll(async () => {
	desk = await openDesk();
	const [curator, executor, roads] = await Promise.all(["login-1", "login-2", "login-4"].map(desk.signIn));
	cookies = { curator: curator!, executor: executor!, roads: roads! };
});
afterAll(() => desk.close());
beforeEach(async () => {
	for (const table of ["notice", "view_watch", "view_look", "saved_view"])
		await sql`delete from ${sql.table(table)}`.execute(desk.db);
	await sql`update staff set is_active = true`.execute(desk.db);
});

async function look(): Promise<void> {
	await othersAreOver(desk.db);
	await tellOfViews(
		{ db: desk.db, registryOf: keepRegistry(desk.db), onError: (error) => expect(error).toBeUndefined() },
		new Date(),
	);
}
const save = async (as: string, query: object, shared = "own"): Promise<number> => {
	const body = { name: "Вид", shared, query: { view: "open", ...query } };
	const response = await desk.call("POST", "/api/saved-views", { as, body });
	return (await response.json()).items.at(-1).id;
};
const watch = (as: string, id: number | string, method = "PUT") =>
	desk.call(method, `/api/saved-views/${id}/watch`, { as });
async function watched(as: string, query: object, shared = "own"): Promise<number> {
	const id = await save(as, query, shared);
	expect((await watch(as, id)).status).toBe(200);
	return id;
}
const told = async (person = desk.region.executor) =>
	(await listNotices(desk.db, person, { limit: 50 })).items.map((one) =>
		one.kind === "case" ? one.caseId : one.kind === "desk" ? one.data.count : 0,
	);
/** history of a case by a member of staff */
const act = (caseId: number, staffId: number) =>
	sql`insert into case_event (region_id, case_id, agency_id, type, actor_kind, actor_id)
		values (1, ${caseId}, 1, 'taken', 'staff', ${staffId})`.execute(desk.db);

describe("a watched view", () => {
	test("tells of what comes into it, once, and not of what was there or does not belong there", async () => {
		const before = await desk.openCase(1);
		const id = await watched(cookies.executor, { topicCode: "housing.no-water" });
		await desk.note(before, 1, "taken");
		const after = await desk.openCase(1);
		const other = await desk.openCase(1);
		await sql`update "case" set topic_code = 'roads.snow-on-road' where id = ${other}`.execute(desk.db);
		await look();
		expect((await listNotices(desk.db, desk.region.executor, { limit: 50 })).items).toMatchObject([
			{ kind: "case", code: "view-case", caseId: after, viewName: "Вид", isUrgent: false, data: { viewId: id } },
		]);
		// it comes in without being new
		await sql`update "case" set topic_code = 'housing.no-water' where id = ${other}`.execute(desk.db);
		await desk.note(other, 1, "topic-changed");
		await desk.note(after, 1, "taken");
		await look();
		await look();
		expect(await told()).toEqual([other, after]);
	});

	test("many at once are one notice with their number", async () => {
		const id = await watched(cookies.executor, {});
		for (let count = 0; count < 4; count++) await desk.openCase(1);
		await look();
		await desk.openCase(1);
		await look();
		expect((await listNotices(desk.db, desk.region.executor, { limit: 50 })).items).toMatchObject([
			{ kind: "case", code: "view-case" },
			{ kind: "desk", code: "view-many", name: "Вид", data: { viewId: id, count: 4 } },
		]);
	});

	test("what a person did themselves is no news, then or later; to others it is", async () => {
		await watched(cookies.executor, {});
		await watched(cookies.curator, {});
		const caseId = await desk.openCase(1);
		await act(caseId, 2);
		await look();
		await desk.note(caseId, 1, "escalated");
		await look();
		expect(await told()).toEqual([]);
		expect(await told(desk.region.curator)).toEqual([caseId]);
	});

	test("nobody hears of a case that they may not see at that moment, whatever the view says", async () => {
		const id = await watched(cookies.curator, {}, "region");
		expect((await watch(cookies.roads, id)).status).toBe(200);
		await watched(cookies.roads, { agencyId: 1 });
		const hidden = await desk.openCase(1);
		const seen = await desk.openCase(2);
		await look();
		expect((await told(desk.region.curator)).toSorted()).toEqual([hidden, seen]);
		expect(await told(desk.region.roadsExecutor)).toEqual([seen]);
	});

	test("whoever left, or lost the view, is told nothing; what came meanwhile is no news afterwards", async () => {
		const id = await watched(cookies.curator, {}, "region");
		await watch(cookies.executor, id);
		await sql`update staff set is_active = false where id = 1`.execute(desk.db);
		await sql`update saved_view set shared = 'own'`.execute(desk.db);
		const meanwhile = await desk.openCase(1);
		await look();
		await sql`update staff set is_active = true`.execute(desk.db);
		await sql`update saved_view set shared = 'region'`.execute(desk.db);
		await look();
		await desk.note(meanwhile, 1, "taken");
		const next = await desk.openCase(1);
		await look();
		expect(await told()).toEqual([next]);
		expect(await told(desk.region.curator)).toEqual([next]);
	});

	test("after its conditions changed, what they hold is no news", async () => {
		const id = await watched(cookies.executor, { topicCode: "roads.snow-on-road" });
		const caseId = await desk.openCase(1);
		const body = { name: "Вид", shared: "own", query: { view: "open" } };
		await desk.call("PUT", `/api/saved-views/${id}`, { as: cookies.executor, body });
		await look();
		await desk.note(caseId, 1, "taken");
		await look();
		expect(await told()).toEqual([]);
		const next = await desk.openCase(1);
		await look();
		expect(await told()).toEqual([next]);
	});

	test("two workers at once, and one that died in the middle, tell each case once", async () => {
		await watched(cookies.executor, {});
		const caseId = await desk.openCase(1);
		// it dies as it writes the notice
		await sql`create function die() returns trigger language plpgsql as $$ begin raise exception 'dead'; end $$`.execute(
			desk.db,
		);
		await sql`create trigger die before insert on notice for each row execute function die()`.execute(desk.db);
		await othersAreOver(desk.db);
		const errors: unknown[] = [];
		const parts = {
			db: desk.db,
			registryOf: keepRegistry(desk.db),
			onError: (error: unknown) => void errors.push(error),
		};
		await tellOfViews(parts, new Date());
		expect(errors).toHaveLength(1);
		await sql`drop function die cascade`.execute(desk.db);
		await Promise.all(Array.from({ length: 4 }, look));
		await look();
		expect(await told()).toEqual([caseId]);
	});

	test("nothing is told any more of one that is let go, and beginning anew begins with what is there", async () => {
		const id = await watched(cookies.executor, {});
		await desk.openCase(1);
		expect((await (await watch(cookies.executor, id, "DELETE")).json()).items).toMatchObject([{ isWatched: false }]);
		await look();
		expect(await told()).toEqual([]);
		expect((await (await watch(cookies.executor, id)).json()).items).toMatchObject([{ isWatched: true }]);
		await look();
		expect(await told()).toEqual([]);
		expect(await desk.db.selectFrom("view_seen").select("view_id").execute()).not.toEqual([]);
		await watch(cookies.executor, id, "DELETE");
		expect(await desk.db.selectFrom("view_seen").selectAll().execute()).toEqual([]);
	});

	test("a person stands for themselves: who stands in for them hears nothing of their views", async () => {
		await watched(cookies.executor, {});
		await sql`insert into absence (region_id, staff_id, starts_at, ends_at, substitute_id, created_by)
			values (1, 2, now() - interval '1 hour', now() + interval '1 hour', 3, 1)`.execute(desk.db);
		const caseId = await desk.openCase(1);
		await look();
		expect(await told()).toEqual([caseId]);
		expect(await told(desk.region.approver)).toEqual([]);
		await sql`delete from absence`.execute(desk.db);
	});
});

describe("watching", () => {
	test("own views and shared ones alone, by people who see cases", async () => {
		const own = await save(cookies.curator, {});
		for (const id of [own, 999_999]) {
			expect((await watch(cookies.executor, id)).status).toBe(404);
			expect(await desk.db.selectFrom("view_watch").selectAll().execute()).toEqual([]);
		}
		expect((await watch("x=y", own)).status).toBe(401);
		for (const id of ["0", "-1", "1e9", "99999999999", "x", "%00"])
			expect([400, 404], id).toContain((await watch(cookies.curator, id)).status);
		await desk.call("DELETE", `/api/saved-views/${own}`, { as: cookies.curator });
		expect((await watch(cookies.curator, own)).status).toBe(404);
		// letting go is never an error, and touches nobody else's
		const shared = await watched(cookies.curator, {}, "region");
		expect((await watch(cookies.executor, shared, "DELETE")).status).toBe(200);
		expect(await desk.db.selectFrom("view_watch").select("staff_id").execute()).toEqual([{ staff_id: 1 }]);
	});

	test("said twice at once it is one", async () => {
		const id = await save(cookies.executor, {});
		const answers = await Promise.all(Array.from({ length: 5 }, () => watch(cookies.executor, id)));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
		expect(await desk.db.selectFrom("view_watch").select("view_id").execute()).toEqual([{ view_id: id }]);
	});

	test("no more than thirty", async () => {
		for (let count = 0; count < 30; count++) await watched(cookies.executor, {});
		const last = await watch(cookies.executor, await save(cookies.executor, {}));
		expect(await last.json()).toMatchObject({ code: "watched-views-full" });
		expect(await desk.db.selectFrom("view_watch").selectAll().execute()).toHaveLength(30);
	});

	test("not a view that holds too much", async () => {
		await sql`insert into "case" (region_id, thread_id, page_id, channel, author_key, status, topic_code, agency_id, excerpt,
				registered_at, clock_from, due_at, last_message_at, search)
			select 1, (select min(id) from thread), 1, 'vk', 'many:' || one, 'assigned', 'housing.no-water', 2, '', now(), now(), now(), now(), ''
			from generate_series(1, 20001) one`.execute(desk.db);
		const id = await save(cookies.curator, { agencyId: 2 });
		expect(await (await watch(cookies.curator, id)).json()).toMatchObject({ code: "view-too-wide" });
		expect(await desk.db.selectFrom("view_watch").selectAll().execute()).toEqual([]);
		// one that becomes so is let go
		const narrow = await watched(cookies.curator, { agencyId: 2, topicCode: "roads.snow-on-road" });
		const body = { name: "Вид", shared: "own", query: { view: "open", agencyId: 2 } };
		await desk.call("PUT", `/api/saved-views/${narrow}`, { as: cookies.curator, body });
		await look();
		expect(await desk.db.selectFrom("view_watch").selectAll().execute()).toEqual([]);
	});
});
