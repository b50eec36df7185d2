import { readCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import type { TableRow } from "./read-xlsx.ts";
import { tableTrouble } from "./table-trouble.ts";

/** A table: the names of its columns, each different, and the rows under them. */
export type Table = { columns: string[]; rows: AsyncGenerator<TableRow> };

export const largestFile = 32_000_000;
export const mostRows = 200_000;
/** A cabinet may put a title above the names of the columns. */
const mostTitleRows = 20;

/**
 * Opens a file as a table by what it is, not by its name: XLSX, CSV, CSV packed by gzip. The first row of at least two filled
 * cells names the columns; a name that comes twice gets a number.
 * @throws DomainError file-unreadable; later, while rows are read, also
 */
export async function openTable(bytes: Buffer): Promise<Table> {
	if (bytes.length === 0) throw tableTrouble("empty");
	if (bytes.length > largestFile) throw tableTrouble("too-large");
	const rows = rowsOf(bytes);
	for (let count = 0; count < mostTitleRows; count++) {
		const next = await rows.next();
		if (next.done) throw tableTrouble(count === 0 ? "empty" : "no-header");
		const filled = next.value.cells.filter((cell) => cell.trim() !== "");
		if (filled.length >= 2) return { columns: namesOf(next.value.cells), rows: limited(rows) };
	}
	await rows.return(undefined);
	throw tableTrouble("no-header");
}

function rowsOf(bytes: Buffer): AsyncGenerator<TableRow> {
	const begin = bytes.subarray(0, 8).toString("latin1");
	// the old binary format, and new files that are locked by a password
	if (begin.startsWith("\xd0\xcf\x11\xe0")) throw tableTrouble("old-format");
	return begin.startsWith("PK") ? readXlsx(bytes) : readCsv(bytes);
}

async function* limited(rows: AsyncGenerator<TableRow>): AsyncGenerator<TableRow> {
	let count = 0;
	for await (const row of rows) {
		if (row.cells.every((cell) => cell.trim() === "")) continue;
		if (++count > mostRows) throw tableTrouble("too-many-rows");
		yield row;
	}
}

const longestName = 200;
const mostColumns = 500;

function namesOf(cells: readonly string[]): string[] {
	if (cells.length > mostColumns) throw tableTrouble("too-many-columns");
	const names: string[] = [];
	cells.forEach((cell, index) => {
		const bare = cell.replace(/\s+/g, " ").trim().toWellFormed().replaceAll("\0", "").slice(0, longestName);
		const name = bare || `#${index + 1}`;
		let own = name;
		for (let again = 2; names.includes(own); again++) own = `${name} (${again})`;
		names.push(own);
	});
	return names;
}
