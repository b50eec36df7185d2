import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../src/db/database.ts";
import { SetupError } from "../src/db/setup-error.ts";
import { importGazetteer } from "../src/registry/import-gazetteer.ts";
import { keepGazetteer } from "../src/registry/keep-gazetteer.ts";
import { readBoundaryFile } from "../src/registry/read-boundary-file.ts";
import { readGazetteerFile } from "../src/registry/read-gazetteer-file.ts";
import { readGazetteer } from "../src/registry/reads-gazetteer.ts";
import { gazetteerOf } from "../src/text/place/compile-gazetteer.ts";
import { findPlaces } from "../src/text/place/find-places.ts";
import { collection, feature, makeGazetteerDesk, plain, ring, usual } from "./gazetteer-files.ts";

let desk: Awaited<ReturnType<typeof makeGazetteerDesk>>;
beforeAll(async () => {
	desk = await makeGazetteerDesk();
});
afterAll(() => desk.close());
beforeEach(() => desk.empty());

const twoSquares = collection([feature("Озёрск", [ring(10, 50, 2)]), feature("Ярский район", [ring(20, 50, 2)])]);

describe("places", () => {
	test("are read by their columns, with a kind that follows from them, and their territory by code, name or alias", async () => {
		const csv = `name,settlement,street,territory,aliases
Сосновка,,,ozersk,Сосновая;Сосны
ул. Ленина,Сосновка,,Озёрск,
12а,Сосновка,ул. Ленина,озерск,
Берёзка,,,Ярский район,
`;
		const report = await desk.load({ csv });
		expect(report).toMatchObject({ places: { settlement: 2, street: 1, house: 1, landmark: 0 }, refusedPlaces: [] });
		expect(await desk.stored()).toEqual([
			"settlement Сосновка ozersk",
			"street ул. Ленина ozersk",
			"house 12а ozersk",
			"settlement Берёзка yar",
		]);
		expect((await readGazetteer(desk.db, 1)).places[0]?.aliases).toEqual(["Сосновая", "Сосны"]);
	});

	test("replace what was loaded, in their region only", async () => {
		await desk.load({ csv: "name\nОдин\nДва\n" });
		await desk.load({ csv: "name\nЧужой\n" }, 2);
		await desk.load({ csv: "name\nТри\n" });
		expect(await desk.stored()).toEqual(["settlement Три null"]);
		expect(await desk.stored(2)).toEqual(["settlement Чужой null"]);
	});

	test("come from semicolons, tabs, packed files, other names of columns and files without a header", async () => {
		const expected = ["settlement Новое ozersk"];
		await desk.load({ csv: '\ufeffname;territory\n"Новое";ozersk\n' });
		expect(await desk.stored()).toEqual(expected);
		await desk.load({
			csv: "Название\tРайон\r\nНовое\tozersk\r\n",
			with: { columns: { name: "название", territory: "Район" } },
		});
		expect(await desk.stored()).toEqual(expected);
		await desk.load({ csv: "7|x\tНовое\t\tozersk\n", with: { header: ["", "name", "", "territory"] } });
		expect(await desk.stored()).toEqual(expected);
		const packed = desk.file(gzipSync("name,territory\nНовое,ozersk\n"), "csv.gz");
		await importGazetteer(desk.db, 1, { ...plain, places: await readGazetteerFile(packed, usual) });
		expect(await desk.stored()).toEqual(expected);
	});

	test("with Latin names take the Russian alias that reads like them", async () => {
		const csv = 'Berezovets\tBeryozovetz,Бярозавец,Берёзовец,ベレ\t50,5\t30.25\nMoy "gorod"\t\t1\t2\n';
		const report = await desk.load({ csv, with: { header: ["name", "aliases", "latitude", "longitude"] } });
		expect(report.places?.settlement).toBe(2);
		const { places } = await readGazetteer(desk.db, 1);
		expect(places[0]).toMatchObject({ name: "Берёзовец", aliases: ["Бярозавец"], latitude: 50.5, longitude: 30.25 });
		expect(places[1]?.name).toBe('Moy "gorod"');
	});

	test("that cannot be taken are listed with their line and why, and the others are taken", async () => {
		const csv = `kind,name,street,territory,latitude,longitude
,Хорошее,,,,
,,,,,
дом,5,,,,
planet,Марс,,,,
,Север,,,200,30
,Восток,,,50,abc
,Половина,,,50,
,Чужое,,Неведомое,,
,Хорошее 2,,,NaN,NaN
,А,,,,
,Б,,,,
,В,,,,
,Г,,,,
,Д,,,-89.5,179
улица,${"Я".repeat(300)},,,,
,Е,,,,
,Ж,,,,
,А,,,,
`;
		const report = await desk.load({ csv });
		expect(report.refusedPlaces.map(({ line, en }) => `${line}: ${en}`)).toEqual([
			"3: no name",
			"4: a house without a street",
			'5: unknown kind "planet", possible: settlement, street, house, landmark',
			'6: latitude "200" is no number from −90 to 90',
			'7: longitude "abc" is no number from −180 to 180',
			'8: longitude "" is no number from −180 to 180',
			'9: the region has no territory "Неведомое" (--make-territories makes it)',
			'10: latitude "NaN" is no number from −90 to 90',
			"16: a name longer than 200 characters",
		]);
		expect(report).toMatchObject({ places: { settlement: 8 }, doubled: 1 });
	});

	test("make territories when asked, once for each name", async () => {
		const csv = "name,territory\nА,Новый район\nБ,новый  район\nВ,Ozersk\nГ,ozersk\n";
		const report = await desk.load({ csv, options: { makesTerritories: true } });
		expect(report.madeTerritories).toEqual(["Новый район"]);
		expect(await desk.stored()).toEqual([
			"settlement А novyy-rayon",
			"settlement Б novyy-rayon",
			"settlement В ozersk",
			"settlement Г ozersk",
		]);
		const again = await desk.load({ csv, options: { makesTerritories: true } });
		expect(again.madeTerritories).toEqual([]);
	});

	test("hostile words stay words", async () => {
		const name = "'); drop table region; -- \u0000\u200b\\x";
		await desk.load({ csv: `name,settlement\n"Хорошее\nимя",\n"${name.replaceAll("\0", "")}",constructor\n` });
		expect(await desk.stored()).toEqual(["settlement Хорошее имя null", `street ${name.replaceAll("\0", "")} null`]);
	});
});

