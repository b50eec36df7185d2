import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readConfig } from "../src/config.ts";
import type { Config } from "../src/config.ts";
import { importFiles, showPlaces } from "../src/gazetteer-command.ts";
import { readGazetteer } from "../src/registry/reads-gazetteer.ts";
import { collection, feature, makeGazetteerDesk, ring } from "./gazetteer-files.ts";

let desk: Awaited<ReturnType<typeof makeGazetteerDesk>>;
let config: Config;
beforeAll(async () => {
	desk = await makeGazetteerDesk();
	config = readConfig({ DATABASE_URL: desk.url });
});
afterAll(() => desk.close());
beforeEach(() => desk.empty());

/** What a command prints. */
async function printed(work: () => Promise<void>): Promise<string> {
	const lines: string[] = [];
	const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
		lines.push(String(text));
		return true;
	});
	try {
		await work();
	} finally {
		write.mockRestore();
	}
	return lines.join("");
}

const inOne = { region: "one" };

test("a gazetteer goes in and finds what a resident wrote", async () => {
	const places = desk.file(
		"Улица;Посёлок;Комментарий\nул. Лесная;Озёрск;x\nул. Лесная;Яр;\nул. Садовая;Неведомо;\n;;\n",
	);
	const boundaries = desk.file(collection([feature("Озёрск", [ring(10, 50, 2)]), feature("?", [])]), "geojson");
	const values = { ...inOne, places, boundaries, columns: "name=улица, settlement=Посёлок" };
	expect(await printed(() => importFiles(config, values))).toBe(`Places taken: street 3.
Territories with borders: 1.
Places without a territory: 1.
Refused places: 1
  5: нет названия / no name
Refused borders: 1
  2: многоугольник без колец / a polygon without rings
`);
	const show = (more: object) => printed(() => showPlaces(config, { ...inOne, text: "Яма на Лесной 5", ...more }));
	expect(await show({})).toMatch(/^0\.\d\d {2}house .* ул\. Лесная, 5, Озёрск {2}«Лесной 5»\n0\.\d\d {2}house/);
	expect(await show({ "page-territory": "yar" })).toMatch(/^0\.[5-9]\d {2}house +yar +ул\. Лесная, 5, Яр/);
	expect(await show({ point: "51, 11" })).toMatch(/^0\.[5-9]\d {2}house +ozersk +ул\. Лесная, 5, Озёрск {2}51, 11/);
	expect(await show({ text: "нет воды" })).toBe("No place found.\n");
	const [best] = JSON.parse(await show({ json: true, "page-territory": "yar" }));
	expect(best).toMatchObject({ territoryCode: "yar", street: "ул. Лесная", house: "5" });
});

test("only the first twenty refused lines are shown", async () => {
	const rows = Array.from({ length: 60 }, (_, i) => (i % 2 ? `Село ${i},1,1` : `Село ${i},100,1`));
	const places = desk.file(`name,latitude,longitude\n${rows.join("\n")}\n`);
	const lines = (await printed(() => importFiles(config, { ...inOne, places }))).trimEnd().split("\n");
	expect(lines).toHaveLength(24);
	expect(lines.slice(-2)).toEqual([
		'  40: широта «100» — не число от −90 до 90 / latitude "100" is no number from −90 to 90',
		"  and 10 more",
	]);
	expect(JSON.parse(await printed(() => importFiles(config, { ...inOne, places, json: true })))).toMatchObject({
		places: { settlement: 30 },
		boundaries: null,
	});
});

describe("a command that cannot be done says so", () => {
	const places = () => desk.file("name\nА\n");
	test.each([
		["no file", {}, "--boundaries FILE, or both"],
		["no region", { places, region: "three" }, 'There is no region "three". Give --region: one, two.'],
		["several regions", { places, region: undefined }, "There are several regions. Give --region: one, two."],
		["a column of nobody", { places, columns: "title=A" }, '"title=A" is not understood'],
		["half a column", { places, columns: "name=" }, '"name=" is not understood'],
		["a kind of nobody", { places, kind: "planet" }, "--kind must be one of settlement, street, house, landmark"],
	])("import: %s", async (_, { places: make, ...values }: Record<string, unknown>, sentence) => {
		const given = { ...inOne, ...values, ...(typeof make === "function" && { places: make() }) };
		await expect(importFiles(config, given)).rejects.toThrow(sentence);
		expect((await readGazetteer(desk.db, 1)).places).toEqual([]);
	});

	test.each([
		["no text", { text: " " }, "Give a text"],
		["half a point", { text: "а", point: "51" }, "--point"],
		["a point nowhere", { text: "а", point: "91,0" }, "--point"],
		["a territory of nobody", { text: "а", "page-territory": "mars" }, 'There is no territory "mars"'],
	])("show: %s", async (_, values, sentence) => {
		await expect(showPlaces(config, { ...inOne, ...values })).rejects.toThrow(sentence);
	});
});
