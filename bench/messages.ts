import { createReadStream, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { say } from "./figures.ts";
import { makeTexts } from "./texts.ts";

/** Where real data lie beside the project, if they do. */
export const besideProject = (name: string): string =>
	fileURLToPath(new URL(`../../shared/data/${name}`, import.meta.url));

const usualFile = besideProject("spb/stream.csv.gz");

/**
 * Real messages from a file, or made-up ones.
 * @param file .csv or .csv.gz with a column `text`; null: the usual one if it is there
 * @throws when the file has fewer messages than wanted
 */
export async function readMessages(
	file: string | null,
	count: number,
): Promise<{ texts: string[]; kind: "real" | "invented" }> {
	const from = file ?? (existsSync(usualFile) ? usualFile : null);
	if (from === null) {
		say(`no --data: ${count} made-up messages`);
		return { texts: makeTexts(count, 1), kind: "invented" };
	}
	const texts = await readTexts(from, count);
	if (texts.length < count) throw new Error(`${from} has ${texts.length} messages, the bench needs ${count}`);
	say(`${count} messages from ${from}`);
	return { texts, kind: "real" };
}

async function readTexts(file: string, count: number): Promise<string[]> {
	return (await readRows(file, ["text"], count)).map((row) => row.text ?? "");
}

/** The first rows of a .csv or .csv.gz. @throws when there is no such file, or it lacks a column */
export async function readRows(file: string, columns: string[], count: number): Promise<Record<string, string>[]> {
	if (!existsSync(file)) throw new Error(`there is no file ${file}`);
	const parser = parse({ columns: true, to: count });
	const raw = createReadStream(file);
	// an error of any part ends the reading below
	if (file.endsWith(".gz")) pipeline(raw, createGunzip(), parser, () => {});
	else pipeline(raw, parser, () => {});
	const rows: Record<string, string>[] = [];
	for await (const row of parser as AsyncIterable<Record<string, string>>) {
		const missing = columns.find((name) => row[name] === undefined);
		if (missing !== undefined) throw new Error(`${file} has no column "${missing}"`);
		rows.push(row);
	}
	return rows;
}
