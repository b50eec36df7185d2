import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Config } from "./config.ts";
import { SetupError } from "./db/setup-error.ts";
import { DomainError } from "./domain/errors.ts";
import { addModel } from "./text/add-model.ts";
import type { AddedModel } from "./text/add-model.ts";
import { withRegion } from "./with-region.ts";

type Values = Record<string, string | boolean | undefined>;

/** larger than any model the trainer makes */
const mostBytes = 64 * 1024 * 1024;
const longestName = 100;

/** `otklik model add`: puts a trained file among a region's models, not yet at work. @throws SetupError */
export async function addModelFile(config: Config, values: Values): Promise<void> {
	const { file } = values;
	if (typeof file !== "string" || file === "") throw new SetupError("Не задано: --file.", "--file is missing.");
	const kind = values.kind === "agency" ? "agency" : "topic";
	if (values.kind !== kind) throw new SetupError("--kind: бывают topic и agency.", "--kind must be topic or agency.");
	const name = (typeof values.name === "string" ? values.name : basename(file)).trim().slice(0, longestName);
	if (name === "") throw new SetupError("Имя модели пустое.", "The model's name is empty.");
	// the file first: a wrong one costs no database
	const bytes = await readBytes(file);
	await withRegion(config, typeof values.region === "string" ? values.region : null, async (db, regionId) => {
		const added = await addModel(db, regionId, { kind, name, bytes }).catch((error: unknown) => {
			throw error instanceof DomainError ? unusable(file, error) : error;
		});
		if (values.json === true) return void process.stdout.write(`${JSON.stringify(added)}\n`);
		process.stdout.write(`${linesOf(added).join("\n")}\n`);
	});
}

async function readBytes(file: string): Promise<Buffer> {
	try {
		const { size } = await stat(file);
		if (size <= mostBytes) return await readFile(file);
	} catch (error) {
		const reason = (error as Error).message;
		throw new SetupError(`Файл не читается: ${reason}.`, `The file cannot be read: ${reason}.`, error);
	}
	throw new SetupError(`Файл ${file} слишком велик для модели.`, `The file ${file} is too large for a model.`);
}

function unusable(file: string, { details }: DomainError): SetupError {
	if (details.reason === "labels-unknown")
		return new SetupError(
			`Модель ${file} не знает ни одной темы и ни одного ведомства этого региона. Она знает: ${String(details.labels)}…`,
			`The model ${file} knows none of the region's topics or agencies. It knows: ${String(details.labels)}…`,
		);
	const reason = String(details.reason);
	return new SetupError(`Модель ${file} не годится: ${reason}.`, `The model ${file} cannot be used: ${reason}.`);
}

function linesOf({ id, labels, figures, current }: AddedModel): string[] {
	const share = (value: number | undefined) => (value === undefined ? "—" : `${Math.round(value * 1000) / 10} %`);
	return [
		`Added as number ${id}: ${labels} labels. An administrator puts it to work on the desk.`,
		...(figures
			? [`Right: ${share(figures.accuracy)} of ${figures.n}; the one at work: ${share(current?.accuracy)}.`]
			: []),
	];
}
