import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import type { RepeatRow } from "../src/text/draft/train-repeat.ts";

/** A final answer and what the resident did: nothing at all is neither. */
export type AnswerRow = RepeatRow & { fold: number; reaction: "satisfied" | "repeated" | "silent" };

export const foldCount = 5;

const columns = [
	"issue_id",
	"question_at",
	"answer_at",
	"kind",
	"org",
	"category",
	"reason",
	"question",
	"answer",
] as const;
const facts = ["n_photos", "n_files", "reaction", "author_h"] as const;
type Raw = Record<(typeof columns)[number] | (typeof facts)[number], string>;
const reactions: Record<string, AnswerRow["reaction"]> = {
	satisfied: "satisfied",
	repeated_petition: "repeated",
	auto_closed: "silent",
};

/**
 * Final answers with a known reaction from a CSV (.csv or .csv.gz); all answers to one author share a fold.
 * @param hasExtra with what only the portal knows: body, category, hours, photos
 * @throws Error when a column is missing
 */
export async function readAnswers(file: string, hasExtra: boolean): Promise<AnswerRow[]> {
	const raw = (await readRows(file)).sort((a, b) => (a.answer_at < b.answer_at ? -1 : 1));
	const answered = new Map<string, number>();
	const rows: AnswerRow[] = [];
	for (const row of raw) {
		if (row.kind !== "final") continue;
		const answeredBefore = answered.get(row.issue_id) ?? 0;
		answered.set(row.issue_id, answeredBefore + 1);
		const reaction = reactions[row.reaction];
		if (!reaction) continue;
		rows.push({
			answer: row.answer,
			question: row.question,
			answeredBefore,
			extra: hasExtra ? extraOf(row) : [],
			isRepeated: reaction === "repeated",
			reaction,
			fold: createHash("sha1").update(row.author_h).digest().readUInt32LE() % foldCount,
		});
	}
	return rows;
}

function extraOf(row: Raw): string[] {
	const hours = (Date.parse(row.answer_at) - Date.parse(row.question_at)) / 3_600_000;
	return [
		`body ${row.org}`,
		`category ${row.category}`,
		`reason ${row.reason}`,
		`body and reason ${row.org} ${row.reason}`,
		`hours ${Math.round(2 * Math.log2(1 + Math.max(0, hours)))}`,
		`photos ${row.n_photos}`,
		`files ${row.n_files}`,
	];
}

async function readRows(file: string): Promise<Raw[]> {
	const parser = parse({ columns: true });
	const source = createReadStream(file);
	// an error of any part ends the reading below
	if (file.endsWith(".gz")) pipeline(source, createGunzip(), parser, () => {});
	else pipeline(source, parser, () => {});
	const rows: Raw[] = [];
	for await (const row of parser as AsyncIterable<Raw>) {
		const missing = [...columns, ...facts].find((column) => row[column] === undefined);
		if (missing) throw new Error(`${file} has no column "${missing}"`);
		rows.push(row);
	}
	return rows;
}
