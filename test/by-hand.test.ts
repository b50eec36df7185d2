import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import { channels } from "../src/channels/index.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { awaitArrival, findArrival } from "../src/ingest/reads-arrival.ts";
import { handPages, takeByHand } from "../src/ingest/take-by-hand.ts";
import type { HandOrder } from "../src/ingest/take-by-hand.ts";
import { readRegistry } from "../src/registry/reads.ts";
import type { Registry } from "../src/registry/reads.ts";
import { desk, parts, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const now = new Date("2026-03-10T09:00:00Z");
let registry: Registry;
beforeAll(async () => {
	await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key)
		values (1, 7, 'hand', 'reception', 'Telephone and reception', 1, 'hand-key')`.execute(desk.db);
	registry = await readRegistry(desk.db, 1);
});

const ingest = () => {
	const { knowledgeOf } = parts();
	const known = async (regionId: number) => ({ ...(await knowledgeOf(regionId)), registry });
	return ingestDeliveries({ ...parts(), knowledgeOf: known, channels }, 1);
};

let keys = 0;
const order = (change: Partial<HandOrder> = {}): HandOrder => ({
	pageId: 7,
	source: "phone",
	text: "Третий день нет горячей воды",
	sentAt: "2026-03-10T08:30:00Z",
	requestKey: `request-${++keys}`,
	...change,
});
const take = (given: HandOrder, caller: Caller = desk.region.executor) =>
	takeByHand(desk, registry, caller, given, now);
const taken = async (given: HandOrder, caller: Caller = desk.region.executor) => {
	const arriving = await take(given, caller);
	await ingest();
	const found = await findArrival(desk.db, caller, arriving);
	return found.state === "arrived" ? found.caseId : 0;
};

test("a call becomes a case whose history names who took it down", async () => {
	const caseId = await taken(order({ name: "Житель", contact: "+7 900 000-00-01", address: "улица Мира, 9" }));
	const detail = await read(caseId);
	expect(detail.messages).toMatchObject([
		{
			direction: "in",
			author: "resident",
			authorName: "Житель",
			contact: "+7 900 000-00-01",
			text: "Третий день нет горячей воды\n\nулица Мира, 9",
			sentAt: "2026-03-10T08:30:00.000Z",
		},
	]);
	expect(detail.history[0]).toMatchObject({ type: "opened", actor: { kind: "staff", name: "Person 2" } });
	// the clock runs since the resident spoke
	expect(detail.case.registeredAt).toBe("2026-03-10T08:30:00.000Z");
	const [delivery] = await desk.db.selectFrom("delivery").selectAll().execute();
	expect(delivery).toMatchObject({ source: "hand", status: "done" });
});

test("a double click opens one case; changed words with the same key are not lost", async () => {
	const given = order();
	const first = await taken(given);
	expect(await taken(given)).toBe(first);
	const later = await taken({ ...given, text: "Третий день нет горячей воды, и холодной тоже" });
	expect(later).not.toBe(0);
	expect(await desk.db.selectFrom("message").select("id").execute()).toHaveLength(2);
});

test("the same contact, however it is written, meets in the open case; others stand alone", async () => {
	const first = await taken(order({ contact: "8 (900) 000-00-02" }));
	expect(await taken(order({ contact: "+79000000002", text: "Я снова о воде" }))).toBe(first);
	expect(await taken(order({ contact: "дом 5, кв. 2, вторая дверь" }))).not.toBe(first);
	expect(await taken(order())).not.toBe(await taken(order()));
	const mail = await taken(order({ contact: " Someone@Example.org" }));
	expect(await taken(order({ contact: "someone@example.org" }))).toBe(mail);
	const keysKept = await desk.db.selectFrom("case").select("author_key").execute();
	expect(JSON.stringify(keysKept)).not.toMatch(/9000000002|example/i);
});

test("times that cannot be are refused, a clock that runs ahead a little is not", async () => {
	for (const [sentAt, message] of [
		["2026-03-10T09:06:00Z", "in-future"],
		["2025-03-01T09:00:00Z", "too-old"],
		["yesterday", "strange"],
	] as const)
		await expect(take(order({ sentAt }))).rejects.toMatchObject({
			code: "invalid-request",
			details: { fields: [{ path: "sentAt", message }] },
		});
	const caseId = await taken(order({ sentAt: "2026-03-10T09:04:00Z" }));
	expect((await read(caseId)).messages[0]?.sentAt).toBe("2026-03-10T09:00:00.000Z");
});

test("people of an agency take for their own pages only, and only on pages of this kind", async () => {
	const { roadsExecutor, curator, executor } = desk.region;
	await expect(take(order(), roadsExecutor)).rejects.toMatchObject({ code: "page-unknown" });
	await expect(take(order({ pageId: 1 }))).rejects.toMatchObject({ code: "page-unknown" });
	await expect(take(order({ pageId: 99 }))).rejects.toMatchObject({ code: "page-unknown" });
	await expect(take(order(), { ...executor, permissions: new Set() })).rejects.toMatchObject({ code: "forbidden" });
	expect(handPages(registry, channels, roadsExecutor)).toEqual([]);
	expect(handPages(registry, channels, curator).map((page) => page.id)).toEqual([7]);
	const caseId = await taken(order(), curator);
	const arriving = await take(order({ text: "Снег на дороге не убран" }), curator);
	expect(await awaitArrival(desk.db, curator, arriving)).toEqual({ state: "waiting" });
	expect(caseId).not.toBe(0);
});

test("hostile words are kept as words", async () => {
	const text = `${"ё".repeat(14_000)}\u0000\ud800<script>`;
	const caseId = await taken(order({ text, name: "\u0000\ud800Имя", contact: "\u0000\ud800" }));
	const [message] = (await read(caseId)).messages;
	expect(message?.authorName).toContain("Имя");
	expect(message?.text).toContain("<script>");
});
