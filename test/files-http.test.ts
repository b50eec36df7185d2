import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseDetail } from "../src/http/contract-case.ts";
import { fileName, hashOf } from "../src/files/store.ts";
import { recordPicture, storePicture } from "../src/files/keep-picture.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { memoryStore } from "./memory-store.ts";
import { photoWithExif, picture } from "./pictures.ts";

const files = memoryStore();
let desk: Desk;
/** cookies: of the case's agency, of another one, of the region */
let own: string;
let other: string;
let curator: string;
let caseId: number;
let photo: Buffer;

beforeAll(async () => {
	desk = await openDesk({ files });
	[own, other, curator] = [await desk.signIn("login-2"), await desk.signIn("login-4"), await desk.signIn("login-1")];
	caseId = await desk.openCase(desk.region.housing);
	photo = await photoWithExif();
});
afterAll(() => desk.close());

const upload = (bytes: Uint8Array | ReadableStream, { as = own, type = "image/jpeg", headers = {} } = {}) =>
	fetch(`${desk.url}/api/cases/${caseId}/reply/photos`, {
		method: "POST",
		headers: { origin: "http://desk.example", cookie: as, ...(type && { "content-type": type }), ...headers },
		body: bytes,
		...(bytes instanceof ReadableStream && { duplex: "half" }),
	} as RequestInit);
const get = (path: string, as: string | undefined = own, headers: Record<string, string> = {}) =>
	desk.call("GET", path, { as, headers });
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

describe("a photo of an answer", () => {
	const path = (size = "thumb") => `/api/cases/${caseId}/photos/${hashOf(photo)}?size=${size}`;

	test("is taken whatever type it says it has, and shown to whoever may read the case", async () => {
		const response = await upload(photo, { type: "application/octet-stream" });
		expect(response.status).toBe(200);
		const detail = (await response.json()) as CaseDetail;
		expect(detail.reply?.photos).toEqual([{ id: hashOf(photo), width: 300, height: 400, made: null }]);
		for (const as of [own, curator]) {
			const shown = await get(path(), as);
			expect(shown.status).toBe(200);
			expect(Object.fromEntries(shown.headers)).toMatchObject({
				"content-type": "image/webp",
				"content-disposition": expect.stringMatching(/^inline; filename="[0-9a-f]{12}\.webp"$/),
				"content-security-policy": "default-src 'none'; sandbox",
				"x-content-type-options": "nosniff",
				"cache-control": "private, no-cache",
				"cross-origin-resource-policy": "same-origin",
			});
			expect(Buffer.from(await shown.arrayBuffer())).toEqual(files.held.get(fileName(1, hashOf(photo), "thumb")));
		}
	});

	test("is not sent again to a browser that has it, as long as its reader may see it", async () => {
		const tag = (await get(path("view"))).headers.get("etag") ?? "";
		expect((await get(path("view"), own, { "if-none-match": tag })).status).toBe(304);
		expect((await get(path("view"), other, { "if-none-match": tag })).status).toBe(404);
	});

	test("is not there for another agency, under another case, or by another name", async () => {
		expect((await get(path(), other)).status).toBe(404);
		expect((await get(path(), "")).status).toBe(401);
		const foreign = await desk.openCase(desk.region.roads);
		expect((await get(path().replace(`/cases/${caseId}/`, `/cases/${foreign}/`), other)).status).toBe(404);
		expect((await get(path().replace("size=thumb", "size=original"))).status).toBe(400);
		expect((await get(path().replace("size=thumb", "size=answer"))).status).toBe(400);
		expect((await get(`/api/cases/${caseId}/photos/..%2F..%2Fetc`)).status).toBe(400);
		expect((await get(`/api/cases/${caseId}/photos/${"0".repeat(64)}`)).status).toBe(404);
	});

	test("is put in order and taken off over the API", async () => {
		const second = await picture(20, 20, 5).png().toBuffer();
		await upload(second, { type: "image/png" });
		const inOrder = [hashOf(second), hashOf(photo)];
		const moved = await desk.call("PUT", `/api/cases/${caseId}/reply/photos`, { as: own, body: { photos: inOrder } });
		expect(((await moved.json()) as CaseDetail).reply?.photos.map(({ id }) => id)).toEqual(inOrder);
		const left = await desk.call("DELETE", `/api/cases/${caseId}/reply/photos/${hashOf(second)}`, { as: own });
		expect(((await left.json()) as CaseDetail).reply?.photos).toHaveLength(1);
	});
});

