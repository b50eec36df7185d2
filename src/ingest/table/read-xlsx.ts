import { attributeOf, readXml } from "./read-xml.ts";
import { isDateFormat, serialToText } from "./serial-date.ts";
import { tableTrouble } from "./table-trouble.ts";
import { openZip, unpack } from "./open-zip.ts";
import type { Allowance, Zip } from "./open-zip.ts";

/** One row of a table: its number in the file, from 1, and its cells as text. */
export type TableRow = { number: number; cells: string[] };

/** All parts together may not unpack to more. */
const mostUnpacked = 300_000_000;
const mostColumns = 500;
/** ECMA-376 part 1, 18.3.1.73: no sheet has more rows. */
const mostRowNumber = 1_048_576;

type Book = { strings: string[]; dateStyles: Set<number>; is1904: boolean };

/**
 * The rows of the first sheet of an Office Open XML workbook (ECMA-376), row by row: dates as "2026-03-10 09:00:00", formulas as
 * what they gave when the file was saved. Our own reading, as the known library cuts letters in two between pieces of a file.
 * @throws DomainError file-unreadable
 */
export async function* readXlsx(bytes: Buffer): AsyncGenerator<TableRow> {
	const zip = openZip(bytes);
	const allowance: Allowance = { bytes: mostUnpacked };
	const { sheet, is1904 } = await findSheet(zip, allowance);
	const book: Book = {
		strings: await readStrings(zip, allowance),
		dateStyles: await readDateStyles(zip, allowance),
		is1904,
	};
	yield* readSheet(zip, sheet, book, allowance);
}

async function findSheet(zip: Zip, allowance: Allowance): Promise<{ sheet: string; is1904: boolean }> {
	let first: string | null = null;
	let is1904 = false;
	for await (const events of readXml(unpack(zip, "xl/workbook.xml", allowance)))
		for (const event of events) {
			if (event.kind !== "open") continue;
			if (event.name === "sheet") first ??= attributeOf(event.attributes, "(?:\\w+:)?id");
			if (event.name === "workbookPr") is1904 = /^(1|true)$/.test(attributeOf(event.attributes, "date1904") ?? "");
		}
	const targets = new Map<string, string>();
	for await (const events of readXml(unpack(zip, "xl/_rels/workbook.xml.rels", allowance)))
		for (const event of events) {
			if (event.kind !== "open" || event.name !== "Relationship") continue;
			targets.set(attributeOf(event.attributes, "Id") ?? "", attributeOf(event.attributes, "Target") ?? "");
		}
	const target = targets.get(first ?? "") ?? "";
	const sheet = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
	if (!zip.parts.has(sheet)) throw tableTrouble("broken");
	return { sheet, is1904 };
}

/** Texts that cells refer to by number; a text in several styles is one text, its reading aid (rPh) none. */
async function readStrings(zip: Zip, allowance: Allowance): Promise<string[]> {
	const strings: string[] = [];
	if (!zip.parts.has("xl/sharedStrings.xml")) return strings;
	let text: string | null = null;
	let isText = false;
	let isAid = false;
	for await (const events of readXml(unpack(zip, "xl/sharedStrings.xml", allowance)))
		for (const event of events) {
			if (event.kind === "text") {
				if (isText && !isAid && text !== null) text += event.text;
			} else if (event.name === "si") {
				if (event.kind === "open") text = "";
				if (event.kind === "close" || event.isEmpty) {
					strings.push(text ?? "");
					text = null;
				}
			} else if (event.name === "t") isText = event.kind === "open" && !event.isEmpty;
			else if (event.name === "rPh") isAid = event.kind === "open" && !event.isEmpty;
		}
	return strings;
}

/** Numbers of the cell styles that show a number as a date. */
async function readDateStyles(zip: Zip, allowance: Allowance): Promise<Set<number>> {
	const dates = new Set<number>();
	if (!zip.parts.has("xl/styles.xml")) return dates;
	const formats = new Map<number, string>();
	let isCellStyles = false;
	let style = 0;
	for await (const events of readXml(unpack(zip, "xl/styles.xml", allowance)))
		for (const event of events) {
			if (event.kind === "text") continue;
			if (event.name === "cellXfs") isCellStyles = event.kind === "open";
			if (event.kind !== "open") continue;
			const format = Number(attributeOf(event.attributes, "numFmtId") ?? 0);
			if (event.name === "numFmt") formats.set(format, attributeOf(event.attributes, "formatCode") ?? "");
			if (event.name === "xf" && isCellStyles && isDateFormat(format, formats.get(format))) dates.add(style);
			if (event.name === "xf" && isCellStyles) style++;
		}
	return dates;
}

type Cell = { column: number; type: string; style: number; value: string; formula: string };

async function* readSheet(zip: Zip, sheet: string, book: Book, allowance: Allowance): AsyncGenerator<TableRow> {
	let row: TableRow | null = null;
	let cell: Cell | null = null;
	let into: "value" | "formula" | null = null;
	let last = 0;
	for await (const events of readXml(unpack(zip, sheet, allowance)))
		for (const event of events) {
			if (event.kind === "text") {
				if (cell && into) cell[into] += event.text;
			} else if (event.kind === "open") {
				if (event.name === "row") row = { number: rowNumber(event.attributes, last), cells: [] };
				else if (event.name === "c" && row) cell = openCell(event.attributes, row.cells.length);
				else if (event.name === "f") into = "formula";
				else if (event.name === "v" || event.name === "t") into = "value";
				if (event.isEmpty) into = null;
			}
			const isOver = event.kind === "close" || (event.kind === "open" && event.isEmpty);
			if (!isOver) continue;
			if (event.name === "v" || event.name === "t" || event.name === "f") into = null;
			if (event.name === "c" && row && cell) {
				putCell(row.cells, cell, book);
				cell = null;
			}
			if (event.name === "row" && row) {
				last = row.number;
				yield row;
				row = null;
			}
		}
}

function rowNumber(attributes: string, last: number): number {
	const given = Number(attributeOf(attributes, "r") ?? last + 1);
	if (!Number.isSafeInteger(given) || given <= last || given > mostRowNumber) throw tableTrouble("broken");
	return given;
}

function openCell(attributes: string, next: number): Cell {
	const letters = /^([A-Za-z]{1,3})\d/.exec(attributeOf(attributes, "r") ?? "")?.[1];
	let column = next;
	if (letters) {
		column = 0;
		for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
		column -= 1;
	}
	const style = Number(attributeOf(attributes, "s") ?? -1);
	return { column, type: attributeOf(attributes, "t") ?? "n", style, value: "", formula: "" };
}

function putCell(cells: string[], cell: Cell, book: Book): void {
	const text = textOf(cell, book);
	// styled but empty cells may reach to the end of a sheet
	if (text === "") return;
	if (cell.column >= mostColumns) throw tableTrouble("too-many-columns");
	while (cells.length < cell.column) cells.push("");
	cells[cell.column] = text;
}

function textOf({ type, value, style, formula }: Cell, book: Book): string {
	if (type === "s") return book.strings[Number(value)] ?? "";
	if (type === "b") return value === "1" ? "TRUE" : value === "" ? "" : "FALSE";
	if (type === "n" && value !== "") {
		const number = Number(value);
		if (book.dateStyles.has(style)) return serialToText(number, book.is1904) ?? value;
		// long numbers are written as 1.2E+14
		return /e/i.test(value) && Number.isSafeInteger(number) ? String(number) : value;
	}
	return value === "" && formula !== "" ? `=${formula}` : value;
}
