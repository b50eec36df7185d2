import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoPlaces } from "../../registry/demo-gazetteer.ts";
import { demoRegion } from "../../registry/demo-region.ts";
import type { GazetteerPlace } from "../../registry/reads-gazetteer.ts";
import { compileGazetteer, gazetteerOf } from "./compile-gazetteer.ts";
import { findPlaces } from "./find-places.ts";

const data = { territories: demoRegion.territories, places: demoPlaces, boundaries: [] };
const gazetteer = compileGazetteer(data);
const codes: (string | null)[] = [null, ...demoRegion.territories.map((one) => one.code)];

/** Texts that are made of what the rules look for, so that they meet in every order. */
const pieces =
	`Ленина ленина Мира мира Садовой на по в до у дом дома д. ул. улица пр-т пр. пос. г. с. к корп. стр. лит. А а кв 5 25 25а 3/1 1-я 40 лет Победы 8 Марта
	Северный мкр Озёрная Сосновка Большой Камень район р-н и , . - \n № 18:30 рублей подъезд 12 Заречном заречном угол между Маркса К. № « » ( ) дом. Ж ё`
		.split(" ")
		.map((one) => one.trim());
const likely = fc
	.array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(" ", " ", " ", "", ", ", ". ", "\n")), { maxLength: 40 })
	.map((parts) => parts.flat().join(""));
const text = fc.oneof(likely, fc.string({ unit: "binary", maxLength: 200 }), fc.string({ unit: "grapheme" }));
/** more by OTKLIK_PROPERTY_RUNS: 100,000 take a minute and a half */
const runs = Number(process.env.OTKLIK_PROPERTY_RUNS ?? 1_000);
const patienceMs = 600_000;

describe("whatever the text", () => {
	test(
		"the candidates are well made, and the same each time",
		() => {
			fc.assert(
				fc.property(text, fc.constantFrom(...codes), (written, pageTerritoryCode) => {
					const places = findPlaces(written, gazetteer, { pageTerritoryCode });
					expect(findPlaces(written, gazetteer, { pageTerritoryCode })).toEqual(places);
					expect(places.length).toBeLessThanOrEqual(5);
					for (const [i, place] of places.entries()) {
						expect(place.confidence).toBeGreaterThan(0);
						expect(place.confidence).toBeLessThanOrEqual(1);
						expect(place.confidence).toBeLessThanOrEqual(places[i - 1]?.confidence ?? 1);
						expect(codes).toContain(place.territoryCode);
						expect(place.label).not.toBe("");
						expect(place.start).toBeGreaterThanOrEqual(0);
						expect(place.end).toBeLessThanOrEqual(written.length);
						expect(place.start < place.end).toBe(place.reason !== "page");
						if (place.house !== null) expect(place.house).toMatch(/^\d/);
					}
					const likelyCodes = places.filter((place) => place.confidence >= 0.5 && place.territoryCode !== null);
					expect(new Set(likelyCodes.map((place) => place.territoryCode)).size).toBeLessThanOrEqual(1);
				}),
				{ numRuns: runs },
			);
		},
		patienceMs,
	);

	test(
		"a street with its type and its house in its town is found, written in any case of letters",
		() => {
			const streets = demoPlaces.filter((place) => place.kind === "street");
			const written = fc.constantFrom<(one: string) => string>(
				(one) => one,
				(one) => one.toLowerCase(),
				(one) => one.toUpperCase(),
				(one) => one.replaceAll("ё", "е"),
			);
			fc.assert(
				fc.property(fc.constantFrom(...streets), fc.integer({ min: 1, max: 300 }), written, (street, house, write) => {
					const places = findPlaces(write(`${street.settlement}, ${street.name}, ${house}`), gazetteer, {
						pageTerritoryCode: null,
					});
					expect(places[0]).toMatchObject({ territoryCode: street.territoryCode, house: String(house) });
					expect(places[0]?.confidence).toBeGreaterThan(0.5);
				}),
				{ numRuns: runs / 4 },
			);
		},
		patienceMs,
	);

	test(
		"any gazetteer compiles, and what it holds is found or not, without a stumble",
		() => {
			const name = fc.oneof(
				fc.string({ unit: "binary", maxLength: 30 }),
				fc.constantFrom(...pieces, "ул.", "улица", "1", ""),
			);
			const maybe = fc.option(name);
			const place: fc.Arbitrary<GazetteerPlace> = fc.record({
				kind: fc.constantFrom("settlement", "street", "house", "landmark"),
				name,
				settlement: maybe,
				street: maybe,
				territoryCode: fc.constantFrom(...codes),
				latitude: fc.constant(null),
				longitude: fc.constant(null),
				aliases: fc.array(name, { maxLength: 3 }),
			});
			fc.assert(
				fc.property(fc.array(place, { maxLength: 12 }), text, (places, written) => {
					const compiled = compileGazetteer({ ...data, places });
					const about = [written, ...places.map((one) => `на ул. ${one.name} 5`)].join(". ");
					expect(() => findPlaces(about, compiled, { pageTerritoryCode: null })).not.toThrow();
				}),
				{ numRuns: runs / 4 },
			);
		},
		patienceMs,
	);
});

test("a gazetteer is compiled once for one object", () => {
	expect(gazetteerOf(data)).toBe(gazetteerOf(data));
	expect(gazetteerOf({ ...data })).not.toBe(gazetteerOf(data));
});