describe("territories of places", () => {
	const csv =
		"name,settlement,latitude,longitude\nСело,,51,11\nул. Ленина,Село,,\nул. Лесная,Озерск,,\nДалёкое,,10,10\n";

	test("come from their point, their settlement, and the territory called like it", async () => {
		const report = await desk.load({ csv, geojson: twoSquares });
		expect(report).toMatchObject({ boundaries: 2, withoutTerritory: 1 });
		expect(await desk.stored()).toEqual([
			"settlement Село ozersk",
			"street ул. Ленина ozersk",
			"street ул. Лесная ozersk",
			"settlement Далёкое null",
		]);
	});

	test("are found anew when other boundaries come, except those the file gave", async () => {
		await desk.load({
			csv: `territory,${csv.replaceAll("\n", "\n,")}ozersk,Данное,,51,21\n`.replace("\n,ozersk", "\nozersk"),
		});
		expect((await desk.stored()).at(-1)).toBe("settlement Данное ozersk");
		expect((await desk.stored())[0]).toBe("settlement Село null");
		await desk.load({ geojson: collection([feature("Яр", [ring(10, 50, 2)])]) });
		expect(await desk.stored()).toEqual([
			"settlement Село yar",
			"street ул. Ленина yar",
			"street ул. Лесная ozersk",
			"settlement Далёкое null",
			"settlement Данное ozersk",
		]);
	});

	test("--inside leaves out what lies elsewhere", async () => {
		const report = await desk.load({ csv, geojson: twoSquares, options: { onlyInside: true } });
		expect(report.outside).toBe(1);
		expect(await desk.stored()).toHaveLength(3);
		await expect(desk.load({ csv }, 2)).resolves.toBeDefined();
		await expect(desk.load({ csv, options: { onlyInside: true } }, 2)).rejects.toThrow("--boundaries");
		const far = "name,latitude,longitude\nДалёкое,10,10\n";
		await expect(desk.load({ csv: far, options: { onlyInside: true } })).rejects.toThrow(SetupError);
		expect(await desk.stored()).toHaveLength(3);
	});
});

