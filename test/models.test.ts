import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addModelFile } from "../src/add-model-command.ts";
import { readConfig } from "../src/config.ts";
import { SetupError } from "../src/db/setup-error.ts";
import type { TextModelList } from "../src/http/contract-models.ts";
import { trainModel } from "../src/text/model/train.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let admin: string;
let curator: string;
let topics: Buffer;
let agencies: Buffer;
beforeAll(async () => {
	desk = await openDesk();
	admin = await desk.signIn("login-5");
	curator = await desk.signIn("login-1");
	topics = await train("housing.no-water", "roads.snow-on-road");
	agencies = await train("housing", "Roads");
});
afterAll(() => desk.close());
beforeEach(async () => {
	await sql`truncate text_model, model_training`.execute(desk.db);
});

const call = async (method: string, path: string, body?: unknown, as = admin) => {
	const response = await desk.call(method, `/api/models${path}`, { as, body });
	return { status: response.status, ...((await response.json()) as TextModelList & { code?: string }) };
};
const activeIds = ({ items }: TextModelList) => items.filter((item) => item.isActive).map((item) => item.id);

/** Two labels told apart by a word each. */
const train = async (first: string, second: string): Promise<Buffer> => {
	const rows = Array.from({ length: 30 }, (_, i) => ({
		text: i % 2 ? `вода ${numberWord(i)}` : `снег ${numberWord(i)}`,
		label: i % 2 ? first : second,
	}));
	return (await trainModel(rows)).bytes;
};
const numberWord = (i: number): string => "абвгдежзик"[i % 10]!.repeat(3 + Math.floor(i / 10));

async function addModel(kind = "topic", bytes = topics, regionId = 1): Promise<number> {
	const { rows } = await sql<{ id: number }>`
		insert into text_model (region_id, kind, name, source, bytes) values (${regionId}, ${kind}, 'ours', 'file', ${bytes})
		returning id`.execute(desk.db);
	return rows[0]!.id;
}

async function addRegion(): Promise<number> {
	await sql`insert into region (id, code, name, time_zone) values (2, 'other', 'Other', 'Europe/Moscow')
		on conflict do nothing`.execute(desk.db);
	return 2;
}

describe("models", () => {
	test("the one in the box is at work until another is put in its place, and comes back", async () => {
		const none = await call("GET", "");
		expect(none).toMatchObject({ status: 200, wantedPrecision: 0.9, training: null, failure: null });
		expect(none.items).toEqual([expect.objectContaining({ id: 0, source: "box", kind: "topic", isActive: true })]);
		const [first, second] = [await addModel(), await addModel()];
		expect(activeIds(await call("POST", `/${first}/activate`))).toEqual([first]);
		const changed = await call("POST", `/${second}/activate`);
		expect(activeIds(changed)).toEqual([second]);
		expect(changed.items.find((item) => item.id === second)).toMatchObject({
			activatedByName: "Person 5",
			bytes: topics.length,
		});
		expect(activeIds(await call("POST", "/0/activate"))).toEqual([0]);
		await call("POST", `/${first}/activate`);
		expect(activeIds(await call("POST", `/${first}/deactivate`))).toEqual([0]);
	});

	test("a model of agencies stands beside the one of topics", async () => {
		const [topic, agency] = [await addModel("topic"), await addModel("agency", agencies)];
		await call("POST", `/${topic}/activate`);
		expect(activeIds(await call("POST", `/${agency}/activate`)).sort()).toEqual([topic, agency].sort());
		expect(activeIds(await call("POST", `/${agency}/deactivate`))).toEqual([topic]);
	});

	test("what cannot be read or names nothing of the region is not put to work", async () => {
		const changed = Buffer.from(topics);
		changed[changed.length >> 1]! ^= 1;
		const bad: [string, Buffer][] = [
			["nothing", Buffer.alloc(0)],
			["no model", Buffer.from("<html>")],
			["half a model", topics.subarray(0, topics.length >> 1)],
			["a changed one", changed],
			["one of agencies", agencies],
		];
		const good = await addModel();
		await call("POST", `/${good}/activate`);
		for (const [what, bytes] of bad)
			expect(await call("POST", `/${await addModel("topic", bytes)}/activate`), what).toMatchObject({
				status: 422,
				code: "model-broken",
			});
		expect(activeIds(await call("GET", ""))).toEqual([good]);
	});

	test("who did it is kept", async () => {
		const id = await addModel();
		await call("POST", `/${id}/activate`);
		await call("PUT", "/wanted-precision", { wantedPrecision: 0.95 });
		const { rows } = await sql`select type, actor_id, data from audit_event
			where type in ('model-activated', 'wanted-precision-set') order by id desc limit 2`.execute(desk.db);
		expect(rows).toEqual([
			{ type: "wanted-precision-set", actor_id: 5, data: { wantedPrecision: 0.95 } },
			{ type: "model-activated", actor_id: 5, data: { modelId: id } },
		]);
		expect((await call("PUT", "/wanted-precision", { wantedPrecision: 0.9 })).wantedPrecision).toBe(0.9);
	});

	test.each([0.49, 0.991, 1, -1, null, "0.9"])("a wanted precision of %s is refused", async (wantedPrecision) => {
		expect((await call("PUT", "/wanted-precision", { wantedPrecision })).code).toBe("invalid-request");
	});

	test("another region's model is not there", async () => {
		const id = await addModel("topic", topics, await addRegion());
		for (const path of [`/${id}/activate`, `/${id}/deactivate`, "/999/activate"])
			expect(await call("POST", path), path).toMatchObject({ status: 404, code: "not-found" });
		expect((await call("GET", "")).items).toHaveLength(1);
	});

	test.each([
		["GET", ""],
		["POST", "/0/activate"],
		["POST", "/1/deactivate"],
		["POST", "/train"],
		["PUT", "/wanted-precision"],
	])("%s /api/models%s is the administrator's", async (method, path) => {
		const body = method === "PUT" ? { wantedPrecision: 0.9 } : undefined;
		expect(await call(method, path, body, curator)).toMatchObject({
			status: 403,
			code: "forbidden",
		});
	});
});

