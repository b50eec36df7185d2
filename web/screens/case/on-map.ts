/** Degrees of WGS 84. */
export type Point = { latitude: number; longitude: number };

const metresPerDegree = 111_195;

/** Metres to the east and to the north of the centre; a kilometre around it the plane is good enough. */
function metresFrom(centre: Point, { latitude, longitude }: Point): { east: number; north: number } {
	// across the 180th meridian the short way
	const turn = ((longitude - centre.longitude + 540) % 360) - 180;
	return {
		east: turn * metresPerDegree * Math.cos((centre.latitude * Math.PI) / 180),
		north: (latitude - centre.latitude) * metresPerDegree,
	};
}

/** Where a point stands on a map with the centre at 0, north up and `radius` for so many metres. */
export function onMap(centre: Point, point: Point, metres: number, radius: number): { x: number; y: number } {
	const { east, north } = metresFrom(centre, point);
	return { x: (east / metres) * radius, y: (-north / metres) * radius };
}

/** Which of the eight directions a point lies in: 0 is north, 2 east; null: where the centre is. */
export function directionTo(centre: Point, point: Point): number | null {
	const { east, north } = metresFrom(centre, point);
	if (Math.hypot(east, north) < 5) return null;
	return (Math.round(Math.atan2(east, north) / (Math.PI / 4)) + 8) % 8;
}
