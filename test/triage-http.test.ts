import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let curator: string;
beforeAll(async () => {
	desk = await openDesk();
	curator = await desk.signIn("login-1");
});
afterAll(() => desk.close());

async function ask(method: string, path: string, body?: unknown) {
	const response = await desk.call(method, `/api${path}`, { as: curator, ...(body !== undefined && { body }) });
	const text = await response.text();
	return { status: response.status, json: text === "" ? null : JSON.parse(text) };
}

const order = { action: "assign", agencyId: 2 };

test("cases ticked one by one are what an action is about, and hostile lists are refused", async () => {
	const none = await ask("POST", "/bulk/preview", { filter: { view: "all", ids: [987_654_321] }, order });
	expect(none).toMatchObject({ status: 201, json: { total: 0, wouldChange: 0 } });
	for (const ids of [[], ["1; drop table"], [-1], [1e300], Array.from({ length: 1001 }, (_, n) => n + 1), "all"])
		expect((await ask("POST", "/bulk/preview", { filter: { ids }, order })).status).toBe(400);
});

test("an action that was started is found again by its maker", async () => {
	expect((await ask("GET", "/bulk")).json).toEqual({ items: [] });
	const { json: seen } = await ask("POST", "/bulk/preview", { filter: { view: "all" }, order });
	// what was only looked at is none
	expect((await ask("GET", "/bulk")).json).toEqual({ items: [] });
	await ask("POST", "/bulk", { previewId: seen.id, requestKey: "a-key-of-the-test" });
	expect((await ask("GET", "/bulk")).json.items).toMatchObject([{ id: seen.id, action: "assign" }]);
});

test("a person in the address is a number of the right size", async () => {
	expect((await ask("GET", "/cases?assigneeId=1")).status).toBe(200);
	for (const id of ["0", "-3", "x", "99999999999"])
		expect((await ask("GET", `/cases?assigneeId=${id}`)).status).toBe(400);
});

const view = { name: "Лифты", shared: "own", query: { topicCode: "housing.lift", view: "new" } };

test("views are saved, counted by the list's conditions, put in order, deleted and brought back by their maker alone", async () => {
	const first = (await ask("POST", "/saved-views", view)).json.items[0];
	expect(first).toMatchObject({ name: "Лифты", shared: "own", isOwn: true, query: { ...view.query, sort: "due" } });
	const { json } = await ask("POST", "/saved-views", {
		...view,
		name: "Все",
		shared: "region",
		query: { view: "all" },
	});
	const shared = json.items.find((one: { name: string }) => one.name === "Все");
	for (const _ of [1, 2]) await desk.openCase(desk.region.roads);
	const counts = (await ask("GET", "/saved-views/counts")).json.counts;
	expect(counts[shared.id]).toBeGreaterThan(1);
	expect(counts[shared.id]).toBe((await ask("GET", "/cases?view=all&limit=100")).json.items.length);

	const ordered = await ask("PUT", "/saved-views/order", { ids: [shared.id, first.id] });
	expect(ordered.json.items.map((one: { id: number }) => one.id)).toEqual([shared.id, first.id]);
	const other = await desk.signIn("login-2");
	const seen = await desk.call("GET", "/api/saved-views", { as: other });
	// what is shared with the region is seen by everybody in it, what is one's own by nobody else
	expect(((await seen.json()) as { items: { id: number }[] }).items.map(({ id }) => id)).toEqual([shared.id]);
	for (const [method, path] of [
		["PUT", `/saved-views/${shared.id}`],
		["DELETE", `/saved-views/${shared.id}`],
		["POST", `/saved-views/${shared.id}/restore`],
	] as const) {
		const answer = await desk.call(method, `/api${path}`, { as: other, ...(method === "PUT" && { body: view }) });
		expect(answer.status, `${method} ${path}`).toBe(404);
	}
	const toRegion = await desk.call("POST", "/api/saved-views", { as: other, body: { ...view, shared: "region" } });
	expect(toRegion.status).toBe(403);

	expect((await ask("DELETE", `/saved-views/${first.id}`)).json.items).toHaveLength(1);
	expect((await ask("POST", `/saved-views/${first.id}/restore`)).json.items).toHaveLength(2);
});

test("hostile views are refused", async () => {
	for (const bad of [
		{ ...view, name: " " },
		{ ...view, name: "x".repeat(81) },
		{ ...view, shared: "everybody" },
		{ ...view, query: { view: "drop table" } },
		{ ...view, query: { agencyId: "x" } },
	])
		expect((await ask("POST", "/saved-views", bad)).status, JSON.stringify(bad).slice(0, 80)).toBe(400);
	expect((await ask("DELETE", "/saved-views/99999999999")).status).toBe(400);
	expect((await ask("DELETE", "/saved-views/987654")).status).toBe(404);
});

test("a case put aside leaves the lists of work and their counts, never beyond its term, and a change brings it back", async () => {
	const caseId = await desk.openCase(desk.region.housing);
	const row = (await ask("GET", `/cases/${caseId}`)).json.case;
	const openCount = async () => (await ask("GET", "/cases/counts")).json.views.open;
	const found = async (query: string) =>
		(await ask("GET", `/cases?limit=100&${query}`)).json.items.some((one: { id: number }) => one.id === row.id);
	const before = await openCount();
	const aside = (until: number, reason = "Жду осмотра") =>
		ask("POST", `/cases/${row.id}/snooze`, { version: row.version, until: new Date(until).toISOString(), reason });
	expect(await aside(Date.parse(row.dueAt) + 60_000)).toMatchObject({ status: 422, json: { code: "snooze-refused" } });
	expect((await aside(Date.now() - 1000)).json.details.reason).toBe("past");
	expect((await aside(Date.parse(row.dueAt), " ")).status).toBe(400);

	const put = await aside(Date.parse(row.dueAt));
	expect(put.json.case).toMatchObject({ snoozedUntil: row.dueAt, dueAt: row.dueAt, version: row.version });
	expect(put.json.history.at(-1)).toMatchObject({ type: "snoozed", data: { reason: "Жду осмотра" } });
	expect([await found("view=open"), await found("view=all"), await found("snoozed=only")]).toEqual([false, true, true]);
	expect(await openCount()).toBe(before - 1);

	expect((await ask("DELETE", `/cases/${row.id}/snooze`)).json.case.snoozedUntil).toBeNull();
	expect(await openCount()).toBe(before);
	await aside(Date.parse(row.dueAt));
	await ask("PUT", `/cases/${row.id}/place`, { version: row.version, territoryCode: null });
	expect([await found("view=open"), await found("snoozed=only")]).toEqual([true, false]);
});
