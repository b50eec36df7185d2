import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { channels } from "../src/channels/index.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { keepKnowledge } from "../src/ingest/keep-knowledge.ts";
import { retryDelivery } from "../src/ingest/retry-delivery.ts";
import { listDeliveries, readDelivery } from "../src/ingest/reads.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import type { Enqueue } from "../src/queue/enqueue.ts";
import { keepRegistry } from "../src/registry/keep-registry.ts";
import { createTestDatabase } from "./database.ts";
import { comment, makeRegion, vkBody } from "./region.ts";
import type { TestRegion } from "./region.ts";
import { emptyCases } from "./scripted-desk.ts";

let db: Db;
let region: TestRegion;
let enqueue: Enqueue;
let close: () => Promise<void>;

beforeAll(async () => {
	const database = await createTestDatabase();
	db = openDatabase(database.url, 10);
	const queue = await openQueue(db);
	enqueue = queue.enqueue;
	region = await makeRegion(db);
	close = async () => {
		await queue.close();
		await db.destroy();
		await database.drop();
	};
});
afterAll(() => close());
beforeEach(() => emptyCases(db));

const parts = () => ({ db, channels, enqueue, knowledgeOf: keepKnowledge(db, keepRegistry(db), console.error) });

async function deliver(...bodies: Buffer[]): Promise<void> {
	const acceptor = createAcceptor(db, enqueue);
	for (const body of bodies) await acceptor.accept({ regionId: 1, pageId: 1, body });
	await ingestDeliveries(parts(), 1);
}

const statuses = async () =>
	(await sql<{ status: string; reason: string | null }>`select status, reason from delivery order by id`.execute(db))
		.rows;
const messages = async () => db.selectFrom("message").selectAll().orderBy("id").execute();
const cases = async () => db.selectFrom("case").selectAll().orderBy("id").execute();
const events = async () =>
	(await db.selectFrom("case_event").selectAll().orderBy("id").execute()).map((row) => row.type);

describe("a resident's message", () => {
	test("becomes a case with topic, agency, deadline and history", async () => {
		await deliver(
			vkBody(
				region,
				"wall_reply_new",
				comment(region, 1, { text: "Дорога в снегу, не чистят дороги от снега и наледи" }),
			),
		);
		const [found] = await cases();
		expect(found).toMatchObject({
			agency_id: region.roads,
			status: expect.stringMatching(/assigned|new/),
			channel: "vk",
		});
		expect(found?.due_at.getTime()).toBeGreaterThan(found?.clock_from.getTime() ?? 0);
		expect(await events()).toEqual(["opened"]);
		const page = await db.selectFrom("page").select("last_delivery_at").executeTakeFirst();
		expect(page?.last_delivery_at).toBeInstanceOf(Date);
		expect(await statuses()).toEqual([{ status: "done", reason: null }]);
	});

	test("delivered twice, at once and one after the other, is one message and a duplicate", async () => {
		const body = vkBody(region, "wall_reply_new", comment(region, 1), "e1");
		await deliver(body, body);
		await deliver(body);
		expect((await statuses()).map((row) => row.status)).toEqual(["done", "duplicate", "duplicate"]);
		expect(await messages()).toHaveLength(1);
		expect(await cases()).toHaveLength(1);
	});

	test("with another event id is still known by its own id", async () => {
		const same = comment(region, 1);
		await deliver(vkBody(region, "wall_reply_new", same, "e1"), vkBody(region, "wall_reply_new", same, "e2"));
		expect((await statuses()).map((row) => row.status)).toEqual(["done", "duplicate"]);
	});

	test("of a person who has an open case in the thread joins it; another person's does not", async () => {
		await deliver(
			vkBody(region, "wall_reply_new", comment(region, 1, { from_id: 7 })),
			vkBody(region, "wall_reply_new", comment(region, 2, { from_id: 7, text: "и ещё сосульки" })),
			vkBody(region, "wall_reply_new", comment(region, 3, { from_id: 8 })),
		);
		expect(await cases()).toHaveLength(2);
		expect((await messages()).map((row) => row.case_id)).toEqual([
			expect.any(Number),
			expect.any(Number),
			expect.any(Number),
		]);
		expect(await events()).toEqual(["opened", "opened", "messageAdded"]);
	});

	test("with an empty text and a photo, with NUL, lone surrogates, 16k and mention markup is kept", async () => {
		const photo = {
			type: "photo",
			photo: { id: 1, owner_id: 7, sizes: [{ type: "x", url: "https://example.org/1.jpg", width: 1, height: 1 }] },
		};
		await deliver(
			vkBody(region, "wall_reply_new", comment(region, 1, { text: "", attachments: [photo] })),
			vkBody(region, "wall_reply_new", comment(region, 2, { text: "a\u0000b \ud800 конец" })),
			vkBody(region, "wall_reply_new", comment(region, 3, { text: "я".repeat(16_384) })),
			vkBody(region, "wall_reply_new", comment(region, 4, { text: "[club900001|Страница], когда уберут снег? 🙏" })),
		);
		const found = await messages();
		expect(found.map((row) => row.text)).toEqual([
			"",
			"ab \ufffd конец",
			"я".repeat(16_384),
			"Страница, когда уберут снег? 🙏",
		]);
		expect(found[0]?.attachments).toEqual([
			expect.objectContaining({ kind: "photo", url: "https://example.org/1.jpg" }),
		]);
		expect(await cases()).toHaveLength(4);
	});
});

