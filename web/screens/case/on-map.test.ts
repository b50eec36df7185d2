import { expect, test } from "vitest";
import { directionTo, onMap } from "./on-map.ts";

const centre = { latitude: 60, longitude: 30 };
/** half a kilometre in degrees there */
const north = 500 / 111_195;
const east = north / Math.cos(Math.PI / 3);

test.each([
	[north, 0, 0, { x: 0, y: -50 }],
	[north, east, 1, { x: 50, y: -50 }],
	[0, east, 2, { x: 50, y: 0 }],
	[-north, 0, 4, { x: 0, y: 50 }],
	[0, -east, 6, { x: -50, y: 0 }],
	[north, -east, 7, { x: -50, y: -50 }],
])("north is up: %d, %d", (latitude, longitude, direction, place) => {
	const point = { latitude: centre.latitude + latitude, longitude: centre.longitude + longitude };
	expect(directionTo(centre, point)).toBe(direction);
	const { x, y } = onMap(centre, point, 1000, 100);
	expect([Math.round(x) + 0, Math.round(y) + 0]).toEqual([place.x, place.y]);
});

test("the same point lies in no direction, and the 180th meridian is no border", () => {
	expect(directionTo(centre, centre)).toBeNull();
	const west = { latitude: 0, longitude: 179.999 };
	expect(onMap(west, { latitude: 0, longitude: -179.999 }, 1000, 100).x).toBeCloseTo(22.24, 1);
});
