import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Channel, PublishOrder, PublishOutcome, ReadBack } from "../src/channels/channel.ts";
import { channels as realChannels } from "../src/channels/index.ts";
import { approveReply, returnReply } from "../src/cases/approve-reply.ts";
import { actByPerson } from "../src/cases/act-on-case.ts";
import { readCase } from "../src/cases/reads-case.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { submitReply, withdrawReply } from "../src/cases/submit-reply.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { listPublications } from "../src/publishing/reads.ts";
import { publishReply } from "../src/publishing/publish-reply.ts";
import { settleByPerson, settleUnknown } from "../src/publishing/settle-unknown.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import type { Enqueue } from "../src/queue/enqueue.ts";
import { readRegistry } from "../src/registry/reads.ts";
import type { Registry } from "../src/registry/reads.ts";
import { createTestDatabase } from "./database.ts";
import { comment, makeRegion, secretKey, vkBody } from "./region.ts";
import type { TestRegion } from "./region.ts";

let db: Db;
let region: TestRegion;
let registry: Registry;
let enqueue: Enqueue;
let close: () => Promise<void>;

/** The network of these tests: VK's rules with scripted outcomes. */
let outcomes: PublishOutcome[] = [];
let calls: PublishOrder[] = [];
let seen: ReadBack = { kind: "cannot-read" };
let repeatsDroppedMinutes = 55;
const vk = realChannels.get("vk") as Channel;
const channels = new Map<string, Channel>([
	[
		"vk",
		{
			...vk,
			repeatsDroppedMinutes: () => repeatsDroppedMinutes,
			publish: async (_page, order) => {
				calls.push(order);
				return outcomes.shift() ?? { kind: "sent", externalId: `wall-900001_55_reply_${500 + calls.length}` };
			},
			readBack: async () => seen,
		},
	],
]);

beforeAll(async () => {
	const database = await createTestDatabase();
	db = openDatabase(database.url, 10);
	const queue = await openQueue(db);
	enqueue = queue.enqueue;
	region = await makeRegion(db);
	registry = await readRegistry(db, 1);
	close = async () => {
		await queue.close();
		await db.destroy();
		await database.drop();
	};
});
afterAll(() => close());
beforeEach(async () => {
	await sql`alter table case_event disable trigger case_event_append_only`.execute(db);
	await sql`truncate delivery, publication, reply, case_event, message, "case", thread cascade`.execute(db);
	await sql`alter table case_event enable trigger case_event_append_only`.execute(db);
	await sql`update page set status = 'active', send_after = '-infinity'`.execute(db);
	outcomes = [];
	calls = [];
	seen = { kind: "cannot-read" };
	repeatsDroppedMinutes = 55;
});

const parts = () => ({ db, channels, secretKey, enqueue, registry, registryOf: async () => registry });
const publish = () => publishReply(parts(), { regionId: 1, pageId: 1 });

async function deliver(...bodies: Buffer[]): Promise<void> {
	const acceptor = createAcceptor(db, enqueue);
	for (const body of bodies) await acceptor.accept({ regionId: 1, pageId: 1, body });
	await ingestDeliveries(parts(), 1);
}

/** A case of the housing agency, assigned. */
async function openCase(id = 1): Promise<number> {
	await deliver(
		vkBody(region, "wall_reply_new", comment(region, id, { text: "Нет горячей воды третий день, дом без воды" })),
	);
	const row = await db.selectFrom("case").select(["id", "status"]).orderBy("id", "desc").executeTakeFirstOrThrow();
	expect(row.status).toBe("assigned");
	return row.id;
}

const read = (caseId: number, caller = region.executor) => readCase(db, registry, channels, caller, caseId, new Date());

async function submit(caseId: number, text = "Бригада восстановит подачу воды сегодня до 18:00."): Promise<number> {
	await saveReply(db, region.executor, caseId, { text, revision: null });
	const draft = (await read(caseId)).reply;
	await submitReply(parts(), region.executor, caseId, { revision: draft?.revision ?? 0, requestKey: "request-key-1" });
	return (await read(caseId)).reply?.revision ?? 0;
}

