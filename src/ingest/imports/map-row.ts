import { createHash } from "node:crypto";
import type { TableRow } from "../table/read-xlsx.ts";
import type { ImportField, Mapping } from "./mapping.ts";
import { readTime } from "./read-time.ts";

/** Why a row is not a message; words in `web/locales`. */
export const rowRefusals = [
	"no-number",
	"number-too-long",
	"no-text",
	"text-too-long",
	"no-date",
	"date-strange",
	"date-in-future",
	"number-repeated",
] as const;
export type RowRefusal = (typeof rowRefusals)[number];

/** A row as a message: what its delivery says, and the print by which a changed row is told from a known one. */
export type MappedRow = {
	rowNumber: number;
	number: string;
	print: Buffer;
	/** of the delivery; `version` is added when it is known */
	body: Record<string, unknown>;
};
export type RefusedRow = { rowNumber: number; number: string | null; reason: RowRefusal };

const longestNumber = 100;
const longestText = 20_000;
const dayMs = 86_400_000;
/** Nothing older stands in a cabinet. */
const earliest = Date.UTC(2010, 0, 1);

/** Reads rows of a file with these columns. @param timeZone the clock by which the file's times are told */
export function rowMapper(columns: readonly string[], mapping: Mapping, timeZone: string, now: Date) {
	const place = (field: ImportField): number => columns.indexOf(mapping[field] ?? "\0");
	const places = new Map<ImportField, number>();
	for (const field of Object.keys(mapping) as ImportField[]) places.set(field, place(field));
	return (row: TableRow): MappedRow | RefusedRow => {
		const cell = (field: ImportField): string => clean(row.cells[places.get(field) ?? -1] ?? "");
		const number = cell("number").replace(/\s+/g, " ");
		const refuse = (reason: RowRefusal): RefusedRow => {
			return { rowNumber: row.number, number: number.slice(0, longestNumber) || null, reason };
		};
		if (number === "") return refuse("no-number");
		if (number.length > longestNumber) return refuse("number-too-long");
		const text = cell("text");
		if (text === "") return refuse("no-text");
		if (text.length > longestText) return refuse("text-too-long");
		if (cell("sentAt") === "") return refuse("no-date");
		const sentAt = readTime(cell("sentAt"), timeZone);
		if (!sentAt || sentAt.getTime() < earliest) return refuse("date-strange");
		// a file may come from a machine whose zone is ahead of ours
		if (sentAt.getTime() > now.getTime() + dayMs) return refuse("date-in-future");
		const contact = [cell("phone"), cell("email")].filter(Boolean).join(", ");
		const said = {
			number,
			sentAt: sentAt.toISOString(),
			text: withDetails(text, { topic: cell("topic"), address: cell("address"), dueAt: cell("dueAt") }),
			...(cell("name") && { name: cell("name") }),
			...(contact && { contact }),
			...(cell("url") && { url: cell("url") }),
		};
		// other columns change while the cabinet works on the message: only what the resident said counts
		const print = createHash("sha256").update(JSON.stringify(said)).digest().subarray(0, 16);
		return { rowNumber: row.number, number, print, body: { ...said, cells: cellsOf(columns, row.cells) } };
	};
}

/** What the cabinet knows besides the words stands under them, where people and the search for places see it. */
function withDetails(text: string, details: { topic: string; address: string; dueAt: string }): string {
	const lines = [
		details.address && `Адрес: ${details.address}`,
		details.topic && `Тема на портале: ${details.topic}`,
		details.dueAt && `Срок на портале: ${details.dueAt}`,
	].filter(Boolean);
	return lines.length > 0 ? `${text}\n\n${lines.join("\n")}` : text;
}

/** The row as it stood, so that nothing of it is lost. */
function cellsOf(columns: readonly string[], cells: readonly string[]): Record<string, string> {
	const kept: Record<string, string> = {};
	cells.forEach((cell, index) => {
		if (cell !== "") kept[columns[index] ?? `#${index + 1}`] = cell;
	});
	return kept;
}

/** The database keeps neither NUL nor halves of letters. */
const clean = (cell: string): string => cell.toWellFormed().replaceAll("\0", "").trim();
