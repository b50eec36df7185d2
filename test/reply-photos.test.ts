import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import { actByPerson } from "../src/cases/act-on-case.ts";
import { addPhoto, orderPhotos, removePhoto } from "../src/cases/reply-photos.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { submitReply } from "../src/cases/submit-reply.ts";
import { approveReply } from "../src/cases/approve-reply.ts";
import { publishReply } from "../src/publishing/publish-reply.ts";
import { fileName, hashOf } from "../src/files/store.ts";
import { photoWithExif, picture } from "./pictures.ts";
import { desk, files, network, openCase, parts, publish, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const text = "Бригада восстановила подачу воды сегодня, фото прилагаем.";
let caseId: number;
beforeEach(async () => {
	network.maxPhotos = 10;
	caseId = await openCase();
});

const make = (seed: number): Promise<Buffer> => picture(40, 30, seed).jpeg().toBuffer();
const add = (bytes: Buffer, caller: Caller = desk.region.executor) =>
	addPhoto(parts(), caller, caseId, async () => bytes);
const draft = async () => (await read(caseId)).reply;
const ids = async () => (await draft())?.photos.map(({ id }) => id);

/** The draft with this text, submitted and approved. */
async function goOut(): Promise<void> {
	await saveReply(desk.db, desk.region.executor, caseId, { text, revision: (await draft())?.revision ?? null });
	const order = { revision: (await draft())?.revision ?? 0, requestKey: `request-${Math.random()}` };
	await submitReply(parts(), desk.region.executor, caseId, order);
	await approveReply(parts(), desk.region.approver, caseId, (await draft())?.revision ?? 0);
}

test("the first photo begins the draft; each change makes a new revision and a contributor", async () => {
	const [one, two] = [await make(1), await make(2)];
	await add(one);
	expect(await draft()).toMatchObject({
		text: "",
		status: "draft",
		photos: [{ id: hashOf(one), width: 40, height: 30 }],
	});
	const revision = (await draft())?.revision ?? 0;
	await add(two, desk.region.approver);
	await add(two);
	expect(await ids()).toEqual([hashOf(one), hashOf(two)]);
	expect((await draft())?.revision).toBe(revision + 1);
	await orderPhotos(desk.db, desk.region.executor, caseId, [hashOf(two), hashOf(one)]);
	expect(await ids()).toEqual([hashOf(two), hashOf(one)]);
	await removePhoto(desk.db, desk.region.executor, caseId, hashOf(two));
	await removePhoto(desk.db, desk.region.executor, caseId, hashOf(two));
	expect(await ids()).toEqual([hashOf(one)]);
	expect((await draft())?.revision).toBe(revision + 3);
	// whoever put a photo there has a hand in the answer
	const row = await desk.db.selectFrom("reply").select("contributors").executeTakeFirstOrThrow();
	expect(row.contributors).toEqual([desk.region.executor.staffId, desk.region.approver.staffId]);
});

test("a text begun without photos goes on with them, and a text kept on an older revision is told", async () => {
	await saveReply(desk.db, desk.region.executor, caseId, { text: "Начало", revision: null });
	const before = (await draft())?.revision ?? 0;
	await add(await make(1));
	await expect(
		saveReply(desk.db, desk.region.executor, caseId, { text: "Начало и конец", revision: before }),
	).rejects.toMatchObject({ code: "reply-changed-meanwhile", details: { text: "Начало", revision: before + 1 } });
});

test("an order that misses a photo, or has another, changes nothing", async () => {
	const [one, two] = [await make(1), await make(2)];
	await add(one);
	await add(two);
	for (const order of [[hashOf(one)], [hashOf(one), hashOf(one)], [hashOf(one), hashOf(await make(3))], []])
		await expect(orderPhotos(desk.db, desk.region.executor, caseId, order)).rejects.toMatchObject({
			code: "photos-changed-meanwhile",
		});
	expect(await ids()).toEqual([hashOf(one), hashOf(two)]);
});

test("ten photos are enough", async () => {
	for (let seed = 1; seed <= 10; seed++) await add(await make(seed));
	await expect(add(await make(11))).rejects.toMatchObject({ code: "photos-full" });
	expect(await ids()).toHaveLength(10);
});

test("what is no photo is refused with a reason, and nothing is begun", async () => {
	await expect(add(Buffer.from("%PDF-1.7"))).rejects.toMatchObject({
		code: "photo-refused",
		details: { reason: "not-a-picture" },
	});
	expect(await draft()).toBeNull();
	expect(files.held.size).toBe(0);
});

test("who may not write is refused before a byte is read", async () => {
	const unread = () => Promise.reject(new Error("was read"));
	await expect(addPhoto(parts(), desk.region.roadsExecutor, caseId, unread)).rejects.toMatchObject({
		code: "not-found",
	});
	const reader = { ...desk.region.executor, permissions: new Set(["case.read.agency"] as const) };
	await expect(addPhoto(parts(), reader, caseId, unread)).rejects.toMatchObject({ code: "forbidden" });
	await add(await make(1));
	await goOut();
	await expect(addPhoto(parts(), desk.region.executor, caseId, unread)).rejects.toMatchObject({
		code: "reply-not-editable",
	});
	await expect(removePhoto(desk.db, desk.region.executor, caseId, hashOf(await make(1)))).rejects.toMatchObject({
		code: "reply-not-editable",
	});
});

describe("an answer with photos", () => {
	test("goes out with pixels alone, in the order chosen, and its photos stand in the thread", async () => {
		const [one, two] = [await photoWithExif(1), await make(2)];
		await add(one);
		await add(two);
		await orderPhotos(desk.db, desk.region.executor, caseId, [hashOf(two), hashOf(one)]);
		await goOut();
		await publish();
		const [order] = network.calls;
		expect(order?.photos?.map(({ name, type }) => [name, type])).toEqual([
			["photo-1.jpg", "image/jpeg"],
			["photo-2.jpg", "image/jpeg"],
		]);
		expect(order?.photos?.[1]?.bytes).toEqual(files.held.get(fileName(1, hashOf(one), "answer")));
		for (const photo of order?.photos ?? []) expect(photo.bytes.includes("Exif")).toBe(false);
		const { messages, earlierReplies } = await read(caseId);
		expect(messages.at(-1)).toMatchObject({
			text,
			photos: [{ id: hashOf(two) }, { id: hashOf(one), width: 300, height: 400 }],
		});
		expect(earlierReplies[0]?.photos).toHaveLength(2);
		expect((await sql`select latitude from file_evidence`.execute(desk.db)).rows).toHaveLength(1);
	});

	test("is not begun when a photo is missing: its author hears why and has the photos again", async () => {
		await add(await make(1));
		await add(await make(2));
		await goOut();
		files.held.delete(fileName(1, hashOf(await make(2)), "answer"));
		await publish();
		expect(network.calls).toEqual([]);
		const { reply, earlierReplies, case: row } = await read(caseId);
		expect(row.status).toBe("rework");
		expect(earlierReplies[0]?.publication).toMatchObject({ state: "failed", errorClass: "photo-missing", attempts: 0 });
		expect(reply).toMatchObject({ status: "draft", text });
		expect(reply?.photos).toHaveLength(2);
	});

	test("of which a photo is missing after a call that may have sent it is a person's", async () => {
		await add(await make(1));
		await goOut();
		network.outcomes.push({ kind: "unknown", code: "ETIMEDOUT", text: "" });
		await publish().catch(() => {});
		const state = () => desk.db.selectFrom("publication").select(["state", "error_code"]).executeTakeFirstOrThrow();
		await sql`update publication set state = 'queued', attempts = 1`.execute(desk.db);
		files.held.clear();
		network.calls.length = 0;
		await publish();
		expect(await state()).toEqual({ state: "unknown", error_code: "photo-missing" });
		expect(network.calls).toEqual([]);
	});

	test("waits while the storage is away, and is not claimed", async () => {
		await add(await make(1));
		await goOut();
		const get = () => Promise.reject(new Error("the storage is away"));
		const away = { ...parts(), files: { ...files, get } };
		await expect(publishReply(away, { regionId: 1, pageId: 1 })).rejects.toThrow("the storage is away");
		const row = await desk.db.selectFrom("publication").select(["state", "attempts"]).executeTakeFirst();
		expect(row).toEqual({ state: "queued", attempts: 0 });
		await publish();
		expect(network.calls[0]?.photos).toHaveLength(1);
	});

	test("that the network refuses comes back with its photos", async () => {
		await add(await make(1));
		await goOut();
		network.outcomes.push({ kind: "not-sent", class: "content", code: "100", text: "no" });
		await publish();
		expect(await draft()).toMatchObject({ status: "draft", text, photos: [{ id: hashOf(await make(1)) }] });
	});
});

describe("a network that takes no photos there", () => {
	beforeEach(() => {
		network.maxPhotos = 0;
	});

	test("stops the submission with a remark, and the screen knows what to do instead", async () => {
		await add(await make(1));
		await expect(goOut()).rejects.toMatchObject({
			code: "reply-checks-failed",
			details: { findings: [{ code: "photos-not-carried", severity: "block" }] },
		});
		expect(await read(caseId)).toMatchObject({ maxPhotos: 0, photosAdvice: "photos-directly" });
		await removePhoto(desk.db, desk.region.executor, caseId, hashOf(await make(1)));
		await goOut();
	});
});

test("a resolved case of visible work needs a photo that the resident was shown", async () => {
	await sql`update topic set is_physical = true`.execute(desk.db);
	const close = async () => {
		const { case: row } = await read(caseId);
		const order = {
			caseId,
			version: row.version,
			action: "close" as const,
			given: { outcome: "resolved" as const, hasEvidence: true },
		};
		return actByPerson(desk.db, desk.registry, desk.region.executor, order);
	};
	await goOut();
	await publish();
	await expect(close()).rejects.toMatchObject({ code: "case-evidence-missing" });
	caseId = await openCase(2);
	await add(await make(1));
	await goOut();
	await publish();
	await close();
	expect((await read(caseId)).case.status).toBe("closed");
});