async function approved(caseId: number): Promise<void> {
	await approveReply(parts(), region.approver, caseId, await submit(caseId));
}

const publication = async () =>
	db.selectFrom("publication").selectAll().orderBy("id", "desc").executeTakeFirstOrThrow();
const types = async (caseId: number) => (await read(caseId)).history.map((event) => event.type);

describe("from the draft to the thread", () => {
	test("an answer is written, approved by another person, and stands in the thread", async () => {
		const caseId = await openCase();
		await approved(caseId);
		await publish();
		const after = await read(caseId);
		expect(after.case.status).toBe("answered");
		expect(after.earlierReplies[0]).toMatchObject({ status: "published", approvedByName: "Person 3" });
		expect(after.messages.map((message) => [message.direction, message.isOutside])).toEqual([
			["in", false],
			["out", false],
		]);
		expect(await types(caseId)).toEqual(["opened", "draftStarted", "accept", "submit", "approve", "recordPublished"]);
		expect(calls[0]?.target).toMatchObject({ replyToExternalId: "wall-900001_55_reply_1", threadKind: "comments" });
	});

	test("nobody approves a text they wrote in, not even with the right to", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		await expect(approveReply(parts(), region.executor, caseId, revision)).rejects.toMatchObject({
			code: "reply-own-approval",
		});
		await withdrawReply(parts(), region.executor, caseId);
		const draft = (await read(caseId)).reply;
		await saveReply(db, region.approver, caseId, { text: "Переписано вторым", revision: draft?.revision ?? 0 });
		const mine = (await read(caseId)).reply?.revision ?? 0;
		await submitReply(parts(), region.approver, caseId, { revision: mine, requestKey: "request-key-2" });
		const now = (await read(caseId)).reply?.revision ?? 0;
		await expect(approveReply(parts(), region.executor, caseId, now)).rejects.toMatchObject({
			code: "reply-own-approval",
		});
	});

	test("two approvals at once are one publication", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		const results = await Promise.allSettled(
			Array.from({ length: 6 }, () => approveReply(parts(), region.approver, caseId, revision)),
		);
		expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
		await Promise.all(Array.from({ length: 6 }, publish));
		expect(calls).toHaveLength(1);
	});

	test("a double click submits once; what has changed meanwhile is told", async () => {
		const caseId = await openCase();
		await saveReply(db, region.executor, caseId, { text: "Вода будет к 18:00.", revision: null });
		const revision = (await read(caseId)).reply?.revision ?? 0;
		const order = { revision, requestKey: "request-key-1" };
		await Promise.all([
			submitReply(parts(), region.executor, caseId, order),
			submitReply(parts(), region.executor, caseId, order),
		]);
		expect(await types(caseId)).toEqual(["opened", "draftStarted", "accept", "submit"]);
		await expect(saveReply(db, region.executor, caseId, { text: "x", revision })).rejects.toMatchObject({
			code: "reply-not-editable",
		});
		await expect(approveReply(parts(), region.approver, caseId, revision)).rejects.toMatchObject({
			code: "reply-changed-meanwhile",
		});
	});

	test("a draft saved on an old revision is refused with the other text, and nothing is lost", async () => {
		const caseId = await openCase();
		await saveReply(db, region.executor, caseId, { text: "первый", revision: null });
		const revision = (await read(caseId)).reply?.revision ?? 0;
		await saveReply(db, region.approver, caseId, { text: "второй", revision });
		await expect(saveReply(db, region.executor, caseId, { text: "третий", revision })).rejects.toMatchObject({
			code: "reply-changed-meanwhile",
			details: { text: "второй" },
		});
	});

	test("personal numbers, placeholders and emptiness block the submission", async () => {
		const caseId = await openCase();
		await expect(submit(caseId, "Позвоните +7 (423) 123-45-67")).rejects.toMatchObject({ code: "reply-checks-failed" });
		expect((await read(caseId)).case.status).toBe("assigned");
	});

	test("a returned reply is a draft again, with the reason in the history", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		await expect(returnReply(parts(), region.approver, caseId, { revision, reason: " " })).rejects.toMatchObject({
			code: "reason-missing",
		});
		await returnReply(parts(), region.approver, caseId, { revision, reason: "Назовите срок" });
		const after = await read(caseId);
		expect([after.case.status, after.reply?.status]).toEqual(["rework", "draft"]);
		expect(after.history.at(-1)?.data).toMatchObject({ reason: "Назовите срок" });
	});
});

