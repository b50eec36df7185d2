import { afterAll, beforeAll, expect, test } from "vitest";
import type { NearCases } from "../src/http/contract-near.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let curator: string;
let executor: string;
beforeAll(async () => {
	desk = await openDesk();
	curator = await desk.signIn("login-1");
	executor = await desk.signIn("login-2");
});
afterAll(() => desk.close());

const ask = async (path: string, as = curator) => {
	const response = await desk.call("GET", `/api${path}`, { as });
	return { status: response.status, json: (await response.json()) as NearCases };
};
const at = async (agencyId: number, latitude: number | null, longitude: number | null): Promise<number> => {
	const id = await desk.openCase(agencyId);
	await desk.db.updateTable("case").set({ latitude, longitude }).where("id", "=", id).execute();
	return Number(id);
};
const idsOf = ({ json }: { json: NearCases }) => json.items.map(({ caseId }) => caseId);

test("open cases within a kilometre, nearest first, and only those that the reader may see", async () => {
	const { housing, roads } = desk.region;
	const own = await at(housing, 55.75, 37.6);
	const far = await at(housing, 55.7585, 37.6);
	const near = await at(housing, 55.751, 37.6);
	const foreign = await at(roads, 55.7502, 37.6);
	const beyond = await at(housing, 55.7592, 37.6);
	// in the corner of the square around the circle
	const corner = await at(housing, 55.757, 37.6125);
	const closed = await at(housing, 55.7501, 37.6);
	await desk.db.updateTable("case").set({ status: "closed" }).where("id", "=", closed).execute();
	await at(housing, null, null);

	const seen = await ask(`/cases/${own}/near`);
	expect(idsOf(seen)).toEqual([foreign, near, far]);
	expect(seen.json).toMatchObject({
		metres: 1000,
		isWhole: true,
		items: [{ metres: 22 }, { metres: 111 }, { metres: 945 }],
	});
	expect(idsOf(await ask(`/cases/${own}/near`, executor))).toEqual([near, far]);
	expect(idsOf(await ask(`/cases/${beyond}/near`))).toContain(corner);
});

test("a case without a point has nothing near it, one of another agency is not told of, hostile numbers are refused", async () => {
	const nowhere = await at(desk.region.housing, null, null);
	expect(await ask(`/cases/${nowhere}/near`)).toMatchObject({ status: 200, json: { items: [], isWhole: true } });
	const foreign = await at(desk.region.roads, 55.75, 37.6);
	expect((await ask(`/cases/${foreign}/near`, executor)).status).toBe(404);
	expect((await ask("/cases/987654321/near")).status).toBe(404);
	for (const id of ["0", "-1", "1;drop", "1e400", "99999999999999999999"])
		expect((await ask(`/cases/${id}/near`)).status, id).toBe(400);
});

test("groups of the queue are asked for by known words alone", async () => {
	await desk.openCase(desk.region.housing);
	const counts = (await desk.call("GET", "/api/cases/groups?group=due", { as: curator })).json() as Promise<{
		items: { count: number }[];
	}>;
	expect((await counts).items.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0);
	for (const query of ["", "?group=", "?group=status", "?group=topic&view=drop", "?group=topic&cursor=x"])
		expect((await desk.call("GET", `/api/cases/groups${query}`, { as: curator })).status, query).toBe(
			query.includes("cursor") ? 200 : 400,
		);
	for (const cursor of ["2026-03-04T09:00:00.000Z_1_%00", "2026-03-04T09:00:00.000Z_1_", "x_1_housing.lift"])
		expect((await desk.call("GET", `/api/cases?group=topic&cursor=${cursor}`, { as: curator })).status).toBe(400);
	const odd = encodeURIComponent('2026-03-04T09:00:00.000Z_1_\'; drop table "case"; --');
	expect((await desk.call("GET", `/api/cases?group=topic&cursor=${odd}`, { as: curator })).status).toBe(200);
});
