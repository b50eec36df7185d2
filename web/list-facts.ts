import { useSyncExternalStore } from "react";

/** What a row of the queue may tell beside the resident's words. */
export const factList = ["topic", "place", "due", "network", "agency", "assignee", "status"] as const;
export type Fact = (typeof factList)[number];
export type Facts = ReadonlySet<Fact>;

const name = "otklik.facts";
const usual: Facts = new Set(["topic", "place", "due", "network", "agency", "status"]);
const listeners = new Set<() => void>();
let chosen = recall();

/** Storage may be forbidden: then the choice lasts until the page is closed. */
function recall(): Facts {
	try {
		const kept = localStorage.getItem(name);
		return kept === null ? usual : new Set(factList.filter((one) => kept.split(",").includes(one)));
	} catch {
		return usual;
	}
}

export function toggleFact(fact: Fact): void {
	chosen = new Set(factList.filter((one) => (one === fact ? !chosen.has(one) : chosen.has(one))));
	try {
		localStorage.setItem(name, [...chosen].join(","));
	} catch {}
	for (const listener of listeners) listener();
}

/** What this person wants to see in a row, in this browser. */
export function useFacts(): Facts {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => chosen,
	);
}
