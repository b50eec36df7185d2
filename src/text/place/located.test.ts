import { describe, expect, test } from "vitest";
import type { GazetteerPlace } from "../../registry/reads-gazetteer.ts";
import { compileGazetteer } from "./compile-gazetteer.ts";
import { findPlaces } from "./find-places.ts";

const place = (kind: GazetteerPlace["kind"], name: string, more: Partial<GazetteerPlace> = {}): GazetteerPlace => ({
	...{ kind, name, settlement: null, street: null, territoryCode: null, latitude: null, longitude: null, aliases: [] },
	...more,
});
const square = (west: number, south: number) => [
	[
		[west, south],
		[west + 1, south],
		[west + 1, south + 1],
		[west, south + 1],
		[west, south],
	],
];
const inTown = { settlement: "г. Горск", territoryCode: "gorsk" };
const gazetteer = compileGazetteer({
	territories: [
		{ code: "gorsk", name: "Горск", aliases: [] },
		{ code: "dolsk", name: "Дольский район", aliases: [] },
		{ code: "lesnoy", name: "Лесной район", aliases: [] },
	],
	places: [
		place("settlement", "г. Горск", { territoryCode: "gorsk", latitude: 50.5, longitude: 40.5 }),
		place("settlement", "село Заря", { territoryCode: "dolsk", latitude: 50.2, longitude: 41.2 }),
		place("settlement", "село Заря", { territoryCode: "lesnoy" }),
		place("street", "ул. Кирова", { ...inTown, latitude: 50.4, longitude: 40.4, aliases: ["Кировская"] }),
		place("street", "ул. Кирова", { settlement: "Заря", territoryCode: "dolsk" }),
		place("street", "ул. Кирова", { settlement: "Заря", territoryCode: "lesnoy" }),
		place("house", "7 корп. 2", { ...inTown, street: "Кирова", latitude: 50.41, longitude: 40.41 }),
		place("house", "5", { ...inTown, street: "пр-т Химиков", latitude: 50.6, longitude: 40.6 }),
		place("house", "12", { settlement: "Заря", territoryCode: "dolsk", street: "ул. Кирова" }),
		place("landmark", "Дом культуры «Искра»", { ...inTown, latitude: 50.7, longitude: 40.7, aliases: ["ДК Искра"] }),
	],
	boundaries: [
		{ territoryCode: "gorsk", polygons: [square(40, 50)] },
		{ territoryCode: "dolsk", polygons: [square(41, 50)] },
	],
});
const find = (text: string, ...points: [number, number][]) =>
	findPlaces(text, gazetteer, {
		pageTerritoryCode: null,
		points: points.map(([latitude, longitude]) => ({ latitude, longitude })),
	});

describe("where it is on the map", () => {
	test.each([
		["Горск, Кирова 7к2", "ул. Кирова, 7 к. 2, Горск", 50.41],
		["Горск, Кирова 99", "ул. Кирова, 99, Горск", 50.4],
		["Горск, Кировская 7, корпус 2", "ул. Кирова, 7 к. 2, Горск", 50.41],
		["на проспекте Химиков 5", "пр-т Химиков, 5, Горск", 50.6],
		["у ДК «Искра» темно", "Дом культуры «Искра», Горск", 50.7],
		["г. Горск", "Горск", 50.5],
	])("%s → %s", (text, label, latitude) => {
		expect(find(text)[0]).toMatchObject({ label, latitude, territoryCode: "gorsk" });
	});

	test("a house that only one of the streets has tells which street", () => {
		const [best] = find("Кирова 12, прорвало трубу");
		expect(best).toMatchObject({ territoryCode: "dolsk", house: "12", latitude: null });
		expect(best?.confidence).toBeGreaterThan(0.25);
	});
});

describe("a point attached to the message", () => {
	test("tells the territory where the text tells nothing", () => {
		expect(find("посмотрите что творится", [50.3, 41.3])).toEqual([
			expect.objectContaining({
				...{ territoryCode: "dolsk", reason: "point", label: "Дольский район" },
				...{ latitude: 50.3, longitude: 41.3, start: 0, end: 0 },
			}),
		]);
	});

	test("tells which of the streets, and where on it", () => {
		const [best] = find("Яма на Кирова 3", [50.3, 41.3]);
		expect(best).toMatchObject({
			label: "ул. Кирова, 3, Заря",
			territoryCode: "dolsk",
			latitude: 50.3,
			longitude: 41.3,
		});
		expect(best?.confidence).toBeGreaterThan(0.8);
	});

	test("tells which of the settlements of one name", () => {
		expect(find("в селе Заря нет света", [50.3, 41.3])[0]).toMatchObject({ territoryCode: "dolsk" });
		const unsure = find("в селе Заря нет света");
		expect(unsure.map((one) => one.territoryCode).sort()).toEqual(["dolsk", "lesnoy"]);
		for (const one of unsure) expect(one.confidence).toBeLessThan(0.5);
	});

	test("that contradicts the text leaves both, none for sure but the surer", () => {
		const places = find("Горск, Кирова 7к2", [50.3, 41.3]);
		expect(places.map((one) => one.territoryCode)).toEqual(expect.arrayContaining(["gorsk", "dolsk"]));
		expect(places.filter((one) => one.confidence >= 0.5).length).toBeLessThanOrEqual(1);
	});

	test("outside every border, or of no numbers, is left aside", () => {
		expect(find("нет воды", [10, 10], [Number.NaN, 0], [Number.POSITIVE_INFINITY, 400])).toEqual([]);
	});
});