describe("what the network may say", () => {
	test("a reset after sending is repeated with the same key where repeats are dropped", async () => {
		const caseId = await openCase();
		await approved(caseId);
		outcomes = [{ kind: "unknown", code: "reset", text: "connection reset" }];
		await publish();
		expect(calls.map((call) => call.key)).toEqual([calls[0]?.key, calls[0]?.key]);
		expect((await publication()).state).toBe("sent");
	});

	test("where repeats are not dropped it is unknown and on the list, and a person settles it", async () => {
		repeatsDroppedMinutes = 0;
		const caseId = await openCase();
		await approved(caseId);
		outcomes = [{ kind: "unknown", code: "timeout", text: "no answer in 15 s" }];
		await publish();
		await publish();
		expect(calls).toHaveLength(1);
		const [item] = (await listPublications(db, region.executor, { state: "unknown", limit: 10 })).items;
		expect(item).toMatchObject({ caseId, state: "unknown" });
		expect((await listPublications(db, region.roadsExecutor, { state: "unknown", limit: 10 })).items).toEqual([]);
		await settleByPerson(parts(), region.executor, item?.id ?? 0, "send-again");
		await publish();
		expect(calls).toHaveLength(2);
		expect((await read(caseId)).case.status).toBe("answered");
		await expect(settleByPerson(parts(), region.executor, item?.id ?? 0, "sent")).rejects.toMatchObject({
			code: "publication-not-settleable",
		});
	});

	test("an unknown one that is read back in the thread is settled by itself", async () => {
		repeatsDroppedMinutes = 0;
		const caseId = await openCase();
		await approved(caseId);
		outcomes = [{ kind: "unknown", code: "timeout", text: "" }];
		await publish();
		seen = {
			kind: "text",
			externalId: "wall-900001_55_reply_77",
			text: "Бригада восстановит подачу воды сегодня до 18:00.",
		};
		await settleUnknown(parts(), { regionId: 1, publicationId: (await publication()).id });
		expect(await publication()).toMatchObject({ state: "sent", external_id: "wall-900001_55_reply_77" });
		expect((await read(caseId)).case.status).toBe("answered");
	});

	test("an unknown one whose echo arrives is settled by the echo, and is not called an outside answer", async () => {
		repeatsDroppedMinutes = 0;
		const caseId = await openCase();
		await approved(caseId);
		outcomes = [{ kind: "unknown", code: "timeout", text: "" }];
		await publish();
		const text = "Бригада восстановит подачу воды сегодня до 18:00.";
		await deliver(
			vkBody(region, "wall_reply_new", comment(region, 90, { from_id: -region.groupId, reply_to_comment: 1, text })),
		);
		expect(await publication()).toMatchObject({
			state: "sent",
			external_id: "wall-900001_55_reply_90",
			seen_text: text,
		});
		const after = await read(caseId);
		expect([after.case.status, after.case.hasOutsideAnswer]).toEqual(["answered", false]);
		expect(after.messages).toHaveLength(2);
	});

	test("a worker that died between claim and record: repeated with the same key, or unknown", async () => {
		const caseId = await openCase();
		await approved(caseId);
		outcomes = [{ kind: "not-sent", class: "retry-late", code: "9", text: "flood", retryAfterSeconds: 600 }];
		await publish();
		await sql`update publication set state = 'claimed', lease_until = now() - interval '1 second'`.execute(db);
		await sql`update page set send_after = '-infinity'`.execute(db);
		await publish();
		expect(calls).toHaveLength(2);
		expect((await publication()).state).toBe("sent");
		const second = await openCase(2);
		repeatsDroppedMinutes = 0;
		await approved(second);
		outcomes = [{ kind: "not-sent", class: "retry-late", code: "9", text: "flood", retryAfterSeconds: 600 }];
		await sql`update page set send_after = '-infinity'`.execute(db);
		await publish();
		await sql`update publication set state = 'claimed', lease_until = now() - interval '1 second' where case_id = ${second}`.execute(
			db,
		);
		await sql`update page set send_after = '-infinity'`.execute(db);
		await publish();
		expect(await publication()).toMatchObject({ state: "unknown", error_code: "worker-lost" });
		expect(calls).toHaveLength(3);
	});

	test.each([
		["page-dead", "needs-reconnect"],
		["human-step", "stopped"],
	] as const)("%s stops the page and keeps its queue", async (failure, status) => {
		const caseId = await openCase();
		await approved(caseId);
		outcomes = [{ kind: "not-sent", class: failure, code: "5", text: "no" }];
		await publish();
		await publish();
		expect(calls).toHaveLength(1);
		expect(await db.selectFrom("page").select(["status", "status_reason"]).executeTakeFirst()).toEqual({
			status,
			status_reason: "5: no",
		});
		expect((await publication()).state).toBe("queued");
		expect((await read(caseId)).history.at(-1)?.type).toBe("publicationWaits");
		await sql`update page set status = 'active', send_after = '-infinity'`.execute(db);
		await publish();
		expect((await read(caseId)).case.status).toBe("answered");
	});

	test.each(["recipient-final", "content", "target-gone"] as const)(
		"%s gives the text back to its author",
		async (failure) => {
			const caseId = await openCase();
			await approved(caseId);
			outcomes = [{ kind: "not-sent", class: failure, code: "212", text: "closed" }];
			await publish();
			const after = await read(caseId);
			expect([after.case.status, after.reply?.status]).toEqual(["rework", "draft"]);
			expect(after.reply?.text).toContain("Бригада");
			expect(after.earlierReplies[0]?.publication).toMatchObject({
				state: "failed",
				errorClass: failure,
				errorText: "closed",
			});
			expect((await listPublications(db, region.executor, { state: "failed", limit: 10 })).items).toHaveLength(1);
		},
	);
});

