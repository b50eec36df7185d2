import { sql } from "kysely";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashOf } from "../src/files/store.ts";
import { removeFiles } from "../src/files/remove-files.ts";
import { keepTerms } from "../src/personal/keep-terms.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { memoryStore } from "./memory-store.ts";
import { heic, photoWithExif, picture } from "./pictures.ts";
import { addPerson } from "./staff.ts";

const files = memoryStore();
let desk: Desk;
let curator: string;
let executor: string;
let colleague: string;
let other: string;
let caseId: number;

beforeAll(async () => {
	desk = await openDesk({ files });
	curator = await desk.signIn("login-1");
	executor = await desk.signIn("login-2");
	colleague = await desk.signIn("login-3");
	other = await desk.signIn("login-4");
});
afterAll(() => desk.close());
beforeEach(async () => {
	caseId = await desk.openCase(desk.region.housing);
});

const make = (seed: number): Promise<Buffer> => picture(40, 30, seed).jpeg().toBuffer();
async function put(bytes: Buffer | string, as: string, query = "", id = caseId) {
	const response = await fetch(`${desk.url}/api/cases/${id}/evidence${query}`, {
		method: "POST",
		headers: { origin: "http://desk.example", cookie: as, "content-type": "image/jpeg" },
		body: typeof bytes === "string" ? bytes : new Uint8Array(bytes),
	});
	return { status: response.status, body: (await response.json()) as { id?: string; code?: string; details?: object } };
}
type Item = {
	taskId: number | null;
	byLink: boolean;
	id: string;
	moment: string | null;
	note: string;
	agencyId: number | null;
	isMine: boolean;
};
async function list(as: string, id = caseId): Promise<Item[]> {
	const response = await desk.call("GET", `/api/cases/${id}/evidence`, { as });
	expect(response.status).toBe(200);
	return ((await response.json()) as { items: Item[] }).items;
}
const status = async (method: string, path: string, as: string, body?: unknown) =>
	(await desk.call(method, `/api/cases/${caseId}/evidence${path}`, { as, body })).status;
const takePart = (agencyId: number) =>
	sql`insert into case_task (region_id, case_id, agency_id, what, created_by) values (1, ${caseId}, ${agencyId}, 'x', 1)`.execute(
		desk.db,
	);
const close = async (as: string) => {
	const row = await desk.db.selectFrom("case").select("version").where("id", "=", caseId).executeTakeFirstOrThrow();
	const body = { action: "close", version: row.version, outcome: "resolved" };
	return (await desk.call("POST", `/api/cases/${caseId}/actions`, { as, body })).status;
};

