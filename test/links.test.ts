import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Channel, WindowRead } from "../src/channels/channel.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { asksAuthorities } from "../src/ingest/asks-authorities.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { findArrival } from "../src/ingest/reads-arrival.ts";
import { previewLink, takeLink, watchCommunity } from "../src/ingest/take-link.ts";
import { readRegistry } from "../src/registry/reads.ts";
import type { Registry } from "../src/registry/reads.ts";
import { sealSecrets } from "../src/registry/page-secrets.ts";
import { secretKey } from "./region.ts";
import { channels as scripted, desk, parts, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

/** A network of communities whose posts are read by link: the body is the message itself. */
const wall = { answer: null as WindowRead | null, calls: 0 };
const said = (id: string, text: string, change: Record<string, unknown> = {}) => ({
	id,
	text,
	author: "user:1",
	...change,
});
const body = (message: Record<string, unknown>): Buffer => Buffer.from(JSON.stringify(message));

const talk: Channel = {
	...(scripted.get("vk") as Channel),
	name: "talk",
	parse: (_page, bytes, receivedAt) => {
		const { id, text, author, kind } = JSON.parse(bytes.toString()) as Record<string, string>;
		const message = {
			...{ externalId: id ?? "", threadKey: "post-1", threadKind: "comments" as const, direction: "out" as const },
			...{ authorKey: author ?? "", authorName: "Имя Автора", text: text ?? "", attachments: [] },
			sentAt: new Date("2026-03-10T08:00:00Z"),
		};
		const post = { kind: "post" as const, threadKey: "post-1", text: "Запись сообщества" };
		if (kind === "delete")
			return {
				kind: "changes",
				eventId: null,
				changes: [{ kind: "delete", externalId: id ?? "", threadKey: "post-1", deletedAt: receivedAt }],
			};
		const change =
			kind === "edit"
				? ({ kind: "edit", message, editedAt: receivedAt } as const)
				: ({ kind: "message", message } as const);
		return { kind: "changes", eventId: null, changes: [post, change] };
	},
	readLink: (url) => {
		const found = /^https:\/\/talk\.example\/(\d+)\/(\w+)$/.exec(url);
		return found ? { pageExternalId: found[1] ?? "", threadKey: "post-1", messageId: found[2] ?? "" } : null;
	},
	fetchLink: async (page, link) => {
		wall.calls++;
		if (page.secrets.serviceToken !== "service") return { kind: "cannot-read", reason: "no-service-key" };
		return (
			wall.answer ?? {
				kind: "read",
				found: [{ externalId: link.messageId, body: body(said(link.messageId, "Когда починят лифт?")) }],
				isWhole: true,
			}
		);
	},
	identify: async (page) => ({
		kind: "found",
		externalId: page.externalId || "77",
		name: "Городской разговор",
		url: "https://talk.example/77",
		settings: { isWatched: true },
		findings: [],
	}),
};
const channels = new Map([...scripted, ["talk", talk]]);
const linkParts = () => ({ db: desk.db, channels, secretKey, enqueue: desk.enqueue });
const now = new Date("2026-03-10T09:00:00Z");
const take = (url: string, caller = desk.region.curator) => takeLink(linkParts(), caller, { url }, now);

beforeEach(async () => {
	Object.assign(wall, { answer: null, calls: 0 });
	await sql`delete from page where id > 1`.execute(desk.db);
	await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key, secrets)
		values (1, 50, 'talk', '50', 'Own page', 1, 'talk-key', ${sealSecrets(secretKey, { serviceToken: "service" })})`.execute(
		desk.db,
	);
	await sql`select setval(pg_get_serial_sequence('page', 'id'), 60)`.execute(desk.db);
});

async function ingest(): Promise<Registry> {
	const registry = await readRegistry(desk.db, 1);
	const { knowledgeOf } = parts();
	const known = async (regionId: number) => ({ ...(await knowledgeOf(regionId)), registry });
	await ingestDeliveries({ ...parts(), knowledgeOf: known, channels }, 1);
	return registry;
}

test("a link is shown first, then becomes a case; the same link again leads to the same case", async () => {
	const preview = await previewLink(linkParts(), desk.region.curator, "https://talk.example/77/c5", now);
	expect(preview).toMatchObject({
		pageId: null,
		agencyId: 1,
		message: { text: "Когда починят лифт?", title: "Запись сообщества" },
		known: { state: "waiting" },
	});
	expect(await desk.db.selectFrom("delivery").select("id").execute()).toEqual([]);
	expect(await desk.db.selectFrom("page").select("id").where("kind", "=", "watched").execute()).toEqual([]);

	const { arriving, isKnown } = await take("https://talk.example/77/c5");
	expect(isKnown).toBe(false);
	const page = await desk.db.selectFrom("page").selectAll().where("kind", "=", "watched").executeTakeFirstOrThrow();
	// read by links only: nobody asked to watch it
	expect(page).toMatchObject({ external_id: "77", name: "Городской разговор", agency_id: 1, status: "stopped" });
	await ingest();
	const arrived = await findArrival(desk.db, desk.region.curator, arriving);
	expect(arrived).toMatchObject({ state: "arrived", isVisible: true });
	const again = await take("https://talk.example/77/c5");
	expect(again).toMatchObject({ isKnown: true, arrived });
	expect(await desk.db.selectFrom("delivery").select("source").execute()).toEqual([{ source: "link" }]);

	const detail = await read(arrived.state === "arrived" ? arrived.caseId : 0, desk.region.curator);
	expect(detail.messages).toMatchObject([{ direction: "in", author: "resident", authorName: null }]);
	const [row] = await desk.db.selectFrom("case").select("author_key").execute();
	expect(row?.author_key).toMatch(/^thread:[0-9a-f]{24}$/);
});

test("what is delivered to a page newer than the registry waits for it", async () => {
	const stale = await readRegistry(desk.db, 1);
	await take("https://talk.example/77/c5");
	const { knowledgeOf } = parts();
	const known = async (regionId: number) => ({ ...(await knowledgeOf(regionId)), registry: stale });
	await ingestDeliveries({ ...parts(), knowledgeOf: known, channels }, 1);
	expect(await desk.db.selectFrom("delivery").select("status").execute()).toEqual([{ status: "accepted" }]);
	await ingest();
	expect(await desk.db.selectFrom("delivery").select("status").execute()).toEqual([{ status: "done" }]);
});

describe("what cannot be read says why", () => {
	const failure = { kind: "not-sent", code: "15", text: "words of the network" } as const;
	test.each<[string, WindowRead]>([
		["gone", { ...failure, class: "target-gone" }],
		["closed", { ...failure, class: "page-dead" }],
		["closed", { kind: "cannot-read", reason: "key-not-allowed" }],
		["no-key", { kind: "cannot-read", reason: "no-service-key" }],
		["busy", { ...failure, class: "retry-late" }],
		["busy", { kind: "unknown", code: "reset", text: "" }],
		["nothing-found", { kind: "read", found: [], isWhole: false }],
	])("%s", async (reason, answer) => {
		wall.answer = answer;
		const error = await take("https://talk.example/77/c5").catch((one: unknown) => one);
		expect(error).toMatchObject({ code: "link-unreadable", details: { reason } });
		expect(JSON.stringify((error as { details: unknown }).details)).not.toContain("words");
		expect(await desk.db.selectFrom("page").select("id").where("kind", "=", "watched").execute()).toEqual([]);
	});

	test("an address of no network, a region without a key, a person without the right", async () => {
		for (const url of ["https://elsewhere.example/1/2", "javascript:alert(1)", "", "ё".repeat(2000)])
			await expect(take(url)).rejects.toMatchObject({ code: "link-unknown" });
		await expect(take("https://talk.example/77/c5", desk.region.executor)).rejects.toMatchObject({ code: "forbidden" });
		await sql`update page set status = 'stopped' where id = 50`.execute(desk.db);
		await expect(take("https://talk.example/77/c5")).rejects.toMatchObject({ details: { reason: "no-key" } });
	});
});

describe("a watched community", () => {
	const watch = () => watchCommunity(linkParts(), desk.region.curator, { channel: "talk", address: "city_talk" });
	const poll = async (pageId: number, ...messages: Record<string, unknown>[]) => {
		const { accept } = createAcceptor(desk.db, desk.enqueue);
		for (const message of messages) await accept({ regionId: 1, pageId, body: body(message), source: "poll" });
		await ingest();
	};
	const statuses = () => desk.db.selectFrom("delivery").select(["status", "reason"]).orderBy("id").execute();

	test("is added once, polled, and only what asks the authorities opens a case", async () => {
		const pageId = await watch();
		const page = await desk.db.selectFrom("page").selectAll().where("id", "=", pageId).executeTakeFirstOrThrow();
		expect(page).toMatchObject({ kind: "watched", status: "active", external_id: "77" });
		await expect(watch()).rejects.toMatchObject({ code: "page-watched-already", details: { pageId } });
		const executor = desk.region.executor;
		const order = { channel: "talk", address: "x" };
		await expect(watchCommunity(linkParts(), executor, order)).rejects.toMatchObject({ code: "forbidden" });

		await poll(
			pageId,
			said("c1", "Третий день нет горячей воды, дом без воды. Когда включат?"),
			said("c2", "Спасибо всем, кто пришёл на праздник"),
			said("c3", "Продам гараж, недорого"),
			said("c9", "", { kind: "delete" }),
		);
		expect(await statuses()).toEqual([
			{ status: "done", reason: null },
			...Array(3).fill({ status: "ignored", reason: "asks nothing of the authorities" }),
		]);
		const kept = await desk.db.selectFrom("message").select(["external_id", "author_name", "author_key"]).execute();
		expect(kept).toEqual([{ external_id: "c1", author_name: null, author_key: expect.stringMatching(/^thread:/) }]);
		expect(await desk.db.selectFrom("message_tombstone").selectAll().execute()).toEqual([]);
		expect(await desk.db.selectFrom("thread").select("title").execute()).toEqual([{ title: "Запись сообщества" }]);
	});

	test("what is known is followed: an edit of it and its deletion, whatever they say", async () => {
		const pageId = await watch();
		await poll(pageId, said("c1", "Третий день нет горячей воды, дом без воды. Когда включат?"));
		await poll(pageId, said("c1", "Воду дали, спасибо", { kind: "edit" }));
		await poll(pageId, said("c1", "", { kind: "delete" }));
		const [message] = await desk.db.selectFrom("message").select(["text", "deleted_at"]).execute();
		expect(message).toMatchObject({ text: "Воду дали, спасибо", deleted_at: expect.any(Date) });
	});

	test("a link that a person pastes opens a case even of what asks nothing", async () => {
		wall.answer = {
			kind: "read",
			found: [{ externalId: "c3", body: body(said("c3", "Продам гараж, недорого")) }],
			isWhole: true,
		};
		await watch();
		const { arriving } = await take("https://talk.example/77/c3");
		await ingest();
		expect(await findArrival(desk.db, desk.region.curator, arriving)).toMatchObject({ state: "arrived" });
	});

	test("its polling leaves an answer of ours to a person", async () => {
		const pageId = await watch();
		await poll(pageId, said("c1", "Третий день нет горячей воды, дом без воды. Когда включат?"));
		const [row] = await desk.db.selectFrom("case").select(["status", "page_id"]).execute();
		expect(row).toMatchObject({ page_id: pageId });
	});
});

describe("what asks the authorities", () => {
	const asks = async (text: string) => asksAuthorities(text, await parts().knowledgeOf(1));
	test.each([
		"Нет горячей воды третий день, дом без воды. Когда включат?",
		"Снег на дороге не убран, машины не проедут, уберите снег с дорог",
		"Пахнет газом в подъезде!",
		"Обещали включить воду до 1 октября, воды так и нет",
		"Просим администрацию включить горячую воду",
	])("asks: %s", async (text) => {
		expect(await asks(text)).toBe(true);
	});
	test.each([
		"Спасибо коммунальщикам за тёплый дом",
		"Продам зимнюю резину, недорого, пишите в личку",
		"Доброе утро, город",
		"Кто идёт сегодня на концерт?",
		"Потерялась кошка, рыжая, зовут Муся",
		"",
		"👍👍👍",
	])("does not: %s", async (text) => {
		expect(await asks(text)).toBe(false);
	});
});
