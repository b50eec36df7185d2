import { truncateSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SetupError } from "../src/db/setup-error.ts";
import { importGazetteer } from "../src/registry/import-gazetteer.ts";
import { readBoundaryFile } from "../src/registry/read-boundary-file.ts";
import { readGazetteerFile } from "../src/registry/read-gazetteer-file.ts";
import { readGazetteer } from "../src/registry/reads-gazetteer.ts";
import { collection, feature, makeGazetteerDesk, plain, ring, usual } from "./gazetteer-files.ts";

let desk: Awaited<ReturnType<typeof makeGazetteerDesk>>;
beforeAll(async () => {
	desk = await makeGazetteerDesk();
});
afterAll(() => desk.close());

describe("a file that is not what it should be gets one sentence and changes nothing", () => {
	const named = { nameProperty: "name", codeProperty: null };
	const refusal = async (work: Promise<unknown>): Promise<string> => {
		const error = await work.then(
			() => null,
			(thrown: unknown) => thrown,
		);
		expect(error).toBeInstanceOf(SetupError);
		return (error as SetupError).en;
	};
	beforeEach(async () => {
		await desk.empty();
		await desk.load({ csv: "name\nПрежнее\n" });
	});

	test.each([
		["no name column", "title,lat\nА,1\n", /no column "name"; it has: title, lat/],
		["windows-1251", Buffer.from("name\n\xcd\xee\xe2\xee\xe5\n", "latin1"), /not in UTF-8/],
		["UTF-16", Buffer.from("\ufeffname\nНовое\n", "utf16le"), /not in UTF-8/],
		["UTF-16 without a mark", Buffer.from("name\nabc\n", "utf16le"), /not in UTF-8/],
		["broken UTF-8", Buffer.concat([Buffer.from("name\nНов"), Buffer.from([0xd0])]), /not in UTF-8/],
		["nothing", "", /has no (?:rows|column)/],
		["a header alone", "name\n", /has no rows/],
		["an open quote", 'name\n"Новое\nи так до конца', /cannot be read as a table/],
		["an endless line", `name\n${"а".repeat(300_000)}`, /cannot be read as a table/],
		["wrong rows", "name,latitude,longitude\nА,200,1\nБ,300,1\nВ,1,1\n", /2 of 3 rows of places were refused/],
	])("places: %s", async (_, content, sentence) => {
		const work = readGazetteerFile(desk.file(content), usual).then((places) =>
			importGazetteer(desk.db, 1, { ...plain, places }),
		);
		expect(await refusal(work)).toMatch(sentence);
		expect(await desk.stored()).toEqual(["settlement Прежнее null"]);
	});

	test.each([
		["no JSON", "{", /is not JSON/],
		["NaN", '{"type":"FeatureCollection","features":[NaN]}', /is not JSON/],
		["another JSON", '{"type":"Feature"}', /no GeoJSON with borders/],
		["null", "null", /no GeoJSON with borders/],
		["no features", collection([]), /no GeoJSON with borders/],
		["features of nothing", collection([null, 1, "x", [], {}]), /have no property "name"/],
		["another name", collection([{ properties: { title: "Яр" } }]), /they have: title/],
		["nesting", `${"[".repeat(200_000)}${"]".repeat(200_000)}`, /nested too deep/],
		["open rings", collection([feature("Яр", [ring(0, 0, 1).slice(0, 4)])]), /1 of 1 borders were refused.*not closed/],
		["strangers", collection([feature("Неведомое", [ring(0, 0, 1)])]), /has no territory "Неведомое"/],
		[
			"infinity",
			'{"type":"FeatureCollection","features":[{"properties":{"name":"Яр"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1e999,0],[1,1],[0,0]]]}}]}',
			/no longitude and latitude/,
		],
	])("boundaries: %s", async (_, content, sentence) => {
		const work = readBoundaryFile(desk.file(content, "geojson"), named).then((boundaries) =>
			importGazetteer(desk.db, 1, { ...plain, boundaries }),
		);
		expect(await refusal(work)).toMatch(sentence);
		expect((await readGazetteer(desk.db, 1)).boundaries).toEqual([]);
	});

	test("no file, a folder, a broken archive, a giant", async () => {
		expect(await refusal(readGazetteerFile(join(desk.folder, "none.csv"), usual))).toMatch("There is no file");
		expect(await refusal(readGazetteerFile(desk.folder, usual))).toMatch("is not a file");
		expect(await refusal(readGazetteerFile(desk.file("name\nА\n", "csv.gz"), usual))).toMatch("cannot be read");
		const giant = desk.file("", "geojson");
		// takes no room on the disk
		truncateSync(giant, 2 ** 31);
		expect(await refusal(readBoundaryFile(giant, named))).toMatch(/more than 100 MB|not in UTF-8/);
		expect(await refusal(readGazetteerFile(giant, usual))).toMatch(/more than 500 MB|not in UTF-8/);
		const spaces = desk.file(gzipSync(Buffer.alloc(101e6, " ")), "geojson.gz");
		expect(await refusal(readBoundaryFile(spaces, named))).toMatch("more than 100 MB");
	});

	test("an import that breaks in the middle leaves what was there", async () => {
		const places = await readGazetteerFile(desk.file("name,territory\nА,ozersk\n"), usual);
		await sql`alter table gazetteer_place add constraint refuses check (name <> 'А')`.execute(desk.db);
		await expect(importGazetteer(desk.db, 1, { ...plain, places })).rejects.toThrow("refuses");
		await sql`alter table gazetteer_place drop constraint refuses`.execute(desk.db);
		expect(await desk.stored()).toEqual(["settlement Прежнее null"]);
	});
});
