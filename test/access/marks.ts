import type { Relation } from "./region.ts";

/** A word in every text of a world: where it is read, the world is seen. */
export const markOf = (relation: Relation): string => `zz${relation}`;

/** Of the resident of a world: nobody without the right reads them. */
export const personOf = (relation: Relation): { authorName: string; contact: string } => {
	const digits = String([...relation].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 10_000_000);
	return { authorName: `Resident-of-${relation}`, contact: `+7 911 ${digits.padStart(7, "5")}` };
};
