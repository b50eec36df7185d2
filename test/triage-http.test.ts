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
