/** Degrees of WGS 84. */
export type Point = { latitude: number; longitude: number };
export type Box = { west: number; south: number; east: number; north: number };
/** GeoJSON coordinates of a MultiPolygon (RFC 7946): polygons of rings of [longitude, latitude]; the first ring is the outer one. */
export type Polygons = number[][][][];

/** A territory's border, ready to be asked. */
export type Boundary = { territoryCode: string; box: Box; polygons: { box: Box; rings: Float64Array[] }[] };

/** Takes closed rings of finite numbers; an empty list of polygons makes a border that holds nothing. */
export function compileBoundary(territoryCode: string, polygons: Polygons): Boundary {
	const compiled = polygons.map((rings) => {
		const flat = rings.map((ring) => Float64Array.from(ring.flatMap(([x = 0, y = 0]) => [x, y])));
		return { box: boxOf(flat.slice(0, 1)), rings: flat };
	});
	return { territoryCode, box: boxAround(compiled.map((one) => one.box)), polygons: compiled };
}

/** The box around all polygons. */
export function boxOfPolygons(polygons: Polygons): Box {
	return compileBoundary("", polygons).box;
}

/**
 * The territory a point lies in; of several, one inside another, the smallest by its box, then the first by code.
 * Holes do not belong to their polygon. A point on a border belongs to at most one of two neighbours that share it.
 * @returns null when it lies in none
 */
export function territoryAt(boundaries: readonly Boundary[], point: Point): string | null {
	let best: Boundary | null = null;
	for (const boundary of boundaries) {
		if (best && !isCloser(boundary, best)) continue;
		if (contains(boundary, point)) best = boundary;
	}
	return best?.territoryCode ?? null;
}

function isCloser(one: Boundary, than: Boundary): boolean {
	const difference = areaOf(one.box) - areaOf(than.box);
	return difference < 0 || (difference === 0 && one.territoryCode < than.territoryCode);
}

const areaOf = (box: Box): number => (box.east - box.west) * (box.north - box.south);

/** Time grows with the number of corners of the polygons whose box holds the point. */
export function contains({ box, polygons }: Boundary, { latitude, longitude }: Point): boolean {
	if (!isInBox(box, longitude, latitude)) return false;
	for (const polygon of polygons) {
		if (!isInBox(polygon.box, longitude, latitude)) continue;
		const [outer, ...holes] = polygon.rings;
		const isInside = outer !== undefined && crossesOddly(outer, longitude, latitude);
		if (isInside && !holes.some((hole) => crossesOddly(hole, longitude, latitude))) return true;
	}
	return false;
}

/** Whether a ray from the point to the east crosses the ring an odd number of times. */
function crossesOddly(ring: Float64Array, x: number, y: number): boolean {
	let isOdd = false;
	for (let i = 2; i < ring.length; i += 2) {
		const [x1, y1, x2, y2] = [ring[i - 2]!, ring[i - 1]!, ring[i]!, ring[i + 1]!];
		// half-open: a corner counts for one of its two edges
		if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isOdd = !isOdd;
	}
	return isOdd;
}

const isInBox = (box: Box, x: number, y: number): boolean =>
	x >= box.west && x <= box.east && y >= box.south && y <= box.north;

const nowhere: Box = {
	west: Number.POSITIVE_INFINITY,
	south: Number.POSITIVE_INFINITY,
	east: Number.NEGATIVE_INFINITY,
	north: Number.NEGATIVE_INFINITY,
};

function boxOf(rings: Float64Array[]): Box {
	const box = { ...nowhere };
	for (const ring of rings) {
		for (let i = 0; i < ring.length; i += 2) {
			box.west = Math.min(box.west, ring[i]!);
			box.east = Math.max(box.east, ring[i]!);
			box.south = Math.min(box.south, ring[i + 1]!);
			box.north = Math.max(box.north, ring[i + 1]!);
		}
	}
	return box;
}

function boxAround(boxes: Box[]): Box {
	const box = { ...nowhere };
	for (const one of boxes) {
		box.west = Math.min(box.west, one.west);
		box.south = Math.min(box.south, one.south);
		box.east = Math.max(box.east, one.east);
		box.north = Math.max(box.north, one.north);
	}
	return box;
}
