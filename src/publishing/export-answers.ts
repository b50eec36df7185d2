import ExcelJS from "exceljs";
import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import { lockCase } from "../cases/reads.ts";
import type { Db } from "../db/database.ts";
import { csvLine, csvMark } from "../domain/csv-line.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { lockPublication } from "./reads.ts";
import { findExport, lockWaiting, readExportRows } from "./reads-export.ts";
import type { ExportRow } from "./reads-export.ts";
import { settleCarried } from "./settle-by-person.ts";
import { insertExport, noteCarried } from "./writes-export.ts";

/**
 * Fixes which answers of a page go into a file: those that wait for a person now.
 * @returns null when there are none
 * @throws DomainError forbidden, page-unknown
 */
export async function makeExport(
	db: Db,
	registry: Registry,
	caller: Caller,
	pageId: number,
): Promise<{ id: number; count: number } | null> {
	requirePermission(caller, "publication.settle");
	if (!registry.pages.has(pageId)) throw new DomainError("page-unknown", { pageId });
	return db.transaction().execute(async (tx) => {
		const publicationIds = await lockWaiting(tx, caller, pageId);
		if (publicationIds.length === 0) return null;
		const made = { regionId: caller.regionId, pageId, staffId: caller.staffId, publicationIds };
		const id = await insertExport(tx, made);
		await recordAudit(tx, caller, "answers-exported", { exportId: id, pageId, count: publicationIds.length });
		return { id, count: publicationIds.length };
	});
}

export type ExportFormat = "csv" | "xlsx";

/** The file of an export, as often as it is asked for. @throws DomainError forbidden, not-found */
export async function exportFile(
	db: Db,
	registry: Registry,
	caller: Caller,
	id: number,
	format: ExportFormat,
): Promise<Buffer> {
	requirePermission(caller, "publication.settle");
	await findExport(db, caller, id);
	const rows = await readExportRows(db, caller.regionId, id);
	const cells = [header, ...rows.map((row) => cellsOf(row, registry.region.timeZone))];
	return format === "csv" ? toCsv(cells) : toWorkbook(cells);
}

const header = ["Номер", "Ответ", "Дата ответа", "Состояние"];
const states: Record<string, string> = { queued: "согласован", sent: "перенесён", failed: "возвращён в работу" };

function cellsOf({ number, text, approvedAt, state }: ExportRow, timeZone: string): string[] {
	const date = approvedAt
		? new Intl.DateTimeFormat("ru-RU", { timeZone, dateStyle: "short", timeStyle: "short" }).format(approvedAt)
		: "";
	return [number, text, date.replace(",", ""), states[state] ?? state];
}

function toCsv(rows: readonly string[][]): Buffer {
	return Buffer.from(csvMark + rows.map(csvLine).join(""));
}

/** Cells of a workbook have a type: a text is never run. */
async function toWorkbook(rows: readonly string[][]): Promise<Buffer> {
	const book = new ExcelJS.Workbook();
	const sheet = book.addWorksheet("Ответы");
	sheet.columns = [{ width: 20 }, { width: 90 }, { width: 18 }, { width: 18 }];
	for (const row of rows) sheet.addRow(row).eachCell((cell) => (cell.numFmt = "@"));
	return Buffer.from(await book.xlsx.writeBuffer());
}

/**
 * Says of exactly the answers of one export that they were carried over. Those that were settled meanwhile stay as they are.
 * @throws DomainError forbidden, not-found, export-carried
 */
export async function markExportCarried(
	db: Db,
	registry: Registry,
	caller: Caller,
	id: number,
): Promise<{ carried: number; skipped: number }> {
	requirePermission(caller, "publication.settle");
	return db.transaction().execute(async (tx) => {
		const found = await findExport(tx, caller, id, true);
		if (found.carried_at) throw new DomainError("export-carried", { exportId: id });
		const rows = await readExportRows(tx, caller.regionId, id);
		let carried = 0;
		for (const row of rows) {
			const publication = await lockPublication(tx, caller.regionId, row.id);
			if (!publication?.byPerson || publication.state !== "queued") continue;
			await lockCase(tx, caller.regionId, publication.caseId, caseScope(caller));
			await settleCarried(tx, registry, caller, publication, { as: "sent" });
			carried++;
		}
		await noteCarried(tx, caller.regionId, id, caller.staffId);
		await recordAudit(tx, caller, "export-carried", { exportId: id, carried });
		return { carried, skipped: rows.length - carried };
	});
}
