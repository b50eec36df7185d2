import { SetupError } from "../db/setup-error.ts";
import type { Polygons } from "../domain/boundary.ts";
import { cleanName } from "./gazetteer-row.ts";
import type { Reason } from "./gazetteer-row.ts";
import { openGazetteerFile } from "./open-gazetteer-file.ts";
import type { RefusedLine } from "./read-gazetteer-file.ts";

export type FileBoundary = { line: number; name: string; code: string | null; polygons: Polygons };
export type BoundaryFile = { boundaries: FileBoundary[]; refused: RefusedLine[] };
export type BoundaryOptions = {
	/** the property that tells the territory's name, and the one that tells its code */
	nameProperty: string;
	codeProperty: string | null;
};

const mostBytes = 100e6;
const mostFeatures = 10_000;
const deepest = 50;

/**
 * Reads territories' borders from GeoJSON (RFC 7946): a FeatureCollection of Polygon and MultiPolygon, with or without
 * .gz. A feature counts as a line. Degrees are kept to a tenth of a metre.
 * @throws SetupError for a file that is not such a collection
 */
export async function readBoundaryFile(file: string, options: BoundaryOptions): Promise<BoundaryFile> {
	const pieces: string[] = [];
	for await (const piece of openGazetteerFile(file, mostBytes)) pieces.push(piece);
	const features = featuresOf(file, parseJson(file, pieces.join("")));
	needName(file, features, options.nameProperty);
	const read: BoundaryFile = { boundaries: [], refused: [] };
	for (const [at, feature] of features.entries()) {
		const line = at + 1;
		const boundary = readFeature(feature, options);
		if ("ru" in boundary) read.refused.push({ ...boundary, line });
		else read.boundaries.push({ ...boundary, line });
	}
	return read;
}

function parseJson(file: string, text: string): unknown {
	if (isDeep(text))
		throw new SetupError(`Файл ${file} вложен слишком глубоко.`, `The file ${file} is nested too deep.`);
	try {
		return JSON.parse(text);
	} catch (error) {
		const { message } = error as Error;
		throw new SetupError(`Файл ${file} — не JSON: ${message}.`, `The file ${file} is not JSON: ${message}.`, error);
	}
}

/** Looked at before parsing: deep nesting takes the parser minutes. */
function isDeep(text: string): boolean {
	let depth = 0;
	let isText = false;
	for (let at = 0; at < text.length; at++) {
		const sign = text.charCodeAt(at);
		if (isText) {
			if (sign === backslash) at++;
			else if (sign === quote) isText = false;
		} else if (sign === quote) isText = true;
		// [ and {, ] and }
		else if (sign === 0x5b || sign === 0x7b) depth++;
		else if (sign === 0x5d || sign === 0x7d) depth--;
		if (depth > deepest) return true;
	}
	return false;
}

const [quote, backslash] = [0x22, 0x5c];

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

function featuresOf(file: string, json: unknown): unknown[] {
	const features = isObject(json) && json.type === "FeatureCollection" ? json.features : null;
	if (!Array.isArray(features) || features.length === 0)
		throw new SetupError(
			`Файл ${file} — не GeoJSON с границами: нужен FeatureCollection с объектами.`,
			`The file ${file} is no GeoJSON with borders: a FeatureCollection with features is needed.`,
		);
	if (features.length > mostFeatures)
		throw new SetupError(
			`В файле ${file} больше ${mostFeatures} объектов.`,
			`The file ${file} has more than ${mostFeatures} features.`,
		);
	return features;
}

const propertiesOf = (feature: unknown): Record<string, unknown> =>
	isObject(feature) && isObject(feature.properties) ? feature.properties : {};

function needName(file: string, features: unknown[], name: string): void {
	if (features.some((feature) => Object.hasOwn(propertiesOf(feature), name))) return;
	const shown = [...new Set(features.slice(0, 100).flatMap((feature) => Object.keys(propertiesOf(feature))))];
	const list =
		shown
			.slice(0, 20)
			.map((one) => one.slice(0, 40))
			.join(", ") || "—";
	throw new SetupError(
		`У объектов файла ${file} нет свойства «${name}», есть: ${list}. Назовите нужное в --boundary-name.`,
		`The features of ${file} have no property "${name}"; they have: ${list}. Name it with --boundary-name.`,
	);
}

function readFeature(feature: unknown, options: BoundaryOptions): Omit<FileBoundary, "line"> | Reason {
	const properties = propertiesOf(feature);
	const name = textOf(properties[options.nameProperty]);
	const code = options.codeProperty === null ? "" : textOf(properties[options.codeProperty]);
	if (name === "" && code === "") return { ru: "нет названия", en: "no name" };
	const polygons = readGeometry(isObject(feature) ? feature.geometry : null);
	return "ru" in polygons ? polygons : { name, code: code || null, polygons };
}

function textOf(value: unknown): string {
	return typeof value === "string" || typeof value === "number" ? cleanName(String(value)).slice(0, 200) : "";
}

function readGeometry(geometry: unknown): Polygons | Reason {
	const { type, coordinates } = isObject(geometry) ? geometry : {};
	if (type !== "Polygon" && type !== "MultiPolygon")
		return { ru: "не Polygon и не MultiPolygon", en: "neither a Polygon nor a MultiPolygon" };
	const polygons = type === "Polygon" ? [coordinates] : coordinates;
	if (!Array.isArray(polygons) || polygons.length === 0) return { ru: "нет координат", en: "no coordinates" };
	const read: Polygons = [];
	for (const rings of polygons) {
		if (!Array.isArray(rings) || rings.length === 0)
			return { ru: "многоугольник без колец", en: "a polygon without rings" };
		const polygon: number[][][] = [];
		for (const ring of rings) {
			const corners = readRing(ring);
			if ("ru" in corners) return corners;
			polygon.push(corners);
		}
		read.push(polygon);
	}
	return read;
}

function readRing(ring: unknown): number[][] | Reason {
	if (!Array.isArray(ring) || ring.length < 4)
		return { ru: "в кольце меньше четырёх точек", en: "a ring of fewer than four positions" };
	const corners: number[][] = [];
	for (const position of ring) {
		const [x, y] = Array.isArray(position) ? (position as unknown[]) : [];
		if (!isDegrees(x, 180) || !isDegrees(y, 90)) {
			const shown = (JSON.stringify(position) ?? "").slice(0, 60);
			return { ru: `${shown} — не долгота и широта`, en: `${shown} is no longitude and latitude` };
		}
		corners.push([round(x), round(y)]);
	}
	const [first, last] = [corners[0]!, corners.at(-1)!];
	if (first[0] !== last[0] || first[1] !== last[1])
		return { ru: "кольцо не замкнуто", en: "a ring that is not closed" };
	return corners;
}

const isDegrees = (value: unknown, most: number): value is number =>
	typeof value === "number" && Math.abs(value) <= most;

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
