import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { channels } from "../src/channels/index.ts";
import { importFile, wakeImports } from "../src/ingest/import-file.ts";
import { proposeMapping } from "../src/ingest/imports/mapping.ts";
import { readTime } from "../src/ingest/imports/read-time.ts";
import { startImport } from "../src/ingest/imports/start-import.ts";
import { uploadImport } from "../src/ingest/imports/upload-import.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { listImports, readImport } from "../src/ingest/reads-import.ts";
import { readRegistry } from "../src/registry/reads.ts";
import type { Registry } from "../src/registry/reads.ts";
import { desk, parts, read, useScriptedDesk } from "./scripted-desk.ts";
import { workbook } from "./table-files.ts";

useScriptedDesk();

let registry: Registry;
beforeAll(async () => {
	await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key)
		values (1, 8, 'portal', 'pos', 'Cabinet', 1, 'portal-key')`.execute(desk.db);
});
beforeEach(async () => {
	await sql`truncate file_import_row, file_import_refusal, file_import cascade`.execute(desk.db);
	await sql`update page set settings = '{}' where id = 8`.execute(desk.db);
	registry = await readRegistry(desk.db, 1);
});

const head = ["№ сообщения", "Дата создания", "Описание", "Категория", "Срок ответа", "Статус", "Телефон"];
const fileOf = (rows: string[][], columns = head): Buffer =>
	Buffer.from([columns, ...rows].map((row) => row.join(";")).join("\n"));
const rowOf = (number: number, text = `Нет воды в доме ${number}`, status = "Новое"): string[] => {
	return [`ПОС-${number}`, "10.03.2026 09:15", text, "ЖКХ", "20.03.2026", status, "+79000000003"];
};

const curator = () => desk.region.curator;
const upload = (file: Buffer) => uploadImport(desk.db, registry, curator(), { pageId: 8, fileName: "a.csv", file });
const importParts = () => ({ ...parts(), registryOf: async () => registry });

async function ingest(): Promise<void> {
	const { knowledgeOf } = parts();
	const known = async (regionId: number) => ({ ...(await knowledgeOf(regionId)), registry });
	await ingestDeliveries({ ...parts(), knowledgeOf: known, channels }, 1);
}

async function imported(file: Buffer) {
	const { id, mapping } = await upload(file);
	await startImport(desk, registry, curator(), id, mapping);
	await importFile(importParts(), { regionId: 1, importId: id });
	await ingest();
	return readImport(desk.db, curator(), id, { after: 0, limit: 100 });
}
const messages = () =>
	desk.db
		.selectFrom("message")
		.select(["external_id", "text", "edited_at", "contact"])
		.orderBy("external_id")
		.execute();

test("a file is shown with a proposed mapping, and nothing is taken before a person agrees", async () => {
	const preview = await upload(fileOf([rowOf(1), rowOf(2)]));
	expect(preview).toMatchObject({
		columns: head,
		rows: [rowOf(1), rowOf(2)],
		isSaved: false,
		mapping: {
			number: "№ сообщения",
			sentAt: "Дата создания",
			text: "Описание",
			topic: "Категория",
			dueAt: "Срок ответа",
			phone: "Телефон",
		},
	});
	await importFile(importParts(), { regionId: 1, importId: preview.id });
	expect(await desk.db.selectFrom("delivery").select("id").execute()).toEqual([]);
	expect(await listImports(desk.db, curator())).toEqual([]);
});

test("rows become cases with what the cabinet knows; the mapping stays with the page", async () => {
	const report = await imported(fileOf([rowOf(1), rowOf(2)]));
	expect(report).toMatchObject({
		status: "done",
		rowsDone: 2,
		counts: { new: 2, known: 0, changed: 0, refused: 0 },
		refusals: [],
	});
	const [row] = await desk.db.selectFrom("case").select("id").orderBy("id").execute();
	const detail = await read(row?.id ?? 0);
	expect(detail.messages[0]).toMatchObject({
		text: "Нет воды в доме 1\n\nТема на портале: ЖКХ\nСрок на портале: 20.03.2026",
		contact: "+79000000003",
		sentAt: "2026-03-10T06:15:00.000Z",
	});
	const [delivery] = await desk.db.selectFrom("delivery").selectAll().execute();
	expect(delivery).toMatchObject({ source: "file", status: "done" });
	expect(JSON.parse(delivery?.body.toString() ?? "")).toMatchObject({ cells: { Статус: "Новое" } });
	registry = await readRegistry(desk.db, 1);
	expect(await upload(fileOf([rowOf(3)]))).toMatchObject({ isSaved: true });
	expect(await upload(fileOf([["1", "2"]], ["Иное", "Описание"]))).toMatchObject({ isSaved: false });
	const file = await desk.db.selectFrom("file_import").select("file").where("status", "=", "done").execute();
	expect(file).toEqual([{ file: null }]);
});

test("the same file again adds nothing; an overlapping one adds what is new, and changed words become an edit", async () => {
	await imported(fileOf([rowOf(1), rowOf(2)]));
	expect((await imported(fileOf([rowOf(1), rowOf(2)]))).counts).toEqual({ new: 0, known: 2, changed: 0, refused: 0 });
	const next = fileOf([rowOf(2, "Нет воды и тепла", "Новое"), rowOf(1, undefined, "В работе"), rowOf(3)]);
	expect((await imported(next)).counts).toEqual({ new: 1, known: 1, changed: 1, refused: 0 });
	const found = await messages();
	expect(found).toHaveLength(3);
	expect(found[1]).toMatchObject({ external_id: "ПОС-2", text: expect.stringMatching(/^Нет воды и тепла/) });
	expect(found[1]?.edited_at).not.toBeNull();
	// and back again: a third version, not a repeat of the first
	expect((await imported(fileOf([rowOf(2)]))).counts.changed).toBe(1);
	expect((await messages())[1]?.text).toMatch(/^Нет воды в доме 2/);
	expect(await desk.db.selectFrom("case").select("id").execute()).toHaveLength(3);
});

test("rows that are no messages are listed by number and reason, the others are taken", async () => {
	const broken = [
		["", "10.03.2026", "без номера"],
		["ПОС-5", "", "без даты"],
		["ПОС-6", "31.02.2026", "такого дня нет"],
		["ПОС-7", "10.03.2036", "ещё не было"],
		["ПОС-8", "10.03.2026", ""],
		[`ПОС-${"9".repeat(200)}`, "10.03.2026", "длинный номер"],
		["ПОС-10", "10.03.2026", "ё".repeat(20_001)],
	];
	const repeats = [rowOf(1), rowOf(1), rowOf(1, "Другие слова под тем же номером")];
	const report = await imported(fileOf([...broken, ...repeats]));
	expect(report.counts).toEqual({ new: 1, known: 1, changed: 0, refused: 8 });
	expect(report.refusals.map(({ rowNumber, reason }) => [rowNumber, reason])).toEqual([
		[2, "no-number"],
		[3, "no-date"],
		[4, "date-strange"],
		[5, "date-in-future"],
		[6, "no-text"],
		[7, "number-too-long"],
		[8, "text-too-long"],
		[11, "number-repeated"],
	]);
	expect(await messages()).toHaveLength(1);
});

test("a workbook does the same", async () => {
	const at = new Date(Date.UTC(2026, 2, 10, 9, 15));
	const rows = [head, ["ПОС-1", at, "Яма на дороге", "Дороги", null, "Новое", null]];
	const report = await imported(await workbook(rows, "dd.mm.yyyy hh:mm"));
	expect(report.counts.new).toBe(1);
	expect((await messages())[0]?.text).toBe("Яма на дороге\n\nТема на портале: Дороги");
});

test("an import that was interrupted goes on where it stood, and no row counts twice", async () => {
	const rows = Array.from({ length: 1200 }, (_, index) => rowOf(index + 1));
	const { id, mapping } = await upload(fileOf([...rows.slice(0, 700), ["", "", ""], ...rows.slice(700)]));
	await startImport(desk, registry, curator(), id, mapping);
	let chunks = 0;
	const dying = {
		...importParts(),
		enqueue: async () => {
			if (++chunks === 2) throw new Error("the worker died");
		},
	};
	await expect(importFile(dying, { regionId: 1, importId: id })).rejects.toThrow("the worker died");
	expect((await readImport(desk.db, curator(), id, { after: 0, limit: 1 })).rowsDone).toBe(500);
	const woken: unknown[] = [];
	await wakeImports(desk.db, async (_tx, name, payload) => void woken.push({ name, payload }));
	expect(woken).toEqual([{ name: "import-file", payload: { regionId: 1, importId: id } }]);
	await Promise.all([1, 2].map(() => importFile(importParts(), { regionId: 1, importId: id })));
	const report = await readImport(desk.db, curator(), id, { after: 0, limit: 10 });
	expect(report).toMatchObject({ status: "done", rowsDone: 1200, counts: { new: 1200, refused: 0 } });
	expect(await desk.db.selectFrom("delivery").select("id").execute()).toHaveLength(1200);
});

test("a file that breaks off ends with its reason; what was read before stays", async () => {
	const long = `${"x".repeat(1_100_000)}`;
	const rows = Array.from({ length: 600 }, (_, index) => rowOf(index + 1));
	const report = await imported(fileOf([...rows, ["ПОС-9", "10.03.2026", long]]));
	expect(report).toMatchObject({ status: "failed", failure: "broken", rowsDone: 500 });
	expect(report.counts.new).toBe(500);
});

describe("who and what", () => {
	test("a mapping that does not fit is refused field by field", async () => {
		const { id } = await upload(fileOf([rowOf(1)]));
		const start = (mapping: Record<string, string>) => startImport(desk, registry, curator(), id, mapping);
		await expect(start({ number: "№ сообщения", text: "Нет такой", sentAt: "№ сообщения" })).rejects.toMatchObject({
			code: "invalid-request",
			details: {
				fields: [
					{ path: "mapping.text", message: "no-such-column" },
					{ path: "mapping.sentAt", message: "twice" },
				],
			},
		});
		await expect(start({})).rejects.toMatchObject({ code: "invalid-request" });
		await start({ number: "№ сообщения", text: "Описание", sentAt: "Дата создания" });
		await expect(start({})).rejects.toMatchObject({ code: "import-started" });
	});

	test("only those who sort messages, and only into cabinets", async () => {
		const { executor, roadsExecutor } = desk.region;
		const file = fileOf([rowOf(1)]);
		const put = (caller: typeof executor, pageId: number) =>
			uploadImport(desk.db, registry, caller, { pageId, fileName: "a", file });
		await expect(put(executor, 8)).rejects.toMatchObject({ code: "forbidden" });
		const sorting = { ...roadsExecutor, permissions: new Set(["case.triage"] as const) };
		await expect(put(sorting, 8)).rejects.toMatchObject({ code: "page-unknown" });
		await expect(put(curator(), 1)).rejects.toMatchObject({ code: "page-unknown" });
		const { id } = await upload(file);
		await expect(readImport(desk.db, sorting, id, { after: 0, limit: 1 })).rejects.toMatchObject({ code: "not-found" });
		await expect(startImport(desk, registry, sorting, id, {})).rejects.toMatchObject({ code: "page-unknown" });
	});
});

test.each([
	["10.03.2026 09:15", "2026-03-10T06:15:00.000Z"],
	["1/2/2026", "2026-01-31T21:00:00.000Z"],
	["2026-03-10 09:15:30", "2026-03-10T06:15:30.000Z"],
	["2026-03-10T09:15:30.123+05:00", "2026-03-10T04:15:30.000Z"],
	["2026-03-10T09:15Z", "2026-03-10T09:15:00.000Z"],
	["29.02.2026", null],
	["10.13.2026", null],
	["10.03.2026 25:00", null],
	["вчера", null],
])("the time %s", (cell, iso) => {
	expect(readTime(cell, "Europe/Moscow")?.toISOString() ?? null).toBe(iso);
});

test("headers of other languages and shapes are recognised, nonsense is not", () => {
	expect(proposeMapping(["ID", "Created", "Text", "Applicant", "E-mail"])).toEqual({
		number: "ID",
		sentAt: "Created",
		text: "Text",
		name: "Applicant",
		email: "E-mail",
	});
	expect(proposeMapping(["a", "b"])).toEqual({});
});