describe("otklik model add", () => {
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "otklik-models-"));
	});
	afterAll(() => rmSync(folder, { recursive: true }));
	const add = (bytes: Uint8Array, values: Record<string, string> = {}) => {
		const file = join(folder, "some.model");
		writeFileSync(file, bytes);
		const config = readConfig({ DATABASE_URL: desk.databaseUrl });
		return addModelFile(config, { file, region: "test", kind: "topic", json: true, ...values });
	};

	test("puts a file among the region's models, not yet at work", async () => {
		await add(topics, { name: "Из файла" });
		await add(agencies, { kind: "agency" });
		const { items } = await call("GET", "");
		expect(items).toEqual([
			expect.objectContaining({ id: 0, isActive: true }),
			expect.objectContaining({ kind: "agency", name: "some.model", source: "file", isActive: false }),
			expect.objectContaining({ kind: "topic", name: "Из файла", figures: expect.objectContaining({ n: 30 }) }),
		]);
	});

	test.each<[string, () => Promise<void>, RegExp]>([
		["nothing", () => add(Buffer.alloc(0)), /cannot be used/],
		["noise", () => add(Buffer.from("OTKM1\n".repeat(1000))), /cannot be used/],
		["half a model", () => add(topics.subarray(0, 5000)), /cannot be used/],
		["a model of agencies for topics", () => add(agencies), /none of the region's topics/],
		["a kind there is not", () => add(topics, { kind: "mood" }), /--kind/],
		["no file", () => add(topics, { file: "" }), /--file is missing/],
		["a file that is not there", () => add(topics, { file: join(folder, "none") }), /cannot be read/],
		["a folder", () => add(topics, { file: folder }), /cannot be read/],
		["a name of spaces", () => add(topics, { name: "  " }), /name is empty/],
		["a region that is not there", () => add(topics, { region: "atlantis" }), /no region/],
	])("%s is refused in a sentence", async (_what, run, words) => {
		await expect(run()).rejects.toThrow(words);
		await expect(run()).rejects.toThrow(SetupError);
		expect((await call("GET", "")).items).toHaveLength(1);
	});
});

describe("the place of a case", () => {
	const put = async (id: number, body: unknown, as = curator) => {
		const response = await desk.call("PUT", `/api/cases/${id}/place`, { as, body });
		return (await response.json()) as { code?: string; place?: object; case?: { version: number }; history?: object[] };
	};
	beforeAll(async () => {
		await sql`insert into territory (region_id, code, name) values (1, 'north', 'Север'), (1, 'south', 'Юг')`.execute(
			desk.db,
		);
	});

	test("is named by a person; an address found elsewhere goes", async () => {
		const id = await desk.openCase(1);
		await sql`update "case" set territory_code = 'north', address = 'ул. Мира, 1', latitude = 55, longitude = 37
			where id = ${id}`.execute(desk.db);
		const kept = await put(id, { version: 1, territoryCode: "north" });
		expect(kept.place).toEqual({
			territoryCode: "north",
			address: "ул. Мира, 1",
			latitude: 55,
			longitude: 37,
			by: "person",
		});
		const moved = await put(id, { version: 2, territoryCode: "south" });
		expect(moved.place).toEqual({
			territoryCode: "south",
			address: null,
			latitude: null,
			longitude: null,
			by: "person",
		});
		expect(moved.history?.at(-1)).toMatchObject({
			type: "placeChanged",
			actor: { kind: "staff", name: "Person 1" },
			data: { fromTerritoryCode: "north", territoryCode: "south" },
		});
		expect((await put(id, { version: 3, territoryCode: null })).place).toMatchObject({ territoryCode: null });
	});

	test("is refused where it is unknown, old or not the caller's", async () => {
		const id = await desk.openCase(2);
		expect((await put(id, { version: 1, territoryCode: "atlantis" })).code).toBe("territory-unknown");
		expect((await put(id, { version: 7, territoryCode: "north" })).code).toBe("case-changed-meanwhile");
		const executor = await desk.signIn("login-2");
		expect((await put(id, { version: 1, territoryCode: "north" }, executor)).code).toBe("not-found");
	});
});