describe("changes by the resident, in any order", () => {
	const first = () => vkBody(region, "wall_reply_new", comment(region, 1, { text: "нет воды" }));
	const edit = () => vkBody(region, "wall_reply_edit", comment(region, 1, { text: "нет воды третий день" }));
	const removal = () =>
		vkBody(region, "wall_reply_delete", { owner_id: -region.groupId, id: 1, post_id: 55, deleter_id: 1001 });

	test("an edit keeps what stood before and is in the history", async () => {
		await deliver(first());
		await deliver(edit());
		expect(await messages()).toEqual([
			expect.objectContaining({ text: "нет воды третий день", edited_at: expect.any(Date) }),
		]);
		expect(await db.selectFrom("message_version").select("text").execute()).toEqual([{ text: "нет воды" }]);
		expect(await events()).toEqual(["opened", "messageEdited"]);
	});

	test("an edit that comes first is the message; the first text that comes later changes nothing", async () => {
		await deliver(edit());
		await deliver(first());
		expect(await messages()).toEqual([expect.objectContaining({ text: "нет воды третий день" })]);
		expect(await cases()).toHaveLength(1);
	});

	test("a deletion marks the message, before or after it came", async () => {
		await deliver(first());
		await deliver(removal());
		await deliver(
			vkBody(region, "wall_reply_delete", { owner_id: -region.groupId, id: 2, post_id: 55, deleter_id: 1 }),
		);
		await deliver(vkBody(region, "wall_reply_new", comment(region, 2)));
		expect((await messages()).map((row) => row.deleted_at)).toEqual([expect.any(Date), expect.any(Date)]);
		expect((await statuses()).map((row) => row.status)).toEqual(["done", "done", "done", "done"]);
	});

	test("a restored message is no longer marked", async () => {
		await deliver(first(), removal());
		await deliver(vkBody(region, "wall_reply_restore", comment(region, 1, { text: "нет воды" })));
		expect((await messages())[0]?.deleted_at).toBeNull();
	});

	test("a message after the answer reopens the case with a new clock", async () => {
		await deliver(first());
		await sql`update "case" set status = 'answered', answered_at = now()`.execute(db);
		const [before] = await cases();
		await deliver(
			vkBody(region, "wall_reply_new", comment(region, 9, { from_id: 1001, date: 1_700_500_000, text: "так и нет" })),
		);
		const [after] = await cases();
		expect(after).toMatchObject({ status: "reopened", is_open: true, answered_at: null });
		expect(after?.due_at.getTime()).toBeGreaterThan(before?.due_at.getTime() ?? 0);
		expect(await cases()).toHaveLength(1);
	});
});

