import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverColours } from "./cover-colour.ts";
import { between, type Box, inside, moved, sized, sizedFromStart, step, turned, untouched } from "./photo-edits.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const far = fc.double({ min: -2, max: 2, noNaN: true });
const box = fc.record({ x: share, y: share, width: share, height: share }).map(inside);
const isInside = ({ x, y, width, height }: Box) =>
	x >= 0 && y >= 0 && width >= 0.029 && height >= 0.029 && x + width <= 1 + 1e-9 && y + height <= 1 + 1e-9;

describe("a box on a picture", () => {
	test("stays inside and can be taken hold of, however it is moved, sized or drawn", () => {
		fc.assert(
			fc.property(box, far, far, (one, dx, dy) => {
				expect(isInside(moved(one, dx, dy))).toBe(true);
				expect(isInside(sized(one, dx, dy))).toBe(true);
				expect(isInside(sizedFromStart(one, dx, dy))).toBe(true);
				expect(isInside(between({ x: one.x, y: one.y }, { x: dx, y: dy }))).toBe(true);
			}),
		);
	});

	test("is drawn from any corner", () => {
		const drawn = between({ x: 0.6, y: 0.7 }, { x: 0.2, y: 0.1 });
		expect([drawn.x, drawn.y]).toEqual([0.2, 0.1]);
		expect([drawn.width, drawn.height]).toEqual([expect.closeTo(0.4), expect.closeTo(0.6)]);
	});

	test("keeps its other corner while it is sized", () => {
		const one = { x: 0.2, y: 0.2, width: 0.4, height: 0.4 };
		expect(sized(one, 0.1, -0.1)).toMatchObject({ x: 0.2, y: 0.2, width: 0.5, height: expect.closeTo(0.3) });
		const from = sizedFromStart(one, 0.1, -0.1);
		expect([from.x + from.width, from.y + from.height]).toEqual([expect.closeTo(0.6), expect.closeTo(0.6)]);
	});
});

test("a picture turned four times is the picture, with everything marked on it", () => {
	const edits = { turns: 0 as const, crop: { x: 0.1, y: 0.2, width: 0.5, height: 0.3 }, covers: [] };
	expect(turned(edits).crop).toEqual({ x: expect.closeTo(0.5), y: 0.1, width: 0.3, height: 0.5 });
	const round = turned(turned(turned(turned(edits))));
	expect(round.turns).toBe(0);
	for (const key of ["x", "y", "width", "height"] as const) expect(round.crop?.[key]).toBeCloseTo(edits.crop[key]);
});

test("a step is taken back, a movement as a whole, and so is a new start", () => {
	const one = turned(untouched);
	const begun = step({ now: untouched, before: [] }, { kind: "edit", edits: one });
	const gone = step(step(begun, { kind: "edit", edits: turned(one) }), {
		kind: "edit",
		edits: turned(turned(one)),
		isSame: true,
	});
	expect(step(gone, { kind: "back" }).now).toEqual(one);
	const anew = step(gone, { kind: "start" });
	expect([anew.now, step(anew, { kind: "back" }).now]).toEqual([untouched, gone.now]);
	expect(step({ now: one, before: [] }, { kind: "back" }).now).toBe(one);
});

test("what covers a face knows nothing of it but the colour of all of it", () => {
	// two pictures of the same mean: black beside white, and grey
	const halves = new Uint8ClampedArray([0, 0, 0, 255, 254, 254, 254, 255]);
	const grey = new Uint8ClampedArray([127, 127, 127, 255, 127, 127, 127, 255]);
	expect(coverColours(halves, 64)).toEqual(coverColours(grey, 64));
	expect(new Set(coverColours(grey, 8)).size).toBeGreaterThan(4);
});
