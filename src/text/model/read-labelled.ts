import { createReadStream } from "node:fs";
import { Transform } from "node:stream";
import type { Readable, TransformCallback } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { SetupError } from "../../db/setup-error.ts";

export type LabelledColumns = { text: string; label: string; territory?: string; group?: string };
export type LabelledRow = { text: string; label: string; territory?: string; group?: string };

/** `skipped`: rows without a label or without words, which teach nothing */
export type Labelled = { rows: LabelledRow[]; skipped: number };

/** beyond this a sample tells as much: about ten times the messages of the largest region in a year */
const mostRows = 2_000_000;
const mostBytes = 1_000_000_000;
const delimiters = [",", ";", "\t"];

/**
 * Reads messages with their labels from CSV or CSV.gz in UTF-8; columns are found by name, in any order, divided by
 * commas, semicolons or tabs.
 * @throws SetupError saying what is wrong with the file and what to do: no such file, not UTF-8, a missing column, a
 * broken row, more than 1 GB or 2,000,000 rows
 */
export async function readLabelled(file: string, columns: LabelledColumns): Promise<Labelled> {
	try {
		return await readRows(file, columns);
	} catch (error) {
		throw error instanceof SetupError ? error : unreadable(file, error as NodeJS.ErrnoException);
	}
}

async function readRows(file: string, columns: LabelledColumns): Promise<Labelled> {
	const head = await readHead(file);
	const delimiter = delimiterOf(head, columns.text);
	const options = { columns: true, bom: true, delimiter, relax_quotes: true, relax_column_count: true } as const;
	const source = open(file).pipe(utf8());
	const parser = source.pipe(parse({ ...options, skip_empty_lines: true, max_record_size: 10_000_000 }));
	source.on("error", (error) => parser.destroy(error));
	const rows: LabelledRow[] = [];
	let skipped = 0;
	let isFirst = true;
	for await (const record of parser as AsyncIterable<Record<string, string>>) {
		if (isFirst) checkColumns(record, columns);
		isFirst = false;
		const text = record[columns.text] ?? "";
		const label = (record[columns.label] ?? "").trim();
		if (label === "" || text.trim() === "") skipped++;
		else rows.push({ text, label, ...optional(record, columns) });
		if (rows.length > mostRows) throw tooMuch();
	}
	if (isFirst) throw new SetupError("В файле нет строк под заголовком.", "The file has no rows under its first line.");
	return { rows, skipped };
}

function optional(record: Record<string, string>, columns: LabelledColumns): Pick<LabelledRow, "territory" | "group"> {
	const territory = columns.territory === undefined ? "" : (record[columns.territory] ?? "").trim();
	const group = columns.group === undefined ? "" : (record[columns.group] ?? "").trim();
	return { ...(territory !== "" && { territory }), ...(group !== "" && { group }) };
}

function checkColumns(record: Record<string, string>, columns: LabelledColumns): void {
	for (const name of Object.values(columns)) {
		if (Object.hasOwn(record, name)) continue;
		const known = Object.keys(record).slice(0, 30).join(", ").slice(0, 500);
		throw new SetupError(
			`В файле нет столбца «${name}». Его столбцы: ${known}.`,
			`The file has no column "${name}". Its columns are: ${known}.`,
		);
	}
}

function open(file: string): Readable {
	const source = createReadStream(file);
	if (!file.endsWith(".gz")) return source;
	const unpacked = createGunzip();
	source.on("error", (error) => unpacked.destroy(error));
	return source.pipe(unpacked);
}

/** The first line of the file. */
async function readHead(file: string): Promise<string> {
	for await (const chunk of open(file)) return (chunk as Buffer).toString("utf8").split(/\r?\n/, 1)[0] ?? "";
	throw new SetupError("Файл пуст.", "The file is empty.");
}

/** The sign that divides the columns: the one by which the wanted column is found, else the most frequent. */
function delimiterOf(head: string, column: string): string {
	const names = (delimiter: string) => head.split(delimiter).map((name) => name.trim().replace(/^"|"$|\ufeff/g, ""));
	const [best] = delimiters
		.map((delimiter) => ({ delimiter, hasColumn: names(delimiter).includes(column), count: names(delimiter).length }))
		.sort((a, b) => Number(b.hasColumn) - Number(a.hasColumn) || b.count - a.count);
	return best?.delimiter ?? ",";
}

/** Passes bytes on as they are and refuses what is not UTF-8, or too much. */
function utf8(): Transform {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	let bytes = 0;
	const check = (chunk: Buffer | null, done: TransformCallback): void => {
		try {
			decoder.decode(chunk ?? undefined, { stream: chunk !== null });
		} catch {
			return done(notUtf8());
		}
		bytes += chunk?.length ?? 0;
		if (bytes > mostBytes) return done(tooMuch());
		done(null, chunk ?? undefined);
	};
	return new Transform({
		transform: (chunk: Buffer, _, done) => check(chunk, done),
		flush: (done) => check(null, done),
	});
}

const notUtf8 = () =>
	new SetupError(
		"Файл не в кодировке UTF-8. Сохраните его как CSV в UTF-8.",
		"The file is not in UTF-8. Save it as CSV in UTF-8.",
	);

const tooMuch = () =>
	new SetupError(
		"В файле больше миллиарда байтов или двух миллионов строк. Возьмите часть строк.",
		"The file has more than a billion bytes or two million rows. Take a part of its rows.",
	);

function unreadable(file: string, error: NodeJS.ErrnoException): SetupError {
	if (error.code === "ENOENT") return new SetupError(`Файла ${file} нет.`, `There is no file ${file}.`, error);
	return new SetupError(
		`Файл ${file} не читается: ${error.message}.`,
		`The file ${file} cannot be read: ${error.message}.`,
		error,
	);
}
