const metresPerDegree = 111_195;

type Point = { latitude: number; longitude: number };

/** Metres between two points of WGS 84 near each other; the plane is good enough for a few kilometres away from the poles. */
export function metresBetween(a: Point, b: Point): number {
	const middle = ((a.latitude + b.latitude) / 2) * (Math.PI / 180);
	const north = (a.latitude - b.latitude) * metresPerDegree;
	// across the 180th meridian the short way
	const turn = ((a.longitude - b.longitude + 540) % 360) - 180;
	return Math.hypot(north, turn * metresPerDegree * Math.cos(middle));
}
