import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RoutingTable, TopicList, TopicVersions } from "../src/http/contract-routing.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { addPerson } from "./staff.ts";

let desk: Desk;
let admin: string;
beforeAll(async () => {
	desk = await openDesk();
	await sql`insert into territory (region_id, code, name) values (1, 'town', 'Town')`.execute(desk.db);
	admin = await desk.signIn("login-5");
});
afterAll(() => desk.close());

const call = (method: string, path: string, body?: unknown, as = admin) =>
	desk.call(method, path, { as, ...(body !== undefined && { body }) });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const json = async <T>(response: Response): Promise<T> => {
	expect(response.status, await response.clone().text()).toBe(200);
	return (await response.json()) as T;
};
const rule = (change: object = {}) => ({
	...{ topicCode: null, groupCode: null, territoryCode: null, pageId: null, agencyId: 2 },
	...change,
});
const goesTo = async (territoryCode: string | null, topicCode = "housing.no-water") =>
	json<{ agencyId: number; reason: string }>(
		await call("POST", "/api/routing/example", { topicCode, territoryCode, pageId: desk.region.pageId }),
	);

test("a rule is added, tried on an example, changed and removed, each time at once", async () => {
	expect(await goesTo("town")).toEqual({ agencyId: 1, reason: "page" });
	const order = rule({ topicCode: "housing.no-water", groupCode: "roads", territoryCode: "town" });
	const { items } = await json<RoutingTable>(await call("POST", "/api/routing", order));
	// a topic says its group, so a second one beside it does not stay
	const added = items.find(({ topicCode }) => topicCode === "housing.no-water")!;
	expect(added.groupCode).toBeNull();
	expect(await goesTo("town")).toEqual({ agencyId: 2, reason: "rule:topic+territory" });
	expect(await goesTo(null)).toEqual({ agencyId: 1, reason: "page" });
	expect(await codeOf(await call("POST", "/api/routing", order))).toBe("rule-taken");
	const wider = rule({ groupCode: "housing" });
	expect((await call("PUT", `/api/routing/${added.id}`, wider)).status).toBe(200);
	expect(await goesTo(null)).toEqual({ agencyId: 2, reason: "rule:group" });
	expect(await codeOf(await call("PUT", `/api/routing/${added.id}`, rule({ groupCode: "roads" })))).toBe("rule-taken");
	expect((await call("DELETE", `/api/routing/${added.id}`)).status).toBe(200);
	expect((await call("DELETE", `/api/routing/${added.id}`)).status).toBe(404);
	expect((await call("PUT", `/api/routing/${added.id}`, wider)).status).toBe(404);
	expect(await goesTo(null)).toEqual({ agencyId: 1, reason: "page" });
});

test("a rule that names nothing, or what is not there, is refused", async () => {
	const refusals: [object, string][] = [
		[{}, "rule-names-nothing"],
		[{ topicCode: "no.such" }, "topic-unknown"],
		[{ groupCode: "no-such" }, "topic-unknown"],
		[{ territoryCode: "no-such" }, "territory-unknown"],
		[{ pageId: 999 }, "page-unknown"],
		[{ groupCode: "housing", agencyId: 999 }, "agency-unknown"],
		[{ groupCode: "housing", agencyId: 0 }, "invalid-request"],
		[{ groupCode: "nul\0" }, "topic-unknown"],
		[{ groupCode: ["housing"] }, "invalid-request"],
	];
	for (const [change, code] of refusals)
		expect(await codeOf(await call("POST", "/api/routing", rule(change))), JSON.stringify(change)).toBe(code);
	const head = await addPerson(desk, 2020, 1, ["staff.manage", "sla.manage", "case.read.agency"]);
	expect((await call("POST", "/api/routing", rule({ groupCode: "housing" }), head)).status).toBe(403);
	expect(
		(await call("POST", "/api/topics", { groupCode: "housing", titleRu: "x", titleEn: "x", isPhysical: false }, head))
			.status,
	).toBe(403);
	// who could move an agency under their own would see its cases
	const agency = { name: "x", shortName: "x", timeZone: "Europe/Moscow", parentId: 1 };
	expect((await call("PUT", "/api/agencies/2", agency, head)).status).toBe(403);
});

test("a topic is renamed by its version, and what it was stays", async () => {
	const path = "/api/topics/housing.no-water";
	const save = (change: object) =>
		call("PUT", path, { version: 1, titleRu: "Нет воды", titleEn: "No water", isActive: true, ...change });
	const { items } = await json<TopicList>(await save({}));
	expect(items.find(({ code }) => code === "housing.no-water")).toMatchObject({ titleRu: "Нет воды", version: 2 });
	expect(await codeOf(await save({ titleRu: "Иначе" }))).toBe("changed-meanwhile");
	// the same again is no version
	await json(await save({ version: 2 }));
	const versions = await json<TopicVersions>(await call("GET", `${path}/versions`));
	expect(versions.items).toMatchObject([{ version: 1, titleRu: "housing.no-water", byName: "Person 5" }]);
	for (const wrong of [{ titleRu: " " }, { titleEn: "x".repeat(201) }, { version: "1" }, { isActive: 1 }])
		expect((await save(wrong)).status).toBe(400);
	expect(
		await codeOf(await call("PUT", "/api/topics/no.such", { version: 1, titleRu: "x", titleEn: "x", isActive: true })),
	).toBe("topic-unknown");
});

test("a topic switched off is offered to nobody and stays with the cases it has", async () => {
	const order = { groupCode: "housing", titleRu: "Своя", titleEn: "Own", isPhysical: true };
	const { items } = await json<TopicList>(await call("POST", "/api/topics", order));
	const { code, version } = items.find(({ titleRu }) => titleRu === "Своя")!;
	expect(code).toBe("housing.own-1");
	await json(await call("PUT", `/api/topics/${code}`, { version, titleRu: "Своя", titleEn: "Own", isActive: false }));
	// the registry is kept for some seconds
	const caseId = await desk.openCase(1);
	await expect
		.poll(async () => codeOf(await call("PUT", `/api/cases/${caseId}/topic`, { version: 1, topicCode: code })), {
			timeout: 10_000,
		})
		.toBe("topic-unknown");
	const { rows } = await sql<{ topic_code: string }>`select topic_code from "case" where id = ${caseId}`.execute(
		desk.db,
	);
	expect(rows[0]?.topic_code).toBe("housing.no-water");
	expect(await codeOf(await call("POST", "/api/topics", { ...order, groupCode: "no-such" }))).toBe("topic-unknown");
});

test("an agency says what it is and where it is at home", async () => {
	const order = { name: "Roads", shortName: "Roads", timeZone: "Europe/Moscow", parentId: null };
	const save = (change: object) => call("PUT", "/api/agencies/2", { ...order, ...change });
	expect((await save({ kind: "municipality", territoryCode: "town" })).status).toBe(200);
	const { items } = await json<{ items: { id: number }[] }>(await save({}));
	expect(items.find(({ id }) => id === 2)).toMatchObject({ kind: "municipality", territoryCode: "town" });
	expect(await codeOf(await save({ territoryCode: "no-such" }))).toBe("territory-unknown");
	expect((await save({ kind: "empire" })).status).toBe(400);
});
