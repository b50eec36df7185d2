import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recountShares } from "../src/registry/recount-shares.ts";
import { trainFromCases } from "../src/text/train-from-cases.ts";
import type { TextModelList } from "../src/http/contract-models.ts";
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

/** Cases about water and snow whose topic a person named. */
async function teach(count: number): Promise<void> {
	for (let i = 0; i < count; i++) {
		const isWater = i % 2 === 0;
		const text = `${isWater ? "Нет воды в кране" : "Снег на дороге не убран"}, дом ${word(i)}`;
		const id = await desk.openCase(isWater ? 1 : 2, text);
		await sql`update "case" set topic_by = 'person', agency_by = 'person',
			topic_code = ${isWater ? "housing.no-water" : "roads.snow-on-road"} where id = ${id}`.execute(desk.db);
	}
}
const word = (i: number): string =>
	[..."абвгдежзик"].flatMap((letter, at) => ((i >> at) & 1 ? [letter] : [])).join("") || "ю";

describe("a training", () => {
	let admin: string;
	const call = async (method: string, path: string) => {
		const response = await desk.call(method, `/api/models${path}`, { as: admin });
		return (await response.json()) as TextModelList & { code?: string; details?: object };
	};
	/** what the job of the last order carries */
	const order = async () => {
		const { rows } = await sql<{ data: { regionId: number; trainingId: number } }>`
			select data from pgboss.job where name = 'train-model' order by created_on desc limit 1`.execute(desk.db);
		return rows[0]!.data;
	};
	beforeAll(async () => {
		admin = await desk.signIn("login-5");
	});
	beforeEach(async () => {
		await sql`truncate text_model, model_training`.execute(desk.db);
	});

	test("makes a model of what people settled, beside the figures of the one at work; a person puts it to work", async () => {
		await teach(120);
		expect((await call("POST", "/train")).training).toEqual({ startedAt: expect.any(String) });
		expect(await call("POST", "/train")).toMatchObject({ code: "training-under-way" });
		await trainFromCases(desk.db, await order());
		const { items, training, failure } = await call("GET", "");
		expect({ training, failure }).toEqual({ training: null, failure: null });
		const [box, agency, topic] = items;
		expect(box).toMatchObject({ id: 0, isActive: true });
		expect(agency).toMatchObject({ kind: "agency", source: "cases", isActive: false });
		expect(topic).toMatchObject({ kind: "topic", source: "cases", isActive: false });
		const n = topic!.figures!.n;
		expect(n).toBeGreaterThan(5);
		expect(topic!.trainedRows).toBe(120 - n);
		expect(topic!.figures!.accuracy).toBeGreaterThan(0.9);
		expect(topic!.currentFigures).toMatchObject({ n, classes: box!.figures!.classes });
		expect(agency!.currentFigures).toBeUndefined();
		await call("POST", `/${topic!.id}/activate`);
		await call("POST", "/train");
		await trainFromCases(desk.db, await order());
		const again = (await call("GET", "")).items.find((item) => item.kind === "topic" && item.id > 0);
		expect(again?.currentFigures).toMatchObject({ n, accuracy: topic!.figures!.accuracy });
	});

	test("run twice keeps its models once", async () => {
		await teach(60);
		await call("POST", "/train");
		const job = await order();
		await Promise.all([trainFromCases(desk.db, job), trainFromCases(desk.db, job)]);
		await trainFromCases(desk.db, job);
		expect((await call("GET", "")).items.filter((item) => item.kind === "topic")).toHaveLength(2);
	});

	test("needs enough cases with words, and says how many there are", async () => {
		await teach(48);
		for (const text of ["", "…", "123"]) {
			const id = await desk.openCase(1, text);
			await sql`update "case" set topic_by = 'person' where id = ${id}`.execute(desk.db);
		}
		const details = { rows: 48, topics: 2, skipped: 3, needed: { rows: 50, topics: 2 } };
		expect(await call("POST", "/train")).toMatchObject({ code: "training-too-small", details });
		expect((await call("GET", "")).training).toBeNull();
	});

	test("that lost its cases meanwhile fails with the reason", async () => {
		await teach(50);
		await call("POST", "/train");
		await sql`update "case" set topic_by = 'machine' where id = (select max(id) from "case")`.execute(desk.db);
		await trainFromCases(desk.db, await order());
		expect(await call("GET", "")).toMatchObject({
			training: null,
			failure: { code: "training-too-small", details: { rows: 49 } },
		});
	});

	test("whose workers died every time bars the way for an hour at most", async () => {
		await teach(50);
		await call("POST", "/train");
		await sql`update model_training set started_at = now() - interval '61 minutes'`.execute(desk.db);
		expect((await call("POST", "/train")).code).toBeUndefined();
	});
});

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
