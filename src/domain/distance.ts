import type { Box, Point } from "./boundary.ts";

const metresPerDegree = 111_195;

/** Metres between two points of WGS 84 near each other; the plane is good enough for a few kilometres away from the poles. */
export function metresBetween(a: Point, b: Point): number {
	const middle = ((a.latitude + b.latitude) / 2) * (Math.PI / 180);
	const north = (a.latitude - b.latitude) * metresPerDegree;
	// across the 180th meridian the short way
	const turn = ((a.longitude - b.longitude + 540) % 360) - 180;
	return Math.hypot(north, turn * metresPerDegree * Math.cos(middle));
}

/** The box that holds everything within so many metres of the point; not across the 180th meridian. */
export function boxOfRadius({ latitude, longitude }: Point, metres: number): Box {
	const north = metres / metresPerDegree;
	// at a pole every longitude is near
	const east = Math.min(180, north / Math.max(Math.cos((latitude * Math.PI) / 180), 1e-9));
	return { west: longitude - east, south: latitude - north, east: longitude + east, north: latitude + north };
}
