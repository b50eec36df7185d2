import type { Config } from "./config.ts";
import { SetupError } from "./db/setup-error.ts";
import { cleanName, gazetteerColumns } from "./registry/gazetteer-row.ts";
import type { GazetteerColumn } from "./registry/gazetteer-row.ts";
import { importGazetteer } from "./registry/import-gazetteer.ts";
import type { ImportReport } from "./registry/import-gazetteer.ts";
import { readBoundaryFile } from "./registry/read-boundary-file.ts";
import { readGazetteerFile } from "./registry/read-gazetteer-file.ts";
import type { PlacesOptions, RefusedLine } from "./registry/read-gazetteer-file.ts";
import { placeKinds, readGazetteer } from "./registry/reads-gazetteer.ts";
import { gazetteerOf } from "./text/place/compile-gazetteer.ts";
import { findPlaces } from "./text/place/find-places.ts";
import { withRegion } from "./with-region.ts";

type Values = Record<string, string | boolean | undefined>;

/** refused lines that are shown one by one */
const mostShown = 20;

/** `otklik gazetteer import`: replaces a region's places, borders or both, and prints what was taken. @throws SetupError */
export async function importFiles(config: Config, values: Values): Promise<void> {
	if (!values.places && !values.boundaries)
		throw new SetupError(
			"Укажите файл: --places FILE, --boundaries FILE или оба.",
			"Name a file: --places FILE, --boundaries FILE, or both.",
		);
	const options = placesOptions(values);
	// files first: a wrong one costs no database
	const boundaries = values.boundaries
		? await readBoundaryFile(String(values.boundaries), {
				nameProperty: textOf(values, "boundary-name") ?? "name",
				codeProperty: textOf(values, "boundary-code"),
			})
		: null;
	const places = values.places ? await readGazetteerFile(String(values.places), options) : null;
	await withRegion(config, textOf(values, "region"), async (db, regionId) => {
		const report = await importGazetteer(db, regionId, {
			places,
			boundaries,
			makesTerritories: values["make-territories"] === true,
			onlyInside: values.inside === true,
			onProgress: options.onProgress,
		});
		if (values.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
		else process.stdout.write(`${linesOf(report).join("\n")}\n`);
	});
}

/** `otklik gazetteer show`: prints the places a text is about, best first. @throws SetupError */
export async function showPlaces(config: Config, values: Values): Promise<void> {
	const text = textOf(values, "text");
	if (text === null) throw new SetupError("Укажите текст: --text «…».", 'Give a text: --text "…".');
	const points = values.point === undefined ? [] : [readPoint(String(values.point))];
	await withRegion(config, textOf(values, "region"), async (db, regionId) => {
		const data = await readGazetteer(db, regionId);
		const pageTerritoryCode = textOf(values, "page-territory");
		if (pageTerritoryCode !== null && !data.territories.some(({ code }) => code === pageTerritoryCode))
			throw new SetupError(
				`Территории «${pageTerritoryCode}» нет, есть: ${data.territories.map(({ code }) => code).join(", ")}.`,
				`There is no territory "${pageTerritoryCode}"; there are: ${data.territories.map(({ code }) => code).join(", ")}.`,
			);
		const places = findPlaces(text, gazetteerOf(data), { pageTerritoryCode, points });
		if (values.json === true) return void process.stdout.write(`${JSON.stringify(places)}\n`);
		if (places.length === 0) return void process.stdout.write("No place found.\n");
		for (const place of places) {
			const where = place.latitude === null ? "" : `  ${place.latitude}, ${place.longitude}`;
			const said = place.end > place.start ? `  «${text.slice(place.start, place.end)}»` : "";
			const code = (place.territoryCode ?? "—").padEnd(20);
			process.stdout.write(
				`${place.confidence.toFixed(2)}  ${place.reason.padEnd(10)} ${code} ${place.label}${where}${said}\n`,
			);
		}
	});
}

function placesOptions(values: Values): PlacesOptions {
	const kind = placeKinds.find((one) => one === values.kind) ?? null;
	if (values.kind !== undefined && kind === null)
		throw new SetupError(`--kind: бывают ${placeKinds.join(", ")}.`, `--kind must be one of ${placeKinds.join(", ")}.`);
	let told = Date.now();
	return {
		columns: readColumns(textOf(values, "columns") ?? ""),
		header: textOf(values, "header")?.split(",") ?? null,
		kind,
		onProgress: (line) => {
			// once a second is enough
			if (Date.now() - told < 1000) return;
			told = Date.now();
			process.stderr.write(`${line}\n`);
		},
	};
}

/** «name=Название,latitude=Широта» */
function readColumns(text: string): PlacesOptions["columns"] {
	const columns: PlacesOptions["columns"] = {};
	for (const pair of text.split(",").filter((one) => one.trim() !== "")) {
		const [ours = "", ...theirs] = pair.split("=");
		const column = gazetteerColumns.find((one) => one === ours.trim());
		if (!column || theirs.join("=").trim() === "")
			throw new SetupError(
				`--columns: «${pair}» не понято. Пример: name=Название,latitude=Широта; слева бывают ${gazetteerColumns.join(", ")}.`,
				`--columns: "${pair}" is not understood. Example: name=Title,latitude=Lat; at the left: ${gazetteerColumns.join(", ")}.`,
			);
		columns[column as GazetteerColumn] = theirs.join("=").trim();
	}
	return columns;
}

function readPoint(text: string): { latitude: number; longitude: number } {
	const [latitude = Number.NaN, longitude = Number.NaN, ...rest] = text.split(",").map(Number);
	if (rest.length === 0 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
	throw new SetupError(
		"--point: нужны широта и долгота через запятую, например 55.75,37.62.",
		"--point: latitude and longitude with a comma are needed, for example 55.75,37.62.",
	);
}

function textOf(values: Values, name: string): string | null {
	const value = values[name];
	return typeof value === "string" && cleanName(value) !== "" ? value : null;
}

function linesOf(report: ImportReport): string[] {
	const lines: string[] = [];
	if (report.places) {
		const counts = Object.entries(report.places).filter(([, count]) => count > 0);
		lines.push(`Places taken: ${counts.map(([kind, count]) => `${kind} ${count}`).join(", ") || "none"}.`);
	}
	if (report.boundaries !== null) lines.push(`Territories with borders: ${report.boundaries}.`);
	if (report.madeTerritories.length > 0)
		lines.push(
			`Territories made: ${report.madeTerritories.length} (${report.madeTerritories.slice(0, 20).join(", ")}).`,
		);
	if (report.withoutTerritory > 0) lines.push(`Places without a territory: ${report.withoutTerritory}.`);
	if (report.outside > 0) lines.push(`Left out as outside the borders: ${report.outside}.`);
	if (report.doubled > 0) lines.push(`Left out as said before: ${report.doubled}.`);
	return [
		...lines,
		...refusedLines("places", report.refusedPlaces),
		...refusedLines("borders", report.refusedBoundaries),
	];
}

function refusedLines(what: string, refused: RefusedLine[]): string[] {
	if (refused.length === 0) return [];
	const shown = refused.slice(0, mostShown).map(({ line, ru, en }) => `  ${line}: ${ru} / ${en}`);
	const rest = refused.length > mostShown ? [`  and ${refused.length - mostShown} more`] : [];
	return [`Refused ${what}: ${refused.length}`, ...shown, ...rest];
}
