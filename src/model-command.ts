import { readFile, rename, writeFile } from "node:fs/promises";
import { SetupError } from "./db/setup-error.ts";
import { DomainError } from "./domain/errors.ts";
import { scorePredictions } from "./text/model/figures.ts";
import type { ModelFigures } from "./text/model/network-file.ts";
import { predict } from "./text/model/predict.ts";
import { readLabelled } from "./text/model/read-labelled.ts";
import type { Labelled, LabelledColumns } from "./text/model/read-labelled.ts";
import { readModel } from "./text/model/read-model.ts";
import type { TextModel } from "./text/model/read-model.ts";
import { trainModel } from "./text/model/train.ts";

type Values = Record<string, string | boolean | undefined>;

/** What is printed of a model on a file; rates are shares of 1. */
export type Evaluation = Omit<ModelFigures, "classes"> & { messagesPerSecond: number; skipped: number };

/** `otklik model train`. @throws SetupError with a sentence for the person at the keyboard */
export async function trainFromFile(values: Values): Promise<void> {
	const out = needed(values, "out");
	const columns = {
		text: String(values.text),
		label: String(values.label),
		...(values.territory !== undefined && { territory: String(values.territory) }),
	};
	const group = values.group === undefined ? {} : { group: String(values.group) };
	const began = performance.now();
	const { rows, skipped } = await readFileOf(needed(values, "data"), { ...columns, ...group });
	progress(values, `${rows.length} rows read, ${skipped} skipped as empty. Training takes about a minute.`);
	const options = { columns, crossesTerritory: values.local === true };
	const { bytes, figures } = await trainModel(rows, options).catch((error: unknown) => {
		throw tooSmall(error) ?? error;
	});
	await writeModelFile(out, bytes);
	const seconds = Math.round((performance.now() - began) / 100) / 10;
	print(values, { ...rounded(figures), skipped, seconds }, [
		`Written to ${out}: ${bytes.length} bytes, ${figures.classes} labels, ${seconds} s.`,
		`On ${figures.n} rows that it had not seen while it was tried:`,
	]);
}

/** `otklik model evaluate`. @throws SetupError */
export async function evaluateOnFile(values: Values): Promise<void> {
	const { model, bytes } = await openModel(needed(values, "model"));
	const labelled = await readFileOf(needed(values, "data"), columnsFor(model, values));
	print(values, rounded(evaluate(model, bytes, labelled)), []);
}

/** `otklik model compare`. @throws SetupError */
export async function compareOnFile(values: Values): Promise<void> {
	const first = await openModel(needed(values, "model"));
	const second = await openModel(needed(values, "with"));
	const labelled = await readFileOf(needed(values, "data"), columnsFor(first.model, values));
	const result = {
		model: rounded(evaluate(first.model, first.bytes, labelled)),
		with: rounded(evaluate(second.model, second.bytes, labelled)),
		sameAnswer: rounded({ share: sameAnswer(first.model, second.model, labelled) }).share,
	};
	if (values.json === true) return print(values, result, []);
	const lines = Object.entries(result.model).map(
		([name, value]) =>
			`${name.padEnd(18)}${String(value).padStart(12)}${String(Reflect.get(result.with, name)).padStart(12)}`,
	);
	process.stdout.write(`${["".padEnd(18) + "--model".padStart(12) + "--with".padStart(12), ...lines].join("\n")}\n`);
	process.stdout.write(`The same answer to ${Math.round((result.sameAnswer ?? 0) * 1000) / 10} % of the messages.\n`);
}

/** Figures of a model on labelled messages. */
export function evaluate(model: TextModel, modelBytes: number, { rows, skipped }: Labelled): Evaluation {
	const predictions = rows.map((row) => predict(model, row, 3));
	const scored = scorePredictions(
		rows.map((row) => row.label),
		predictions,
	);
	return { ...scored, messagesPerSecond: speedOf(model, rows), modelBytes, skipped };
}

/** Asks one message after another on one core for a second, as a worker does that has been running for a while. */
function speedOf(model: TextModel, rows: Labelled["rows"]): number {
	const began = performance.now();
	let asked = 0;
	while (performance.now() - began < 1_000) {
		for (const row of rows) predict(model, row, 3);
		asked += rows.length;
	}
	return (asked * 1_000) / (performance.now() - began);
}

function sameAnswer(first: TextModel, second: TextModel, { rows }: Labelled): number {
	const same = rows.filter((row) => predict(first, row, 1)[0]?.label === predict(second, row, 1)[0]?.label);
	return same.length / rows.length;
}

function columnsFor(model: TextModel, values: Values): LabelledColumns {
	const columns: LabelledColumns = { ...model.header.columns };
	for (const name of ["text", "label", "territory"] as const)
		if (values[name] !== undefined) columns[name] = String(values[name]);
	return columns;
}

async function openModel(file: string): Promise<{ model: TextModel; bytes: number }> {
	try {
		const bytes = await readFile(file);
		return { model: readModel(bytes), bytes: bytes.length };
	} catch (error) {
		const reason = error instanceof DomainError ? String(error.details.reason) : (error as Error).message;
		throw new SetupError(
			`Модель ${file} не годится: ${reason}.`,
			`The model ${file} cannot be used: ${reason}.`,
			error,
		);
	}
}

/** Written beside and moved into its place, so that nobody meets half a model. */
async function writeModelFile(file: string, bytes: Uint8Array): Promise<void> {
	try {
		await writeFile(`${file}.part`, bytes);
		await rename(`${file}.part`, file);
	} catch (error) {
		const reason = (error as Error).message;
		throw new SetupError(`Модель не записана: ${reason}.`, `The model was not written: ${reason}.`, error);
	}
}

async function readFileOf(file: string, columns: LabelledColumns): Promise<Labelled> {
	const labelled = await readLabelled(file, columns);
	if (labelled.rows.length > 0) return labelled;
	throw new SetupError(
		`В файле ${file} нет ни одной строки и с сообщением, и с меткой.`,
		`The file ${file} has no row with both a message and a label.`,
	);
}

function tooSmall(error: unknown): SetupError | null {
	if (!(error instanceof DomainError) || error.code !== "training-too-small") return null;
	const { rows, labels, fewestRows, fewestLabels } = error.details as Record<string, number>;
	return new SetupError(
		`Учиться не на чем: строк ${rows}, разных меток ${labels}, а нужно не меньше ${fewestRows} строк и ${fewestLabels} меток.`,
		`Too little to learn from: ${rows} rows, ${labels} different labels; at least ${fewestRows} rows and ${fewestLabels} labels are needed.`,
	);
}

function needed(values: Values, name: string): string {
	if (values[name] === undefined || values[name] === "")
		throw new SetupError(`Не задано: --${name}.`, `--${name} is missing.`);
	return String(values[name]);
}

function rounded<Figures extends Record<string, number>>(figures: Figures): Figures {
	const entries = Object.entries(figures).map(([name, value]) => [
		name,
		value > 100 ? Math.round(value) : Number(value.toFixed(4)),
	]);
	return Object.fromEntries(entries) as Figures;
}

function progress(values: Values, line: string): void {
	if (values.json !== true) process.stderr.write(`${line}\n`);
}

function print(values: Values, figures: Record<string, unknown>, lines: string[]): void {
	if (values.json === true) return void process.stdout.write(`${JSON.stringify(figures)}\n`);
	const table = Object.entries(figures).map(([name, value]) => `${name.padEnd(18)}${String(value).padStart(12)}`);
	process.stdout.write(`${[...lines, ...table].join("\n")}\n`);
}