describe("what the page itself says", () => {
	test("a colleague's answer past the desk is kept and flagged, and opens no case", async () => {
		await deliver(vkBody(region, "wall_reply_new", comment(region, 1)));
		await deliver(
			vkBody(
				region,
				"wall_reply_new",
				comment(region, 2, { from_id: -region.groupId, reply_to_comment: 1, text: "Ответили" }),
			),
		);
		expect(await cases()).toEqual([
			expect.objectContaining({ outside_answer_at: expect.any(Date), status: expect.stringMatching(/assigned|new/) }),
		]);
		expect((await messages()).map((row) => row.direction)).toEqual(["in", "out"]);
		expect(await events()).toEqual(["opened", "outsideAnswer"]);
	});

	test("its post is the thread's title", async () => {
		await deliver(
			vkBody(region, "wall_post_new", {
				id: 55,
				owner_id: -region.groupId,
				from_id: -region.groupId,
				date: 1,
				text: "Пост страницы",
				post_type: "post",
				inner_type: "wall_wallpost",
			}),
			vkBody(region, "wall_reply_new", comment(region, 1)),
		);
		expect(await db.selectFrom("thread").select(["title", "kind"]).execute()).toEqual([
			{ title: "Пост страницы", kind: "comments" },
		]);
	});
});

describe("what is not understood", () => {
	test("is kept, listed and can be tried again; the others of the batch are not held up", async () => {
		await deliver(
			vkBody(region, "wall_reply_new", { nonsense: true }),
			vkBody(region, "something_new", { a: 1 }),
			vkBody(region, "wall_reply_new", comment(region, 1)),
		);
		expect((await statuses()).map((row) => row.status)).toEqual(["not-understood", "not-understood", "done"]);
		const listed = await listDeliveries(db, region.curator, { status: "not-understood", limit: 10 });
		expect(listed.items.map(({ trouble }) => trouble)).toEqual(["unknown-kind", "shape"]);
		const body = await readDelivery(db, region.curator, listed.items[0]?.id ?? 0);
		expect(body.body).toContain("something_new");
		expect(body.body).not.toContain("test-secret");
		await retryDelivery(db, enqueue, region.curator, listed.items[0]?.id ?? 0);
		await ingestDeliveries(parts(), 1);
		expect((await listDeliveries(db, region.curator, { status: "not-understood", limit: 10 })).items).toHaveLength(2);
	});

	test("a fault inside one delivery puts that one on the list and takes the rest", async () => {
		const broken = new Map(
			[...channels].map(([name, channel]) => [
				name,
				{
					...channel,
					parse: ((page, body, at) => {
						if (body.includes("boom")) throw new Error("boom");
						return channel.parse(page, body, at);
					}) as typeof channel.parse,
				},
			]),
		);
		const acceptor = createAcceptor(db, enqueue);
		await acceptor.accept({ regionId: 1, pageId: 1, body: vkBody(region, "wall_reply_new", comment(region, 1)) });
		await acceptor.accept({
			regionId: 1,
			pageId: 1,
			body: vkBody(region, "wall_reply_new", comment(region, 2, { text: "boom" })),
		});
		await ingestDeliveries({ ...parts(), channels: broken }, 1);
		expect((await statuses()).map((row) => row.status)).toEqual(["done", "not-understood"]);
		const listed = await listDeliveries(db, region.curator, { status: "not-understood", limit: 10 });
		expect(listed.items.map(({ trouble }) => trouble)).toEqual(["fault"]);
	});
});

test("a hundred webhooks sent twice to eight readers at once give a hundred messages", async () => {
	const bodies = Array.from({ length: 100 }, (_, index) =>
		vkBody(region, "wall_reply_new", comment(region, index + 1, { from_id: 1 + (index % 20) }), `event-${index}`),
	);
	const acceptor = createAcceptor(db, enqueue);
	await Promise.all([...bodies, ...bodies].map((body) => acceptor.accept({ regionId: 1, pageId: 1, body })));
	await Promise.all(Array.from({ length: 8 }, () => ingestDeliveries(parts(), 1)));
	await ingestDeliveries(parts(), 1);
	expect(await messages()).toHaveLength(100);
	expect(await cases()).toHaveLength(20);
	const counted = Map.groupBy(await statuses(), (row) => row.status);
	expect([counted.get("done")?.length, counted.get("duplicate")?.length]).toEqual([100, 100]);
});