describe("boundaries", () => {
	test("of one territory become one; what a point lies in is found in a message", async () => {
		const parts = collection([
			feature("Озёрск", [ring(10, 50, 2), ring(10.5, 50.5, 0.5)]),
			feature("Озерск", [[ring(30, 50, 1)]], "MultiPolygon"),
			feature("Яр", [ring(20, 50, 2)]),
		]);
		expect(await desk.load({ geojson: parts })).toMatchObject({ boundaries: 2, refusedBoundaries: [] });
		const gazetteer = gazetteerOf(await readGazetteer(desk.db, 1));
		const at = (latitude: number, longitude: number) =>
			findPlaces("яма", gazetteer, { pageTerritoryCode: "yar", points: [{ latitude, longitude }] })[0];
		expect(at(50.1, 10.1)).toMatchObject({ territoryCode: "ozersk", reason: "point", latitude: 50.1, longitude: 10.1 });
		expect(at(50.7, 10.7)).toMatchObject({ territoryCode: "yar", reason: "page" });
		expect(at(50.5, 30.5)).toMatchObject({ territoryCode: "ozersk", reason: "point" });
	});

	test("name their territory by a code, and make it", async () => {
		const read = await readBoundaryFile(desk.file(twoSquares), { nameProperty: "name", codeProperty: "code" });
		const report = await importGazetteer(desk.db, 2, { ...plain, boundaries: read, makesTerritories: true });
		expect(report.madeTerritories).toEqual(["Ярский район"]);
		const { boundaries } = await readGazetteer(desk.db, 2);
		expect(boundaries.map((one) => one.territoryCode)).toEqual(["c-yarskiy-rayon", "ozersk"]);
	});

	test("that cannot be taken are listed", async () => {
		const good = [1, 2, 3, 4, 5, 6, 7].map((n) => feature("Яр", [ring(n, 1, 1)]));
		const bad = [
			feature("Яр", [
				[
					[0, 0],
					[1, 0],
					[1, 1],
					[0, 1],
				],
			]),
			feature("Яр", [
				[
					[0, 0],
					[1, 0],
					[0, 0],
				],
			]),
			feature("Яр", [
				[
					[0, 0],
					[1, 200],
					[1, 1],
					[0, 0],
				],
			]),
			feature("Яр", [
				[
					[0, 0],
					["1", 0],
					[1, 1],
					[0, 0],
				],
			]),
			feature("Яр", { a: 1 }),
			feature("Яр", [0, 0], "Point"),
			{ type: "Feature", properties: { name: "Яр" } },
		];
		const { refusedBoundaries } = await desk.load({ geojson: collection([...bad, ...good]) });
		expect(refusedBoundaries.map(({ line, en }) => `${line}: ${en}`)).toEqual([
			"1: a ring that is not closed",
			"2: a ring of fewer than four positions",
			"3: [1,200] is no longitude and latitude",
			'4: ["1",0] is no longitude and latitude',
			"5: a polygon without rings",
			"6: neither a Polygon nor a MultiPolygon",
			"7: neither a Polygon nor a MultiPolygon",
		]);
	});
});

describe("keepGazetteer", () => {
	test("gives the same object until something else is loaded", async () => {
		const read = keepGazetteer(desk.db, 0);
		const [first, second] = await Promise.all([read(1), read(1)]);
		expect(second).toBe(first);
		expect(await read(1)).toBe(first);
		await desk.load({ csv: "name\nНовое\n" });
		const third = await read(1);
		expect(third.places.map((place) => place.name)).toEqual(["Новое"]);
		await sql`update territory set aliases = '{Озёрка}' where region_id = 1 and code = 'ozersk'`.execute(desk.db);
		expect((await read(1)).territories[0]?.aliases).toEqual(["Озёрка"]);
		await desk.load({ csv: "name\nЧужое\n" }, 2);
		expect(await read(1)).toBe(await read(1));
	});

	test("asks no more often than it is told, and again after a failure", async () => {
		const slow = keepGazetteer(desk.db, 60_000);
		const first = await slow(1);
		await desk.load({ csv: "name\nПозже\n" });
		expect(await slow(1)).toBe(first);
		const lost = openDatabase("postgres://nobody@127.0.0.1:1/none", 1);
		const failing = keepGazetteer(lost, 60_000);
		await expect(failing(1)).rejects.toThrow();
		await expect(failing(1)).rejects.toThrow();
		await lost.destroy();
	});
});

test("two imports at once take turns", async () => {
	const many = `name\n${Array.from({ length: 3_000 }, (_, i) => `Село ${i}`).join("\n")}\n`;
	await Promise.all([desk.load({ csv: many }), desk.load({ csv: many }), desk.load({ csv: many })]);
	expect(await desk.stored()).toHaveLength(3_000);
});
