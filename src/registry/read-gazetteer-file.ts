import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { SetupError } from "../db/setup-error.ts";
import { gazetteerColumns, readGazetteerRow } from "./gazetteer-row.ts";
import type { FilePlace, GazetteerColumn, GazetteerRow, Reason } from "./gazetteer-row.ts";
import { openGazetteerFile } from "./open-gazetteer-file.ts";
import type { PlaceKind } from "./reads-gazetteer.ts";

export type RefusedLine = Reason & { line: number };
export type PlacesFile = { places: (FilePlace & { line: number })[]; refused: RefusedLine[] };
export type PlacesOptions = {
	/** what the file calls a column of ours */
	columns: Partial<Record<GazetteerColumn, string>>;
	/** names of its columns when its first line has none */
	header: string[] | null;
	/** of rows that do not say theirs */
	kind: PlaceKind | null;
	onProgress: (line: string) => void;
};

const mostRows = 500_000;
const mostBytes = 500e6;
const longestRecord = 200_000;

/**
 * Reads places from CSV (commas, semicolons or tabs, with or without .gz).
 * @throws SetupError for a file that cannot be read as a whole, or has more than 500,000 rows
 */
export async function readGazetteerFile(file: string, options: PlacesOptions): Promise<PlacesFile> {
	const read: PlacesFile = { places: [], refused: [] };
	const text = openGazetteerFile(file, mostBytes);
	const begin = await text.next();
	const delimiter = delimiterOf(begin.value ?? "");
	const columns = options.header ? columnsOf(file, options.header, options) : null;
	const parser = parse({
		delimiter,
		bom: true,
		info: true,
		columns: columns ?? ((header: string[]) => columnsOf(file, header, options)),
		// tab-separated files have no quotes: one inside a name is a letter
		quote: delimiter === "\t" ? null : '"',
		relax_quotes: true,
		relax_column_count: true,
		skip_empty_lines: true,
		max_record_size: longestRecord,
	});
	const source = Readable.from(after(begin.value ?? "", text));
	source.on("error", (error) => parser.destroy(error));
	let rows = 0;
	try {
		for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>) {
			if (++rows > mostRows) throw tooMany(file);
			const place = readGazetteerRow(record, options.kind);
			if ("ru" in place) read.refused.push({ ...place, line: info.lines });
			else read.places.push({ ...place, line: info.lines });
			if (rows % 1000 === 0) options.onProgress(`${rows} rows read`);
		}
	} catch (error) {
		throw asSetupError(file, error);
	} finally {
		source.destroy();
	}
	if (rows === 0) throw new SetupError(`В файле ${file} нет строк.`, `The file ${file} has no rows.`);
	return read;
}

type Parsed = { record: GazetteerRow; info: { lines: number } };

async function* after(begin: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
	yield begin;
	yield* rest;
}

/** The sign that parts the columns: told by the first line. */
function delimiterOf(text: string): string {
	const line = /^[^\r\n]{0,10000}/.exec(text)?.[0].replace(/"[^"]*"/g, "") ?? "";
	const count = (sign: string): number => line.split(sign).length - 1;
	if (count("\t") > 0) return "\t";
	return count(";") > count(",") ? ";" : ",";
}

/** What each column of the file is of ours; false for one that is not read. */
function columnsOf(file: string, header: string[], { columns }: PlacesOptions): (GazetteerColumn | false)[] {
	const names = header.map((name) => name.trim().toLowerCase());
	const wanted = new Map(gazetteerColumns.map((ours) => [(columns[ours] ?? ours).trim().toLowerCase(), ours]));
	const shown = header.map((name) => name.trim().slice(0, 40)).slice(0, 20);
	for (const [theirs, ours] of wanted) {
		if (names.includes(theirs) || !(ours === "name" || columns[ours] !== undefined)) continue;
		throw new SetupError(
			`В файле ${file} нет столбца «${theirs}», есть: ${shown.join(", ")}. Назовите его в --columns ${ours}=…`,
			`The file ${file} has no column "${theirs}"; it has: ${shown.join(", ")}. Name it with --columns ${ours}=…`,
		);
	}
	return names.map((name, at) => (names.indexOf(name) === at ? (wanted.get(name) ?? false) : false));
}

const tooMany = (file: string): SetupError =>
	new SetupError(
		`В файле ${file} больше ${mostRows} строк: оставьте только свой регион.`,
		`The file ${file} has more than ${mostRows} rows: keep your own region only.`,
	);

function asSetupError(file: string, error: unknown): unknown {
	const { code = "", message, lines } = error as { code?: string; message: string; lines?: number };
	if (!code.startsWith("CSV_")) return error;
	const at = lines === undefined ? ["", ""] : [` в строке ${lines}`, ` at line ${lines}`];
	return new SetupError(
		`Файл ${file} не читается как таблица${at[0]}: ${message}.`,
		`The file ${file} cannot be read as a table${at[1]}: ${message}.`,
		error,
	);
}
