import ExcelJS from "exceljs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Channel } from "../src/channels/channel.ts";
import { exportFile, makeExport, markExportCarried } from "../src/publishing/export-answers.ts";
import { publishReply } from "../src/publishing/publish-reply.ts";
import { listExports } from "../src/publishing/reads-export.ts";
import { settleByPerson } from "../src/publishing/settle-by-person.ts";
import { approved, channels, desk, openCase, parts, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const byPerson = () => {
	const channel = { ...(channels.get("vk") as Channel), isPublishedByPerson: () => true };
	return { ...parts(), channels: new Map([["vk", channel]]) };
};

/** Cases whose approved answers wait for a person. */
async function waiting(...ids: number[]): Promise<number[]> {
	const cases: number[] = [];
	for (const id of ids) {
		const caseId = await openCase(id);
		await approved(caseId);
		cases.push(caseId);
	}
	await publishReply(byPerson(), { regionId: 1, pageId: 1 });
	return cases;
}
const approver = () => desk.region.approver;
const make = () => makeExport(desk.db, desk.registry, approver(), 1);
const file = (id: number, format: "csv" | "xlsx") => exportFile(desk.db, desk.registry, approver(), id, format);
const statusOf = async (caseId: number) => (await read(caseId)).case.status;

test("exactly the answers of one file are marked as carried over", async () => {
	const [first, second] = (await waiting(1, 2)) as [number, number];
	const made = await make();
	expect(made?.count).toBe(2);
	const [later] = (await waiting(3)) as [number];
	// one of them is settled in another way meanwhile
	const publication = await desk.db.selectFrom("publication").select("id").where("case_id", "=", second).execute();
	const id = publication[0]?.id ?? 0;
	await settleByPerson(byPerson(), approver(), id, { as: "return", reason: "Не тот номер" });
	const done = await markExportCarried(desk.db, desk.registry, approver(), made?.id ?? 0);
	expect(done).toEqual({ carried: 1, skipped: 1 });
	expect(await statusOf(first)).toBe("answered");
	expect(await statusOf(second)).toBe("rework");
	expect(await statusOf(later)).toBe("readyToPublish");
	await expect(markExportCarried(desk.db, desk.registry, approver(), made?.id ?? 0)).rejects.toMatchObject({
		code: "export-carried",
	});
	expect((await make())?.count).toBe(1);
	expect(await listExports(desk.db, approver())).toMatchObject([
		{ count: 1, carriedAt: null },
		{ count: 2, carriedAt: expect.any(String) },
	]);
});

test("the file holds number, answer, date and state; what a spreadsheet would run stays text", async () => {
	await waiting(1);
	await sql`update publication set text = '=HYPERLINK("http://x";"y")'`.execute(desk.db);
	await sql`update message set external_id = '+7-17'`.execute(desk.db);
	const { id } = (await make()) ?? { id: 0 };
	const lines = (await file(id, "csv")).toString("utf8").split("\r\n");
	expect(lines[0]).toBe('\ufeff"Номер";"Ответ";"Дата ответа";"Состояние"');
	expect(lines[1]).toMatch(
		/^"'\+7-17";"'=HYPERLINK\(""http:\/\/x"";""y""\)";"\d\d\.\d\d\.\d{4} \d\d:\d\d";"согласован"$/,
	);
	const book = new ExcelJS.Workbook();
	await book.xlsx.load((await file(id, "xlsx")) as unknown as ArrayBuffer);
	const cell = book.worksheets[0]?.getRow(2).getCell(2);
	expect(cell?.type).toBe(ExcelJS.ValueType.String);
	expect(cell?.value).toBe('=HYPERLINK("http://x";"y")');
});

test("nothing to carry, another agency, a person without the right", async () => {
	expect(await make()).toBeNull();
	await waiting(1);
	const { roadsExecutor, executor } = desk.region;
	expect(await makeExport(desk.db, desk.registry, roadsExecutor, 1)).toBeNull();
	const { id } = (await make()) ?? { id: 0 };
	await expect(exportFile(desk.db, desk.registry, roadsExecutor, id, "csv")).rejects.toMatchObject({
		code: "not-found",
	});
	await expect(markExportCarried(desk.db, desk.registry, roadsExecutor, id)).rejects.toMatchObject({
		code: "not-found",
	});
	const bare = { ...executor, permissions: new Set(["case.read.agency"] as const) };
	await expect(makeExport(desk.db, desk.registry, bare, 1)).rejects.toMatchObject({ code: "forbidden" });
	await expect(makeExport(desk.db, desk.registry, approver(), 99)).rejects.toMatchObject({ code: "page-unknown" });
});
