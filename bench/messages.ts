import { createReadStream, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { say } from "./figures.ts";
import { makeTexts } from "./texts.ts";

/** Where real messages of a city's portal lie beside the project, if they do. */
const usualFile = fileURLToPath(new URL("../../shared/data/spb/stream.csv.gz", import.meta.url));

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
	if (!existsSync(file)) throw new Error(`there is no file ${file}`);
	const rows = parse({ columns: true, to: count });
	const raw = createReadStream(file);
	// an error of any part ends the reading below
	if (file.endsWith(".gz")) pipeline(raw, createGunzip(), rows, () => {});
	else pipeline(raw, rows, () => {});
	const texts: string[] = [];
	for await (const row of rows as AsyncIterable<{ text?: string }>) {
		if (row.text === undefined) throw new Error(`${file} has no column "text"`);
		texts.push(row.text);
	}
	return texts;
}
