import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { tokensOf } from "../src/text/model/features.ts";
import type { Prediction } from "../src/text/model/predict.ts";
import type { TrainRow } from "../src/text/model/train.ts";

const run = promisify(execFile);
const most = { maxBuffer: 1 << 30 };
/** words and pairs, parts of words of 3 … 5 characters: what fastText's authors recommend for short texts of rich forms */
const settings = ["-wordNgrams", "2", "-minn", "3", "-maxn", "5", "-dim", "100", "-epoch", "25", "-lr", "0.5"];

export type FastText = {
	/** the likeliest labels of each text, best first */
	predict: (rows: readonly TrainRow[], count: number) => Promise<Prediction[][]>;
	/** messages a second, one core, without the time it takes to read the model */
	speed: (rows: readonly TrainRow[]) => Promise<number>;
	remove: () => Promise<void>;
};

export async function hasFastText(): Promise<boolean> {
	// without arguments it prints its usage and ends with 1
	const error = await run("fasttext").catch((one: NodeJS.ErrnoException) => one);
	return !("code" in error && error.code === "ENOENT");
}

/** Trains the reference classifier on the same rows: the same words, with the territory as one more word. */
export async function trainFastText(rows: readonly TrainRow[]): Promise<FastText> {
	const folder = await mkdtemp(join(tmpdir(), "otklik-fasttext-"));
	const labels = [...new Set(rows.map((row) => row.label))];
	const numberOf = new Map(labels.map((label, i) => [label, i]));
	const file = join(folder, "train.txt");
	await writeFile(file, rows.map((row) => `__label__${numberOf.get(row.label)} ${lineOf(row)}\n`).join(""));
	const model = join(folder, "model");
	await run("fasttext", ["supervised", "-input", file, "-output", model, "-thread", "2", ...settings], most);
	const ask = async (lines: string[], count: number): Promise<{ out: string; seconds: number }> => {
		const asked = join(folder, "ask.txt");
		await writeFile(asked, lines.map((line) => `${line}\n`).join(""));
		const began = performance.now();
		const { stdout } = await run("fasttext", ["predict-prob", `${model}.bin`, asked, String(count)], most);
		return { out: stdout, seconds: (performance.now() - began) / 1000 };
	};
	return {
		predict: async (given, count) => {
			const { out } = await ask(given.map(lineOf), count);
			return out
				.split("\n")
				.slice(0, given.length)
				.map((line) => readLine(line, labels));
		},
		speed: async (given) => {
			const lines = given.map(lineOf);
			const few = await ask(lines.slice(0, 1), 3);
			const many = await ask(repeated(lines, 10), 3);
			return (lines.length * 10) / (many.seconds - few.seconds);
		},
		remove: () => rm(folder, { recursive: true, force: true }),
	};
}

const repeated = (lines: string[], times: number): string[] => Array.from({ length: times }, () => lines).flat();

const lineOf = ({ text, territory }: TrainRow): string =>
	[territory?.replace(/\s+/gu, "_") ?? "", ...tokensOf(text).map((token) => token.word)].join(" ");

function readLine(line: string, labels: string[]): Prediction[] {
	const parts = line.split(" ");
	const predictions: Prediction[] = [];
	for (let i = 0; i + 1 < parts.length; i += 2)
		predictions.push({
			label: labels[Number(parts[i]?.slice("__label__".length))] ?? "",
			probability: Number(parts[i + 1]),
		});
	return predictions;
}
