import { sql } from "kysely";
import { describe, expect, test, vi } from "vitest";
import type { Channel, FetchedFile } from "../src/channels/channel.ts";
import { fetchFiles, wakeFetching } from "../src/files/fetch-files.ts";
import { fileName, hashOf } from "../src/files/store.ts";
import { asked, due, fetchAll, photo, photos, rows, shown, usePhotoHost, write } from "./photo-host.ts";
import { photoWithExif, picture } from "./pictures.ts";
import { channels, desk, files, parts, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();
usePhotoHost();

test("a resident's photo is kept with its copies, place and time; the same bytes twice are one file", async () => {
	const bytes = await photoWithExif();
	shown.set("/1.jpg", bytes).set("/2.jpg", bytes);
	await write(1, [photo("/1.jpg?sign=1"), photo("/2.jpg")]);
	expect(await rows()).toMatchObject([{ state: "waiting" }, { state: "waiting" }]);
	await fetchAll();
	const sha256 = hashOf(bytes);
	expect(await rows()).toMatchObject([
		{ position: 0, state: "kept", sha256, reason: null },
		{ position: 1, state: "kept", sha256 },
	]);
	expect((await sql`select sha256, type, size, width, height from file`.execute(desk.db)).rows).toEqual([
		{ sha256, type: "image/jpeg", size: bytes.length, width: 300, height: 400 },
	]);
	const evidence = await sql`select taken_at::text, zone, latitude, longitude from file_evidence`.execute(desk.db);
	expect(evidence.rows).toEqual([
		{
			taken_at: "2026-11-21 14:20:05",
			zone: "+10:00",
			latitude: expect.closeTo(43.125),
			longitude: expect.closeTo(131.9),
		},
	]);
	expect([...files.held.keys()].sort()).toEqual([
		fileName(1, sha256, "original"),
		fileName(1, sha256, "thumb"),
		fileName(1, sha256, "view"),
	]);
	expect(files.held.get(fileName(1, sha256, "original"))).toEqual(bytes);
});

test("a message with photos calls the job, one without does not", async () => {
	const calls = async () =>
		(await sql<{ n: number }>`select count(*)::int as n from pgboss.job where name = 'fetch-files'`.execute(desk.db))
			.rows[0]?.n ?? 0;
	const before = await calls();
	await write(1, []);
	await write(2, [{ type: "link", link: { url: `${photos.host}/page` } }]);
	expect(await calls()).toBe(before);
	await write(3, [photo("/1.jpg")]);
	expect(await calls()).toBe(before + 1);
});

const document = (path: string) => ({ type: "doc", doc: { url: photos.host + path, title: "scan.jpg" } });

test("documents are kept when they are pictures by content, whatever their name", async () => {
	shown
		.set("/picture.pdf", await picture(50, 40).png().toBuffer())
		.set("/letter.jpg", Buffer.from("%PDF-1.7 …".padEnd(9000)));
	await write(1, [document("/picture.pdf"), document("/letter.jpg")]);
	await fetchAll();
	expect(await rows()).toMatchObject([{ state: "kept" }, { state: "refused", reason: "not-a-picture" }]);
});

test("addresses of the inside are refused and never called", async () => {
	const inside = `http://localhost:${new URL(photos.host).port}`;
	shown.set("/away.jpg", (_request, response) => response.writeHead(302, { location: `${inside}/1.jpg` }).end());
	await write(1, [photo(`${inside}/1.jpg`), photo("http://169.254.169.254/latest.jpg"), photo("/away.jpg")]);
	await fetchAll();
	expect(await rows()).toMatchObject(Array(3).fill({ state: "refused", reason: "address-refused" }));
	expect(asked).toEqual(["/away.jpg"]);
});

describe("a file that does not come", () => {
	test("is asked for again with growing pauses and comes at last", async () => {
		shown.set("/1.jpg", (_request, response) => response.writeHead(500).end());
		await write(1, [photo("/1.jpg")]);
		const pauses: number[] = [];
		for (let attempt = 0; attempt < 3; attempt++) {
			await due();
			await fetchAll();
			const left = await sql<{
				s: number;
			}>`select extract(epoch from next_at - now())::float as s from message_file`.execute(desk.db);
			pauses.push(Math.round(left.rows[0]?.s ?? 0));
		}
		expect(pauses).toEqual([20, 60, 300]);
		expect(await rows()).toMatchObject([{ state: "waiting", reason: "http-500", attempts: 3 }]);
		expect(await wakeFetching(desk.db, desk.enqueue)).toBe(0);
		await due();
		expect(await wakeFetching(desk.db, desk.enqueue)).toBe(1);
		shown.set("/1.jpg", await picture(30, 30).jpeg().toBuffer());
		await fetchAll();
		expect(await rows()).toMatchObject([{ state: "kept", reason: null }]);
	});

	test("is gone after three times of not being there, or after eight of anything else", async () => {
		shown.set("/broken.jpg", (_request, response) => response.destroy());
		await write(1, [photo("/missing.jpg")]);
		await write(2, [photo("/broken.jpg")]);
		for (let attempt = 0; attempt < 12; attempt++) {
			await due();
			await fetchAll();
		}
		expect(await rows()).toMatchObject([
			{ state: "gone", reason: "not-there", attempts: 3 },
			{ state: "gone", reason: "not-there", attempts: 8 },
		]);
		expect(asked.filter((path) => path === "/missing.jpg")).toHaveLength(3);
	});

	test("does not keep others of its host waiting for their turns, nor loses them attempts", async () => {
		shown.set("/1.jpg", (_request, response) => response.writeHead(503).end());
		await write(
			1,
			Array.from({ length: 9 }, () => photo("/1.jpg")),
		);
		await fetchAll();
		// as many as were under way at once
		expect(asked.length).toBeLessThanOrEqual(4);
		const after = await rows();
		expect(after.filter(({ reason }) => reason === "host-rests").every(({ attempts }) => attempts === 0)).toBe(true);
		expect(after.every(({ state }) => state === "waiting")).toBe(true);
	});

	test("is left alone when it ended its worker every time", async () => {
		await write(1, [photo("/1.jpg")]);
		await sql`update message_file set attempts = 8`.execute(desk.db);
		await fetchAll();
		expect(await rows()).toMatchObject([{ state: "gone", reason: "given-up" }]);
		expect(asked).toEqual([]);
	});
});

describe("a worker that ends or is not alone", () => {
	test("between the files and the row: the next one finds the same files", async () => {
		const bytes = await picture(30, 30).jpeg().toBuffer();
		shown.set("/1.jpg", bytes);
		await write(1, [photo("/1.jpg")]);
		// it died after its claim: only the end of the lease brings the file back
		const dying = { ...parts(), files: { ...files, put: () => new Promise<never>(() => {}) } };
		void fetchFiles(dying, 1);
		await vi.waitFor(async () => expect(await rows()).toMatchObject([{ attempts: 1 }]));
		await vi.waitFor(() => expect(asked).toHaveLength(1));
		files.held.set(fileName(1, hashOf(bytes), "original"), bytes);
		await fetchAll();
		expect(await rows()).toMatchObject([{ state: "waiting", attempts: 1 }]);
		await due();
		await fetchAll();
		expect(await rows()).toMatchObject([{ state: "kept", attempts: 2 }]);
		expect(files.held.size).toBe(3);
	});

	test("the storage is away: nothing is lost and no attempt counted", async () => {
		shown.set("/1.jpg", await picture(30, 30).jpeg().toBuffer());
		await write(1, [photo("/1.jpg")]);
		const put = () => Promise.reject(new Error("the storage is away"));
		await expect(fetchFiles({ ...parts(), files: { ...files, put } }, 1)).rejects.toThrow("the storage is away");
		expect(await rows()).toMatchObject([{ state: "waiting", reason: "storage", attempts: 0 }]);
	});

	test("two workers share the files and take none twice", async () => {
		for (let id = 1; id <= 12; id++) {
			shown.set(`/${id}.jpg`, await picture(20, 20, id).jpeg().toBuffer());
			await write(id, [photo(`/${id}.jpg`)]);
		}
		await Promise.all([fetchAll(), fetchAll()]);
		expect((await rows()).every(({ state, attempts }) => state === "kept" && attempts === 1)).toBe(true);
		expect(asked).toHaveLength(12);
	});
});

describe("a file that only the channel can fetch", () => {
	const vk = channels.get("vk") as Channel;
	const ends: FetchedFile[] = [];
	const bodies: (string | undefined)[] = [];
	const byChannel = new Map([
		[
			"vk",
			{
				...vk,
				fetchFile: async (_page: unknown, _attachment: unknown, body: Buffer | null): Promise<FetchedFile> => {
					bodies.push(body?.toString());
					const end = ends.shift();
					if (!end) throw new Error("a mistake of the channel");
					return end;
				},
			},
		],
	]);
	const withRef = async () => {
		await write(1, [photo("/1.jpg")]);
		await sql`update message_file set attachment = '{"kind":"photo","ref":"file-1"}'`.execute(desk.db);
	};
	const fetchBy = () => fetchFiles({ ...parts(), channels: byChannel, report: () => {} }, 1);

	test("is asked of it with the delivery", async () => {
		await withRef();
		ends.push({ kind: "bytes", bytes: await picture(20, 20).jpeg().toBuffer() });
		await fetchBy();
		expect(await rows()).toMatchObject([{ state: "kept" }]);
		expect(bodies.at(-1)).toContain("wall_reply_new");
		expect(asked).toEqual([]);
	});

	test("waits after a failure or a mistake, as long as the network says", async () => {
		await withRef();
		ends.push({ kind: "not-sent", class: "retry-late", code: "429", text: "Too many", retryAfterSeconds: 90 });
		await fetchBy();
		expect(await rows()).toMatchObject([{ state: "waiting", reason: "429" }]);
		const left = await sql<{
			s: number;
		}>`select extract(epoch from next_at - now())::float as s from message_file`.execute(desk.db);
		expect(left.rows[0]?.s).toBeCloseTo(90, -1);
		await due();
		await fetchBy();
		expect(await rows()).toMatchObject([{ state: "waiting", reason: "internal", attempts: 2 }]);
		ends.push({ kind: "gone", text: "" });
		await due();
		await fetchBy();
		expect(await rows()).toMatchObject([{ state: "gone" }]);
	});
});
