import type { JudgeAnswer } from "../../api-day.ts";

export type Rubric = JudgeAnswer["rubric"];
export type Point = keyof Rubric;
export type Mark = Rubric[Point];
export const marks = ["met", "not-met", "not-applicable"] as const satisfies readonly Mark[];

/** The checklist in the order in which an answer is read. */
export const points = [
	"not-to-the-question",
	"unanswered",
	"no-deed",
	"bare-refusal",
	"elsewhere",
	"no-photo",
	"personal",
	"not-plain",
	"copy",
	"asks-rating",
	"tone",
	"priority-care",
	"untrue",
] as const satisfies readonly Point[];

export type Marked = Partial<Rubric>;

/** The whole checklist, once every point is marked. */
export function wholeOf(marked: Marked): Rubric | null {
	return points.every((point) => marked[point] !== undefined) ? (marked as Rubric) : null;
}

/** Points that nobody has marked are met. */
export function restMet(marked: Marked): Marked {
	return Object.fromEntries(points.map((point) => [point, marked[point] ?? "met"]));
}

/** Where the eye goes after a mark: the next point without one, or the one behind the last. */
export function nextPoint(marked: Marked, at: Point): Point {
	const order = [...points.slice(points.indexOf(at) + 1), ...points];
	return order.find((point) => marked[point] === undefined) ?? at;
}
