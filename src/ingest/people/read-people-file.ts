import { DomainError } from "../../domain/errors.ts";
import { openTable } from "../table/open-table.ts";

export const largestPeopleFile = 2_000_000;
export const mostPeopleRows = 2_000;
const longestCell = 500;

export type PeopleColumn = "login" | "name" | "agency" | "roles";
/** A row as it stands in the file; a column that the file has not is not there. */
export type PeopleRow = { line: number; cells: Partial<Record<PeopleColumn, string>> };

/** What the columns may be called; the first is the one in the template. */
const names: Record<PeopleColumn, string[]> = {
	login: ["логин", "login", "учётная запись"],
	name: ["имя", "name", "фио"],
	agency: ["ведомство", "agency", "организация"],
	roles: ["роли", "roles", "роль", "role"],
};

const plain = (text: string) => text.trim().toLowerCase().replaceAll("ё", "е");

/**
 * Reads a table of people, XLSX or CSV.
 * @throws DomainError file-unreadable with `reason`: "no-login-column", "too-many-rows", or why it is no table
 */
export async function readPeopleFile(bytes: Buffer): Promise<PeopleRow[]> {
	if (bytes.length > largestPeopleFile) throw new DomainError("file-unreadable", { reason: "too-large" });
	const table = await openTable(bytes);
	const places = new Map<PeopleColumn, number>();
	for (const [column, known] of Object.entries(names) as [PeopleColumn, string[]][]) {
		const at = table.columns.findIndex((name) => known.some((one) => plain(one) === plain(name)));
		if (at >= 0) places.set(column, at);
	}
	if (!places.has("login")) throw new DomainError("file-unreadable", { reason: "no-login-column" });
	const rows: PeopleRow[] = [];
	for await (const { number, cells } of table.rows) {
		if (rows.length >= mostPeopleRows) throw new DomainError("file-unreadable", { reason: "too-many-rows" });
		const found = [...places].map(([column, at]) => [column, cleaned(cells[at] ?? "")] as const);
		rows.push({ line: number, cells: Object.fromEntries(found) });
	}
	return rows;
}

const cleaned = (cell: string): string =>
	cell.toWellFormed().replaceAll("\0", "").replaceAll(/\s+/g, " ").trim().slice(0, longestCell);