describe("a photo put to the evidence", () => {
	test("is checked by content, kept once, and shown to whoever sees the case", async () => {
		const bytes = await photoWithExif(7);
		expect(await put(bytes, executor, "?moment=after")).toEqual({ status: 200, body: { id: hashOf(bytes) } });
		expect(await put(bytes, colleague, "?moment=before")).toEqual({ status: 200, body: { id: hashOf(bytes) } });
		expect(await list(executor)).toEqual([
			expect.objectContaining({ id: hashOf(bytes), moment: "after", note: "", agencyId: 1, isMine: true }),
		]);
		expect(await list(curator)).toMatchObject([{ isMine: false }]);
		const shown = await desk.call("GET", `/api/cases/${caseId}/evidence/${hashOf(bytes)}?size=thumb`, { as: curator });
		expect(shown.status).toBe(200);
		expect(Buffer.from(await shown.arrayBuffer()).includes("Exif")).toBe(false);
		const { rows } = await sql<{ type: string; data: object }>`
			select type, data from case_event where case_id = ${caseId} and type like 'evidence%'`.execute(desk.db);
		expect(rows).toEqual([{ type: "evidencePut", data: { photoId: hashOf(bytes), moment: "after" } }]);
	});

	test("is refused with a reason when it is none, and nothing is kept", async () => {
		for (const [body, reason] of [
			["%PDF-1.7", "not-a-picture"],
			[heic, "format"],
			[(await make(1)).subarray(0, 200), "broken"],
		] as const)
			expect(await put(body, executor)).toMatchObject({
				status: 422,
				body: { code: "photo-refused", details: { reason } },
			});
		expect((await put(await make(1), executor, "?moment=later")).status).toBe(400);
		expect(await list(executor)).toEqual([]);
	});

	test("is nothing another agency sees or puts, but a participant puts its own part", async () => {
		const [ours, theirs] = [await make(2), await make(3)];
		await put(ours, executor);
		expect((await put(theirs, other)).status).toBe(404);
		expect(await status("GET", "", other)).toBe(404);
		expect(await status("GET", `/${hashOf(ours)}`, other)).toBe(404);
		expect(await status("DELETE", `/${hashOf(ours)}`, other)).toBe(404);
		await takePart(desk.region.roads);
		expect((await put(theirs, other)).status).toBe(200);
		expect((await list(other)).map(({ agencyId, isMine }) => [agencyId, isMine])).toEqual([
			[1, false],
			[2, true],
		]);
		expect(await status("DELETE", `/${hashOf(ours)}`, other)).toBe(403);
		const reader = await addPerson(desk, 30 + caseId, desk.region.housing, ["case.read.agency"]);
		expect((await put(theirs, reader)).status).toBe(403);
	});

	test("goes with a part that is open and one's own, and with no other", async () => {
		const taskOf = async (agencyId: number): Promise<number> => {
			const { rows } = await sql<{ id: number }>`insert into case_task (region_id, case_id, agency_id, what, created_by)
				values (1, ${caseId}, ${agencyId}, 'x', 1) returning id`.execute(desk.db);
			return rows[0]!.id;
		};
		const [theirs, ours] = [await taskOf(desk.region.roads), await taskOf(desk.region.housing)];
		const bytes = await make(14);
		expect(await put(bytes, other, `?taskId=${ours}`)).toMatchObject({ status: 403 });
		for (const [taskId, status] of [
			["999999999", 404],
			["0", 400],
			["1e99", 400],
			["x", 400],
		] as const)
			expect((await put(bytes, other, `?taskId=${taskId}`)).status).toBe(status);
		expect(await list(other)).toEqual([]);
		expect((await put(bytes, other, `?taskId=${theirs}`)).status).toBe(200);
		expect(await list(executor)).toMatchObject([{ taskId: theirs, byLink: false, agencyId: 2, isMine: false }]);
		await sql`update case_task set state = 'done' where id = ${theirs}`.execute(desk.db);
		expect(await put(await make(15), other, `?taskId=${theirs}`)).toMatchObject({ body: { code: "task-ended" } });
	});

	test("is described and taken away by who put it", async () => {
		const bytes = await make(4);
		await put(bytes, executor);
		const about = { moment: "before", note: "Как было, вид со двора" };
		expect(await status("PUT", `/${hashOf(bytes)}`, colleague, about)).toBe(403);
		expect(await status("PUT", `/${hashOf(bytes)}`, executor, about)).toBe(204);
		expect(await list(executor)).toMatchObject([about]);
		expect(await status("DELETE", `/${hashOf(bytes)}`, colleague)).toBe(403);
		expect(await status("DELETE", `/${hashOf(bytes)}`, executor)).toBe(204);
		expect(await status("DELETE", `/${hashOf(bytes)}`, executor)).toBe(404);
		expect(await list(executor)).toEqual([]);
		await removeFiles({ db: desk.db, files });
		expect([...files.held.keys()].some((name) => name.includes(hashOf(bytes)))).toBe(false);
	});

	test("is one of at most fifty", async () => {
		await put(await make(5), executor);
		await sql`insert into file (region_id, sha256, type, size, width, height)
			select 1, lpad(n::text, 64, 'b'), 'image/jpeg', 1, 1, 1 from generate_series(1, 49) n on conflict do nothing`.execute(
			desk.db,
		);
		await sql`insert into case_evidence (region_id, case_id, sha256, put_by)
			select 1, ${caseId}::bigint, lpad(n::text, 64, 'b'), 3 from generate_series(1, 49) n`.execute(desk.db);
		expect(await put(await make(6), executor)).toMatchObject({ status: 409, body: { code: "evidence-full" } });
		expect((await put(await make(5), executor)).status).toBe(200);
	});

	test("put by two at the same moment is one", async () => {
		const bytes = await make(8);
		const ends = await Promise.all([executor, colleague, curator, executor].map((as) => put(bytes, as)));
		expect(ends.map((end) => end.status)).toEqual([200, 200, 200, 200]);
		expect(await list(executor)).toHaveLength(1);
		const { rows } = await sql`select 1 from case_event where case_id = ${caseId} and type = 'evidencePut'`.execute(
			desk.db,
		);
		expect(rows).toHaveLength(1);
	});
});

describe("work that can be seen", () => {
	test("is resolved with evidence that shows it done, and then nothing takes it away", async () => {
		await sql`update "case" set status = 'answered', answered_at = now() where id = ${caseId}`.execute(desk.db);
		expect(await close(executor)).toBe(422);
		const before = await make(9);
		await put(before, executor, "?moment=before");
		expect(await close(executor)).toBe(422);
		const after = await make(10);
		await put(after, executor, "?moment=after");
		expect(await close(executor)).toBe(200);
		expect(await status("DELETE", `/${hashOf(after)}`, executor)).toBe(409);
		expect(await status("PUT", `/${hashOf(after)}`, executor, { moment: "before", note: "" })).toBe(409);
		expect(await status("PUT", `/${hashOf(after)}`, executor, { moment: "after", note: "Готово" })).toBe(204);
	});
});

