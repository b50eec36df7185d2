import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { channels } from "../src/channels/index.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { keepKnowledge } from "../src/ingest/keep-knowledge.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import type { Enqueue } from "../src/queue/enqueue.ts";
import { keepRegistry } from "../src/registry/keep-registry.ts";
import { createTestDatabase } from "./database.ts";
import { makeRegion } from "./region.ts";
import { emptyCases } from "./scripted-desk.ts";

let db: Db;
let enqueue: Enqueue;
let close: () => Promise<void>;
const pageId = 2;
const group = -1001000000002;

beforeAll(async () => {
	const database = await createTestDatabase();
	db = openDatabase(database.url, 10);
	const queue = await openQueue(db);
	enqueue = queue.enqueue;
	await makeRegion(db);
	close = async () => {
		await queue.close();
		await db.destroy();
		await database.drop();
	};
});
afterAll(() => close());
beforeEach(async () => {
	await emptyCases(db);
	await sql`delete from page_event`.execute(db);
	await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key, settings, secrets)
		values (1, ${pageId}, 'telegram', '-1001000000001', 'Channel', 1, 'telegram-webhook-key', ${JSON.stringify({ discussionGroupId: group })}, null)
		on conflict (region_id, id) do update set settings = excluded.settings`.execute(db);
});

type Update = { update_id: number; message: Record<string, unknown> };
const fixture = (name: string): Update =>
	JSON.parse(readFileSync(join(import.meta.dirname, `fixtures/telegram/${name}.json`), "utf8"));

/** Each list is one batch of ingest. */
async function deliver(...batches: unknown[][]): Promise<void> {
	const acceptor = createAcceptor(db, enqueue);
	const parts = { db, channels, enqueue, knowledgeOf: keepKnowledge(db, keepRegistry(db), console.error) };
	for (const batch of batches) {
		for (const body of batch) await acceptor.accept({ regionId: 1, pageId, body: Buffer.from(JSON.stringify(body)) });
		await ingestDeliveries(parts, 1);
	}
}

const messages = () => db.selectFrom("message").selectAll().orderBy("id").execute();
const cases = () => db.selectFrom("case").selectAll().orderBy("id").execute();
const statuses = async () =>
	(await db.selectFrom("delivery").select("status").orderBy("id").execute()).map((row) => row.status);

/** The four parts of an album: words on the second, none on the others. */
const parts = [0, 1, 2, 3].map((index): Update => {
	const part = fixture("album-second");
	const photo = [{ file_id: `file-${index}`, file_unique_id: `u${index}`, width: 1280, height: 960 }];
	const words = index === 1 ? { caption: "Нет воды третий день" } : {};
	return { update_id: 900 + index, message: { ...part.message, message_id: 70 + index, photo, ...words } };
});
const part = (index: number, change: Record<string, unknown> = {}): Update => ({
	update_id: (parts[index]?.update_id ?? 0) + Object.keys(change).length * 50,
	message: { ...parts[index]?.message, ...change },
});

describe("an album", () => {
	const orders = [
		[[0, 1, 2, 3]],
		[[3, 2, 1, 0]],
		[[0], [1], [2], [3]],
		[[2], [3, 0], [1]],
		[[1], [1], [3, 3], [0], [2, 1, 0]],
		[[0, 0, 1], [2], [3]],
	];
	test.each(orders.map((order) => [JSON.stringify(order), order]))(
		"that comes as %s is one message",
		async (_, order) => {
			await deliver(...order.map((batch) => batch.map((index) => part(index))));
			const [message, ...others] = await messages();
			expect(others).toEqual([]);
			const files = ((message?.attachments ?? []) as { ref: string }[]).map(({ ref }) => ref);
			expect(files.sort()).toEqual(["file-0", "file-1", "file-2", "file-3"]);
			expect(message?.text).toBe("Нет воды третий день");
			expect(message?.external_id).toMatch(/^chat-1001000000002_7[0-3]$/);
			const [found, ...more] = await cases();
			expect(more).toEqual([]);
			expect(found?.excerpt).toBe("Нет воды третий день");
			const searched = await sql<{
				id: number;
			}>`select id from "case" where search @@ to_tsquery('russian', 'вода')`.execute(db);
			expect(searched.rows).toHaveLength(1);
		},
	);

	test("a part delivered again under another number is known", async () => {
		await deliver([part(0), part(1)], [{ ...part(0), update_id: 990 }]);
		expect(await statuses()).toEqual(["done", "done", "duplicate"]);
		expect((await messages())[0]?.attachments).toHaveLength(2);
	});

	test("an edit changes the words of its part and keeps what stood before", async () => {
		await deliver([part(0), part(1)]);
		const edited = { ...part(1, { caption: "Нет воды пятый день", edit_date: 1763719000 }).message };
		await deliver([{ update_id: 991, edited_message: edited }], [part(2)]);
		const [message, ...others] = await messages();
		expect(others).toEqual([]);
		expect(message).toMatchObject({ text: "Нет воды пятый день", edited_at: new Date(1763719000_000) });
		expect(message?.attachments).toHaveLength(3);
		expect(await db.selectFrom("message_version").select("text").execute()).toEqual([{ text: "Нет воды третий день" }]);
	});

	test("words on several parts stand in the order of the network", async () => {
		await deliver([part(2, { caption: "третье" })], [part(0, { caption: "первое" })], [part(1)]);
		expect((await messages())[0]?.text).toBe("первое\nНет воды третий день\nтретье");
	});

	test("another album and another person in the same thread stay apart", async () => {
		await deliver([
			part(0),
			part(1, { media_group_id: "222" }),
			part(2, { media_group_id: "333" }),
			fixture("comment"),
		]);
		expect(await messages()).toHaveLength(4);
	});
});

describe("a group that becomes a supergroup", () => {
	const moved = { id: -1001000000003, type: "supergroup", title: "Обсуждение" };
	const inNewGroup = (): Update => {
		const update = fixture("comment");
		return { update_id: 800, message: { ...update.message, chat: moved } };
	};

	test("keeps working under its new id, also for what came before the news", async () => {
		await deliver([inNewGroup()]);
		expect(await statuses()).toEqual(["not-understood"]);
		await deliver([fixture("migrated")], [fixture("migrated-from"), fixture("comment")]);
		expect(await statuses()).toEqual(["done", "done", "ignored", "done"]);
		expect((await messages()).map((row) => row.external_id).sort()).toEqual([
			"chat-1001000000002_41",
			"chat-1001000000003_41",
		]);
		const events = await db.selectFrom("page_event").select(["code", "text"]).execute();
		expect(events).toEqual([{ code: "moved", text: "-1001000000002 → -1001000000003" }]);
	});
});

test("a person who blocks the bot is not written to first", async () => {
	await deliver([fixture("my-chat-member")]);
	const consents = await db.selectFrom("page_consent").select(["author_key", "is_allowed"]).execute();
	expect(consents).toEqual([{ author_key: "user:7001", is_allowed: false }]);
});
