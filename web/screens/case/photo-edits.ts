/** A part of a picture as shares of its width and height, from its upper left corner, as it is turned now. */
export type Box = { x: number; y: number; width: number; height: number };

export type Edits = {
	/** quarters of a turn, clockwise */
	turns: 0 | 1 | 2 | 3;
	/** what is left of it; null: all */
	crop: Box | null;
	/** faces and number plates that nobody should see */
	covers: Box[];
};

export const untouched: Edits = { turns: 0, crop: null, covers: [] };

export const isTouched = ({ turns, crop, covers }: Edits): boolean => turns !== 0 || crop !== null || covers.length > 0;

/** smaller than this nobody could take hold of it */
const least = 0.03;
const within = (value: number, from: number, to: number): number => Math.min(Math.max(value, from), Math.max(from, to));

/** A box that stays inside the picture, whatever it was asked to be. */
export function inside({ x, y, width, height }: Box): Box {
	const size = { width: within(width, least, 1), height: within(height, least, 1) };
	return { x: within(x, 0, 1 - size.width), y: within(y, 0, 1 - size.height), ...size };
}

export const moved = (box: Box, dx: number, dy: number): Box => inside({ ...box, x: box.x + dx, y: box.y + dy });

/** Its lower right corner goes this far; the other one stays. */
export function sized({ x, y, width, height }: Box, dx: number, dy: number): Box {
	return inside({ x, y, width: within(width + dx, least, 1 - x), height: within(height + dy, least, 1 - y) });
}

/** Its upper left corner goes this far; the other one stays. */
export function sizedFromStart({ x, y, width, height }: Box, dx: number, dy: number): Box {
	const [right, bottom] = [x + width, y + height];
	const [left, top] = [within(x + dx, 0, right - least), within(y + dy, 0, bottom - least)];
	return { x: left, y: top, width: right - left, height: bottom - top };
}

/** What a finger or a mouse has drawn, from whichever corner. */
export function between(from: { x: number; y: number }, to: { x: number; y: number }): Box {
	return inside({
		x: Math.min(from.x, to.x),
		y: Math.min(from.y, to.y),
		width: Math.abs(from.x - to.x),
		height: Math.abs(from.y - to.y),
	});
}

const turnedBox = ({ x, y, width, height }: Box): Box => ({ x: 1 - y - height, y: x, width: height, height: width });

/** A quarter of a turn clockwise, with all that was marked on it. */
export function turned({ turns, crop, covers }: Edits): Edits {
	return {
		turns: ((turns + 1) % 4) as Edits["turns"],
		crop: crop && turnedBox(crop),
		covers: covers.map(turnedBox),
	};
}

/** Edits with those before them, so that a step can be taken back. */
export type Steps = { now: Edits; before: Edits[] };
export type Step =
	/** `isSame`: goes on with the last one, as a key that is held or a finger that moves */
	{ kind: "edit"; edits: Edits; isSame?: boolean } | { kind: "back" } | { kind: "start" };

export function step(steps: Steps, given: Step): Steps {
	if (given.kind === "back") {
		const last = steps.before.at(-1);
		return last ? { now: last, before: steps.before.slice(0, -1) } : steps;
	}
	const now = given.kind === "start" ? untouched : given.edits;
	return { now, before: given.kind === "edit" && given.isSame ? steps.before : [...steps.before, steps.now] };
}
