import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forgetCases } from "../src/cases/erase-cases.ts";
import { forgetFiles } from "../src/files/forget-files.ts";
import type { CaseDetail } from "../src/http/contract-case.ts";
import { hashOf } from "../src/files/store.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { memoryStore } from "./memory-store.ts";
import { photoWithExif, picture } from "./pictures.ts";

let desk: Desk;
let own: string;
let other: string;
let caseId: number;

beforeAll(async () => {
	desk = await openDesk({ files: memoryStore() });
	[own, other] = [await desk.signIn("login-2"), await desk.signIn("login-4")];
});
afterAll(() => desk.close());
beforeEach(async () => {
	caseId = await desk.openCase(desk.region.housing);
});

const make = (seed: number): Promise<Buffer> => picture(40, 30, seed).jpeg().toBuffer();
const put = (bytes: Uint8Array, query = "", as = own) =>
	fetch(`${desk.url}/api/cases/${caseId}/reply/photos${query}`, {
		method: "POST",
		headers: { origin: "http://desk.example", cookie: as, "content-type": "image/jpeg" },
		body: new Uint8Array(bytes),
	});
const restore = (id: string, as = own) => desk.call("POST", `/api/cases/${caseId}/reply/photos/${id}/original`, { as });
const photosIn = async (response: Response) => {
	expect(response.status).toBe(200);
	return ((await response.json()) as CaseDetail).reply?.photos.map(({ id, made }) => [id, made]);
};
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
const checks = async () => {
	const response = await desk.call("GET", `/api/cases/${caseId}/evidence/checks`, { as: own });
	const { items } = (await response.json()) as {
		items: { id: string; moment: string | null; findings: { code: string }[] }[];
	};
	return items.map(({ id, moment, findings }) => [id, moment, findings.map(({ code }) => code)]);
};

describe("a photo that was edited", () => {
	test("takes the place of what it was made of, which is kept for the check of evidence and can come back", async () => {
		const [camera, second] = [await photoWithExif(), await make(2)];
		const [once, twice] = [await make(3), await make(4)];
		await put(camera);
		await put(second);
		expect(await photosIn(await put(once, `?insteadOf=${hashOf(camera)}`))).toEqual([
			[hashOf(once), "edited"],
			[hashOf(second), null],
		]);
		expect(await photosIn(await put(twice, `?insteadOf=${hashOf(once)}`))).toEqual([
			[hashOf(twice), "edited"],
			[hashOf(second), null],
		]);
		// what it came from is not shown, and yet it is asked for its day and place
		const shown = await desk.call("GET", `/api/cases/${caseId}/photos/${hashOf(camera)}`, { as: own });
		expect(shown.status).toBe(404);
		expect((await checks()).find(([id]) => id === hashOf(twice))).toEqual([
			hashOf(twice),
			null,
			expect.not.arrayContaining(["no-date", "no-place"]),
		]);
		expect(await photosIn(await restore(hashOf(twice)))).toEqual([
			[hashOf(camera), null],
			[hashOf(second), null],
		]);
		expect(await codeOf(await restore(hashOf(camera)))).toEqual([404, "not-found"]);
	});

	test("two become a pair in one place, and are two again", async () => {
		const [before, after, third, pair] = [await make(5), await make(6), await make(7), await make(8)];
		for (const one of [before, third, after]) await put(one);
		expect(await photosIn(await put(pair, `?insteadOf=${hashOf(before)},${hashOf(after)}`))).toEqual([
			[hashOf(pair), "pair"],
			[hashOf(third), null],
		]);
		const ofPair = (await checks()).filter(([id]) => id === hashOf(pair)).map(([, moment]) => moment);
		expect(ofPair).toEqual(["before", null]);
		expect(await photosIn(await restore(hashOf(pair)))).toEqual([
			[hashOf(before), null],
			[hashOf(after), null],
			[hashOf(third), null],
		]);
	});

	test("is refused for photos that are not there, in another agency's case, and for nonsense", async () => {
		const [camera, edited] = [await make(9), await make(10)];
		await put(camera);
		const there = `?insteadOf=${hashOf(camera)}`;
		expect(await codeOf(await put(edited, `?insteadOf=${hashOf(edited)}`))).toEqual([409, "photos-changed-meanwhile"]);
		expect(await codeOf(await put(edited, `${there},${hashOf(edited)}`))).toEqual([409, "photos-changed-meanwhile"]);
		expect(await codeOf(await put(edited, there, other))).toEqual([404, "not-found"]);
		expect(await codeOf(await restore(hashOf(camera), other))).toEqual([404, "not-found"]);
		expect(await codeOf(await put(Buffer.from("%PDF-1.7"), there))).toEqual([422, "photo-refused"]);
		for (const query of ["?insteadOf=", "?insteadOf=..%2F", `${there},${hashOf(edited)},${hashOf(edited)}`])
			expect(await codeOf(await put(edited, query))).toEqual([400, "invalid-request"]);
		expect((await restore("x")).status).toBe(400);
	});

	test("is removed together with what it was made of", async () => {
		const [camera, edited] = [await make(11), await make(12)];
		await put(camera);
		await put(edited, `?insteadOf=${hashOf(camera)}`);
		const names = [hashOf(camera), hashOf(edited)];
		const kept = () => desk.db.selectFrom("file").select("sha256").where("sha256", "in", names).execute();
		// as long as the answer shows the edited one, the other stays
		await desk.db.transaction().execute((tx) => forgetFiles(tx, 1, [], names));
		expect(await kept()).toHaveLength(2);
		await desk.db.transaction().execute(async (tx) => {
			const { photos } = await forgetCases(tx, 1, [caseId]);
			await forgetFiles(tx, 1, [], photos);
		});
		expect(await kept()).toEqual([]);
		const { rows } = await sql`select 1 from reply_photo_source s join reply r on r.region_id = s.region_id
			and r.id = s.reply_id where r.case_id = ${caseId}`.execute(desk.db);
		expect(rows).toEqual([]);
	});
});
