import { keptInBrowser } from "./kept.ts";

/** What a row of the queue may tell beside the resident's words. */
export const factList = ["topic", "place", "due", "network", "agency", "assignee", "status"] as const;
export type Fact = (typeof factList)[number];
export type Facts = ReadonlySet<Fact>;

const usual: Facts = new Set(["topic", "place", "due", "network", "agency", "status"]);
const chosen = keptInBrowser<Facts>(
	"facts",
	(text) => (text === null ? usual : new Set(factList.filter((one) => text.split(",").includes(one)))),
	(facts) => [...facts].join(","),
);

export function toggleFact(fact: Fact): void {
	const before = chosen.get();
	chosen.set(new Set(factList.filter((one) => (one === fact ? !before.has(one) : before.has(one)))));
}

/** What this person wants to see in a row, in this browser. */
export const useFacts = chosen.use;
