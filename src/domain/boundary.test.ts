import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boxOfPolygons, compileBoundary, contains, territoryAt } from "./boundary.ts";
import type { Polygons } from "./boundary.ts";

const square = (west: number, south: number, size: number): number[][] => [
	[west, south],
	[west + size, south],
	[west + size, south + size],
	[west, south + size],
	[west, south],
];
const at = (longitude: number, latitude: number) => ({ latitude, longitude });

describe("contains", () => {
	const withHole = compileBoundary("a", [[square(0, 0, 10), square(4, 4, 2)], [square(20, 20, 1)]]);
	test.each([
		["inside", 1, 1, true],
		["in the hole", 5, 5, false],
		["between the hole and the border", 3, 5, true],
		["in the second polygon", 20.5, 20.5, true],
		["between the polygons, in the box of both", 15, 15, false],
		["outside", -1, 5, false],
		["level with a corner, outside", -1, 10, false],
	])("%s", (_, x, y, isInside) => {
		expect(contains(withHole, at(x, y))).toBe(isInside);
	});

	test("a border of nothing holds nothing", () => {
		expect(contains(compileBoundary("a", []), at(0, 0))).toBe(false);
	});

	test("a point on the line between two neighbours belongs to exactly one", () => {
		const left = compileBoundary("left", [[square(0, 0, 10)]]);
		const right = compileBoundary("right", [[square(10, 0, 10)]]);
		for (const y of [0, 0.5, 5, 9.99]) expect([left, right].filter((one) => contains(one, at(10, y)))).toHaveLength(1);
	});

	test("agrees with the sum of the angles under which the border is seen", () => {
		const corner = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));
		const ring = fc.array(corner, { minLength: 3, maxLength: 8 }).map((corners) => [...corners, corners[0]!]);
		const polygons = fc.array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });
		// never on a line between whole numbers this small
		const off = fc.integer({ min: -21, max: 20 }).map((whole) => whole + 0.5 + 1 / 7919);
		fc.assert(
			fc.property(polygons, off, off, (given, x, y) => {
				expect(contains(compileBoundary("a", given), at(x, y + 1e-5))).toBe(
					given.some((one) => seenAround(one, x, y + 1e-5)),
				);
			}),
			{ numRuns: 2_000 },
		);
	});
});

/** Slow and plain: a ring that turns around the point an odd number of times holds it; the first must, the others must not. */
function seenAround(rings: Polygons[number], x: number, y: number): boolean {
	const [outer, ...holes] = rings.map((ring) => {
		let turns = 0;
		for (let i = 1; i < ring.length; i++) {
			const angles = [ring[i - 1]!, ring[i]!].map(([cx = 0, cy = 0]) => Math.atan2(cy - y, cx - x));
			const turn = angles[1]! - angles[0]!;
			turns += turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
		}
		return Math.round(turns / (2 * Math.PI)) % 2 !== 0;
	});
	return outer === true && !holes.includes(true);
}

describe("territoryAt", () => {
	const region = compileBoundary("region", [[square(0, 0, 100)]]);
	const town = compileBoundary("town", [[square(10, 10, 10)]]);
	const twin = compileBoundary("also-town", [[square(10, 10, 10)]]);

	test("of one inside another the smaller is meant, in any order", () => {
		expect(territoryAt([region, town], at(15, 15))).toBe("town");
		expect(territoryAt([town, region], at(15, 15))).toBe("town");
		expect(territoryAt([town, region], at(50, 50))).toBe("region");
		expect(territoryAt([town, twin], at(15, 15))).toBe("also-town");
	});

	test("nowhere", () => {
		expect(territoryAt([region, town], at(-1, 50))).toBeNull();
		expect(territoryAt([], at(0, 0))).toBeNull();
		expect(territoryAt([region], at(Number.NaN, 50))).toBeNull();
	});
});

test("boxOfPolygons", () => {
	expect(boxOfPolygons([[square(0, 0, 10)], [square(20, -5, 1)]])).toEqual({ west: 0, south: -5, east: 21, north: 10 });
});
