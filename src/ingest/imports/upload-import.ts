import { requirePermission } from "../../access/permissions.ts";
import type { Caller } from "../../access/permissions.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Db } from "../../db/database.ts";
import { DomainError } from "../../domain/errors.ts";
import type { Registry, RegistryPage } from "../../registry/reads.ts";
import { openTable } from "../table/open-table.ts";
import { mayTakeFor } from "../take-by-hand.ts";
import { insertImport } from "../writes-import.ts";
import { importFields, problemsOfMapping, proposeMapping } from "./mapping.ts";
import type { Mapping } from "./mapping.ts";

/** The channel of pages that are a cabinet whose messages come by file. */
const fileChannel = "portal";
const shownRows = 10;
const longestShown = 300;

/** What a person sees before anything is taken. */
export type Preview = {
	id: number;
	columns: string[];
	rows: string[][];
	mapping: Mapping;
	/** the mapping is the one saved with the page, and fits this file */
	isSaved: boolean;
};

/** Pages into which files may be imported. @throws DomainError forbidden */
export function importPages(registry: Registry, caller: Caller): RegistryPage[] {
	requirePermission(caller, "case.triage");
	return [...registry.pages.values()].filter((page) => page.channel === fileChannel && mayTakeFor(caller, page));
}

/**
 * Keeps a file and shows its first rows with a proposed mapping; nothing is taken yet.
 * @throws DomainError forbidden, page-unknown, file-unreadable
 */
export async function uploadImport(
	db: Db,
	registry: Registry,
	caller: Caller,
	order: { pageId: number; fileName: string; file: Buffer },
): Promise<Preview> {
	const page = requirePage(registry, caller, order.pageId);
	const table = await openTable(order.file);
	const rows: string[][] = [];
	for await (const { cells } of table.rows) {
		rows.push(table.columns.map((_name, index) => shown(cells[index] ?? "")));
		if (rows.length === shownRows) break;
	}
	const saved = readMapping(page.settings.importMapping);
	const isSaved = problemsOfMapping(saved, table.columns).length === 0;
	const id = await db.transaction().execute(async (tx) => {
		const fileName = shown(order.fileName).slice(0, 200);
		const made = await insertImport(tx, {
			regionId: caller.regionId,
			pageId: page.id,
			fileName,
			file: order.file,
			uploadedBy: caller.staffId,
		});
		await recordAudit(tx, caller, "import-uploaded", { importId: made, pageId: page.id, fileName });
		return made;
	});
	return { id, columns: table.columns, rows, mapping: isSaved ? saved : proposeMapping(table.columns), isSaved };
}

/** @throws DomainError forbidden, page-unknown */
export function requirePage(registry: Registry, caller: Caller, pageId: number): RegistryPage {
	const page = importPages(registry, caller).find((one) => one.id === pageId);
	if (!page) throw new DomainError("page-unknown", { pageId });
	return page;
}

/** What the settings of a page hold; anything strange counts as nothing. */
export function readMapping(value: unknown): Mapping {
	if (typeof value !== "object" || value === null) return {};
	const mapping: Mapping = {};
	for (const field of importFields) {
		const column = (value as Record<string, unknown>)[field];
		if (typeof column === "string" && column !== "") mapping[field] = column;
	}
	return mapping;
}

const shown = (cell: string): string => cell.slice(0, longestShown).toWellFormed().replaceAll("\0", "");