describe("the checks of photos", () => {
	/** a scene of soft hills of light, another with every seed */
	const scene = (seed: number) => {
		const grey = Buffer.alloc(240 * 180);
		for (let y = 0; y < 180; y++)
			for (let x = 0; x < 240; x++) {
				let value = 128;
				for (let k = 1; k <= 7; k++)
					value += (90 / k) * Math.sin((x * ((seed * k * 7) % 11) + y * ((seed * k * 5) % 13)) / 60 + seed * k * k);
				grey[y * 240 + x] = Math.max(0, Math.min(255, value));
			}
		return sharp(grey, { raw: { width: 240, height: 180, channels: 1 } });
	};
	const read = async (as: string, id = caseId) => {
		const response = await desk.call("GET", `/api/cases/${id}/evidence/checks`, { as });
		return { status: response.status, items: ((await response.json()) as { items?: Checked[] }).items ?? [] };
	};
	type Checked = { id: string; findings: { code: string; caseId?: number | null; metres?: number }[] };

	test("find the same picture in another case, however it was made anew, and tell the case only to who sees it", async () => {
		await put(await scene(3).jpeg().toBuffer(), other, "", await desk.openCase(desk.region.roads));
		const first = await desk.openCase(desk.region.roads);
		await put(await scene(5).jpeg({ quality: 90 }).toBuffer(), other, "", first);
		const changed = [
			scene(5).resize(120).jpeg({ quality: 60 }),
			scene(5).modulate({ brightness: 1.1 }).png(),
			scene(5).extract({ left: 3, top: 2, width: 234, height: 176 }).jpeg(),
		];
		for (const one of changed) await put(await one.toBuffer(), executor);
		await put(await scene(8).jpeg().toBuffer(), executor);
		const told = (await read(curator)).items.map(({ findings }) =>
			findings.filter(({ code }) => code === "used-elsewhere"),
		);
		expect(told.filter((found) => found.length === 1 && found[0]?.caseId === first)).toHaveLength(3);
		expect(told.filter((found) => found.length === 0)).toHaveLength(1);
		const own = (await read(executor)).items.flatMap(({ findings }) => findings);
		expect(own.filter(({ code }) => code === "used-elsewhere").map((one) => one.caseId)).toEqual([null, null, null]);
		expect((await read(other)).status).toBe(404);
	});

	test("tell of a day and a place that do not fit, and say plainly where nothing is told", async () => {
		await sql`update "case" set latitude = 55, longitude = 37 where id = ${caseId}`.execute(desk.db);
		await sql`update message set sent_at = '2026-12-01' where case_id = ${caseId}`.execute(desk.db);
		const [told, silent] = [await photoWithExif(9), await scene(2).jpeg().toBuffer()];
		await put(told, executor, "?moment=after");
		await put(silent, executor);
		const { items } = await read(executor);
		const codes = (bytes: Buffer) =>
			items.find(({ id }) => id === hashOf(bytes))?.findings.map(({ code }) => code) ?? [];
		expect(codes(told)).toEqual(expect.arrayContaining(["taken-before", "far-away"]));
		expect(codes(silent)).toEqual(["no-date", "no-place"]);
		await sql`update message set sent_at = '2026-11-21T04:00:00Z' where case_id = ${caseId}`.execute(desk.db);
		await sql`update "case" set latitude = 43.125, longitude = 131.9 where id = ${caseId}`.execute(desk.db);
		const after = (await read(executor)).items.find(({ id }) => id === hashOf(told));
		expect(after?.findings.map(({ code }) => code).filter((code) => code !== "used-elsewhere")).toEqual([]);
	});
});

test("goes with the data of an old case, a promise's photos too, and nothing is put to it after", async () => {
	const [shown, elsewhere] = [await make(11), await make(12)];
	await put(shown, executor, "?moment=after");
	await put(elsewhere, executor);
	const second = await desk.openCase(desk.region.housing);
	await put(elsewhere, executor, "", second);
	await sql`insert into reply (region_id, case_id, message_id, text, author_id, contributors, status, kind)
		select 1, ${caseId}, id, 'x', 2, '{2}', 'published', 'interim' from message where case_id = ${caseId}`.execute(
		desk.db,
	);
	await sql`insert into promise (region_id, case_id, reply_id, agency_id, who, what, due_on, state)
		select 1, ${caseId}, id, 1, 'x', 'x', current_date, 'kept' from reply where case_id = ${caseId}`.execute(desk.db);
	await sql`insert into promise_photo (region_id, promise_id, sha256, moment)
		select 1, id, ${hashOf(shown)}, 'after' from promise where case_id = ${caseId}`.execute(desk.db);
	expect(await status("DELETE", `/${hashOf(shown)}`, executor)).toBe(409);
	await sql`update "case" set status = 'closed', closed_at = now() - interval '3 years', answered_at = null,
		last_message_at = now() - interval '3 years' where id = ${caseId}`.execute(desk.db);
	await sql`insert into retention_rule (region_id, kind, months, updated_by) values (1, 'case', 12, 1)`.execute(
		desk.db,
	);
	await keepTerms({ db: desk.db, files }, new Date());
	expect(await list(executor)).toEqual([]);
	expect(await list(executor, second)).toHaveLength(1);
	const held = [...files.held.keys()];
	expect(held.some((name) => name.includes(hashOf(shown)))).toBe(false);
	expect(held.some((name) => name.includes(hashOf(elsewhere)))).toBe(true);
	expect(await put(await make(13), executor)).toMatchObject({ status: 409, body: { code: "evidence-refused" } });
});