describe("who may do what", () => {
	test("another agency sees and does nothing", async () => {
		const caseId = await openCase();
		await expect(read(caseId, region.roadsExecutor)).rejects.toMatchObject({ code: "not-found" });
		await expect(saveReply(db, region.roadsExecutor, caseId, { text: "x", revision: null })).rejects.toMatchObject({
			code: "not-found",
		});
		await expect(
			actByPerson(db, registry, region.roadsExecutor, { caseId, version: 1, action: "accept", given: {} }),
		).rejects.toMatchObject({ code: "not-found" });
	});

	test("an action on an old version or from a wrong status is refused with what is allowed", async () => {
		const caseId = await openCase();
		const version = (await read(caseId)).case.version;
		const order = { caseId, version, action: "accept", given: {} } as const;
		await actByPerson(db, registry, region.executor, order);
		await expect(actByPerson(db, registry, region.executor, order)).rejects.toMatchObject({
			code: "case-changed-meanwhile",
		});
		await expect(
			actByPerson(db, registry, region.executor, { ...order, version: (await read(caseId)).case.version }),
		).rejects.toMatchObject({
			code: "case-transition-refused",
			details: { allowed: expect.arrayContaining(["returnWrongAgency"]) },
		});
	});

	test("handing a case to another agency moves its deadline to that agency's day", async () => {
		const caseId = await openCase();
		const before = await read(caseId, region.curator);
		await actByPerson(db, registry, region.curator, {
			caseId,
			version: before.case.version,
			action: "assign",
			given: { agencyId: region.roads },
		});
		const after = await read(caseId, region.curator);
		expect(after.case.agencyId).toBe(region.roads);
		expect(after.due.timeZone).toBe("Asia/Yekaterinburg");
		await expect(read(caseId)).rejects.toMatchObject({ code: "not-found" });
	});

	test("history cannot be changed, even by a statement", async () => {
		await openCase();
		await expect(sql`update case_event set type = 'x'`.execute(db)).rejects.toThrow("history is only appended");
		await expect(sql`delete from case_event`.execute(db)).rejects.toThrow("history is only appended");
	});
});
