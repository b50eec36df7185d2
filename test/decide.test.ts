import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Decision } from "../src/cases/proposal.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { keepKnowledge } from "../src/ingest/keep-knowledge.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { keepRegistry } from "../src/registry/keep-registry.ts";
import { trainModel } from "../src/text/model/train.ts";
import { comment, vkBody } from "./region.ts";
import { channels, desk, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const water = "В доме нет воды, из крана ничего не течёт";
const snow = "Дорогу завалило снегом, её не чистят";

/** Tells water from snow. */
let topics: Buffer;
/** Right four times out of five. */
let noisy: Buffer;
/** Says the other agency than the page's. */
let agencies: Buffer;

beforeAll(async () => {
	topics = await train("housing.no-water", "roads.snow-on-road");
	noisy = await train("housing.no-water", "roads.snow-on-road", true);
	agencies = await train("roads", "housing");
	await sql`insert into territory (region_id, code, name) values (1, 'north', 'Северск'), (1, 'south', 'Озёрск')`.execute(
		desk.db,
	);
});
beforeEach(async () => {
	await sql`truncate text_model, routing_share, routing_rule`.execute(desk.db);
	await sql`update region set wanted_precision = 0.9`.execute(desk.db);
	await activate("topic", topics);
});

/** @param isNoisy one row of five says the other label, whatever its words */
async function train(ofWater: string, ofSnow: string, isNoisy = false): Promise<Buffer> {
	const pleas = ["совсем", "опять", "помогите", "сколько можно", "примите меры"];
	const rows = places.flatMap((place, i) =>
		pleas.flatMap((plea, k) => {
			const labels = isNoisy && (i + k * 2) % 5 === 0 ? [ofSnow, ofWater] : [ofWater, ofSnow];
			return [
				{ text: `${place} нет воды, из крана ничего не течёт, ${plea}`, label: labels[0] as string },
				{ text: `${place} дорогу завалило снегом, её не чистят, ${plea}`, label: labels[1] as string },
			];
		}),
	);
	return (await trainModel(rows)).bytes;
}
const places = [
	"во дворе",
	"на улице",
	"у школы",
	"в подъезде",
	"в посёлке",
	"в доме",
	"у нас",
	"снова",
	"третий день",
];
places.push("с утра");

async function activate(kind: string, bytes: Buffer): Promise<void> {
	await sql`update text_model set is_active = false where kind = ${kind}`.execute(desk.db);
	await sql`insert into text_model (region_id, kind, name, source, bytes, is_active)
		values (1, ${kind}, 'ours', 'file', ${bytes}, true)`.execute(desk.db);
}

const rule = (agencyId: number, topicCode: string) =>
	sql`insert into routing_rule (region_id, topic_code, agency_id) values (1, ${topicCode}, ${agencyId})`.execute(
		desk.db,
	);
const share = (agencyId: number, cases: number, topicCode: string, territoryCode: string | null = null) =>
	sql`insert into routing_share (region_id, topic_code, territory_code, agency_id, cases)
		values (1, ${topicCode}, ${territoryCode}, ${agencyId}, ${cases})`.execute(desk.db);

let sent = 0;
const said: unknown[] = [];
const newKnowledge = () => keepKnowledge(desk.db, keepRegistry(desk.db, 0), (error) => said.push(error));

/** What becomes of a message, as the case and its history have it. */
async function read(text: string, knowledgeOf = newKnowledge()) {
	const body = vkBody(desk.region, "wall_reply_new", comment(desk.region, 5_000 + ++sent, { text }));
	await createAcceptor(desk.db, desk.enqueue).accept({ regionId: 1, pageId: 1, body });
	await ingestDeliveries({ ...desk, channels, knowledgeOf }, 1);
	const row = await desk.db.selectFrom("case").selectAll().orderBy("id", "desc").executeTakeFirstOrThrow();
	const event = await desk.db
		.selectFrom("case_event")
		.select("data")
		.where("case_id", "=", row.id)
		.executeTakeFirstOrThrow();
	const kept = await desk.db
		.selectFrom("case_proposal")
		.select("data")
		.where("case_id", "=", row.id)
		.executeTakeFirst();
	return {
		...row,
		...(event.data as unknown as Decision),
		...(kept?.data as unknown as Partial<Decision>),
		told: event.data,
	};
}

describe("the agency", () => {
	test("is a rule's, then the history's, then the page's", async () => {
		expect(await read(water)).toMatchObject({ agency_id: 1, agencyReason: "page", status: "assigned" });
		await share(2, 40, "housing.no-water");
		expect(await read(water)).toMatchObject({ agency_id: 2, agencyReason: "history:topic", status: "assigned" });
		await rule(1, "housing.no-water");
		const ruled = await read(water);
		expect(ruled).toMatchObject({ agency_id: 1, agencyReason: "rule:topic", status: "assigned" });
		expect(ruled.agencies).toEqual([
			{ agencyId: 1, probability: null, reason: "rule:topic", cases: 0 },
			{ agencyId: 2, probability: expect.any(Number), reason: "history:topic", cases: 40 },
		]);
	});

	test("comes from the topic elsewhere where its territory has no history", async () => {
		await share(2, 40, "housing.no-water", "north");
		await share(1, 40, "roads.snow-on-road");
		expect(await read(`Северск: ${water}`)).toMatchObject({ agency_id: 2, agencyReason: "history:topic+territory" });
		expect(await read(`Озёрск: ${water}`)).toMatchObject({
			territory_code: "south",
			agency_id: 2,
			agencyReason: "history:topic",
		});
	});

	test("of a few cases is only proposed beside the page's own", async () => {
		await share(2, 4, "housing.no-water");
		const found = await read(water);
		expect(found).toMatchObject({ agency_id: 1, agencyReason: "page", status: "assigned" });
		expect(found.agencies.map((one) => one.agencyId)).toEqual([1, 2]);
	});

	test("is a curator's to choose where the history is divided", async () => {
		await share(1, 20, "housing.no-water");
		await share(2, 25, "housing.no-water");
		expect(await read(water)).toMatchObject({
			agency_id: 2,
			agencyReason: "history:topic",
			status: "new",
			isSure: false,
		});
	});

	test("comes from the region's model of agencies where nothing else speaks", async () => {
		await activate("agency", agencies);
		expect(await read(water)).toMatchObject({ agency_id: 2, agencyReason: "text", status: "assigned" });
		expect(await read(snow)).toMatchObject({ agency_id: 1, agencyReason: "text" });
	});
});

describe("the topic", () => {
	test("is sure where the model is right as often as the region wants it to be", async () => {
		await activate("topic", noisy);
		const want = (precision: number) => sql`update region set wanted_precision = ${precision}`.execute(desk.db);
		await want(0.99);
		const unsure = await read(water);
		expect(unsure).toMatchObject({ topic_code: "housing.no-water", status: "new", isSure: false });
		expect(unsure.topics.map((topic) => topic.topicCode)).toEqual(["housing.no-water", "roads.snow-on-road"]);
		expect(unsure.modelId).toBeGreaterThan(0);
		await want(0.5);
		expect(await read(water)).toMatchObject({ topic_code: "housing.no-water", status: "assigned", isSure: true });
	});

	test("by a model that cannot be read is found without it, and somebody is told", async () => {
		await activate("topic", Buffer.from("not a model"));
		said.length = 0;
		const knowledgeOf = newKnowledge();
		for (let i = 0; i < 2; i++)
			expect(await read(water, knowledgeOf)).toMatchObject({ topic_code: "housing.no-water", modelId: 0 });
		expect(said).toEqual([expect.objectContaining({ code: "model-broken" })]);
	});

	test("is the next model's from the next message on", async () => {
		const knowledgeOf = newKnowledge();
		expect(await read(water, knowledgeOf)).toMatchObject({ topic_code: "housing.no-water" });
		await activate("topic", await train("roads.snow-on-road", "housing.no-water"));
		expect(await read(water, knowledgeOf)).toMatchObject({ topic_code: "roads.snow-on-road" });
	});
});

describe("the place", () => {
	test("is kept with its address, and what else it may be beside it: the history repeats no words and no home", async () => {
		const found = await read(`${snow}. Северск, улица Мира, дом 5`);
		expect(found).toMatchObject({ territory_code: "north", place_by: "machine" });
		expect(found.address).toMatch(/Мира, 5/);
		expect(found.places[0]).toMatchObject({ territoryCode: "north", words: expect.stringContaining("Мира") });
		expect(JSON.stringify(found.told)).not.toMatch(/Мира|Северск/);
	});
});
