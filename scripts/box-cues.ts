import type { CueTable } from "./box-cue-table.ts";
import { cityCues } from "./box-cues-city.ts";
import { peopleCues } from "./box-cues-people.ts";
import type { BoxRow } from "./box-rows.ts";

export const cueTable: CueTable = { ...cityCues, ...peopleCues };

const strengths = { sure: 1, likely: 0.6, hint: 0.3 } as const;
/** of the words that mean the same in a cue so many are taken, evenly */
const mostAlternatives = 12;

/** Small made-up messages of the stems of each cue, stronger cues weighing more. */
export function cueRows(): BoxRow[] {
	return Object.entries(cueTable).flatMap(([topic, cues]) =>
		(["sure", "likely", "hint"] as const).flatMap((strength) =>
			(cues[strength] ?? "")
				.split(",")
				.filter((cue) => cue.trim() !== "")
				.flatMap(textsOf)
				.map((text) => ({ text, topics: [topic], weight: strengths[strength] })),
		),
	);
}

/** Every side of a cue with the others in turn. */
function textsOf(cue: string): string[] {
	const sides = cue
		.trim()
		.split(/\s+/)
		.map((side) => side.split("|").map((stem) => stem.replace(/\.$/, "")));
	const longest = Math.max(...sides.map((side) => side.length));
	const count = Math.min(longest, mostAlternatives);
	return Array.from({ length: count }, (_, i) =>
		sides.map((side) => side[Math.floor((i * longest) / count) % side.length]).join(" "),
	);
}