describe("an upload", () => {
	test("of what is no photo says why", async () => {
		const response = await upload(Buffer.from("<svg/>"), { type: "image/svg+xml" });
		expect(response.status).toBe(422);
		expect(await response.json()).toMatchObject({ code: "photo-refused", details: { reason: "not-a-picture" } });
		expect(await codeOf(await upload(Buffer.alloc(0)))).toEqual([422, "photo-refused"]);
	});

	test("of 60 MB is refused, also when it does not say so beforehand", async () => {
		expect(await codeOf(await upload(Buffer.alloc(60 * 1024 * 1024)))).toEqual([413, "too-large"]);
		const chunk = new Uint8Array(1024 * 1024);
		let left = 60;
		const stream = new ReadableStream({
			pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
		});
		// the answer may come before all is sent
		const refused = await upload(stream).then(codeOf, () => [413, "too-large"]);
		expect(refused).toEqual([413, "too-large"]);
	});

	test("of another kind of body, from another site or another agency is refused", async () => {
		expect((await upload(photo, { type: "text/html" })).status).toBe(400);
		expect((await upload(photo, { type: "application/json" })).status).toBe(400);
		expect(await codeOf(await upload(photo, { headers: { origin: "https://other.example" } }))).toEqual([
			403,
			"cross-site-request",
		]);
		expect(await codeOf(await upload(photo, { as: other }))).toEqual([404, "not-found"]);
		expect(await codeOf(await upload(photo, { as: "" }))).toEqual([401, "unauthenticated"]);
		// no other route takes such a body
		const elsewhere = await fetch(`${desk.url}/api/cases/${caseId}/reply/submit`, {
			method: "POST",
			headers: { origin: "http://desk.example", cookie: own, "content-type": "image/jpeg" },
			body: new Uint8Array(photo),
		});
		expect(elsewhere.status).toBe(400);
	});
});

test("a resident's photo is shown to whoever may read the case, and only when it is kept", async () => {
	const { rows } = await sql<{ id: number }>`select id from message where case_id = ${caseId}`.execute(desk.db);
	const messageId = rows[0]?.id ?? 0;
	await sql`update message set attachments = '[{"kind":"photo","url":"https://e.example/1"},{"kind":"photo","url":"https://e.example/2"}]'
		where id = ${messageId}`.execute(desk.db);
	const kept = await storePicture(files, 1, photo);
	if (kept.kind !== "stored") throw new Error(kept.reason);
	await desk.db.transaction().execute((tx) => recordPicture(tx, 1, kept.stored));
	await sql`insert into message_file (region_id, message_id, number, position, attachment, state, sha256, reason) values
		(1, ${messageId}, 0, 0, '{}', 'kept', ${kept.stored.sha256}, null),
		(1, ${messageId}, 1, 1, '{}', 'refused', null, 'format')`.execute(desk.db);
	const detail = (await (await get(`/api/cases/${caseId}`)).json()) as CaseDetail;
	expect(detail.messages[0]?.attachments.map(({ file }) => file)).toEqual([
		{ number: 0, state: "kept", reason: null, width: 300, height: 400 },
		{ number: 1, state: "refused", reason: "format", width: null, height: null },
	]);
	const path = (number: number, id = caseId) => `/api/cases/${id}/messages/${messageId}/files/${number}?size=thumb`;
	expect((await get(path(0))).status).toBe(200);
	expect((await get(path(0), curator)).status).toBe(200);
	expect((await get(path(0), other)).status).toBe(404);
	expect((await get(path(0), "")).status).toBe(401);
	expect((await get(path(1))).status).toBe(404);
	expect((await get(path(7))).status).toBe(404);
	const foreign = await desk.openCase(desk.region.roads);
	expect((await get(path(0, foreign), other)).status).toBe(404);
	expect((await get(path(0, foreign), curator)).status).toBe(404);
});

test("pictures of other hosts are loaded by nobody's browser", async () => {
	const { headers } = await desk.call("GET", "/api/status");
	expect(headers.get("content-security-policy")).toContain("img-src 'self' data:;");
});
