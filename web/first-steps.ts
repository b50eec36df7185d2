import { queryOptions } from "@tanstack/react-query";
import type { Me } from "./api.ts";
import { type FirstSteps, startApi } from "./api-start.ts";
import { keptInBrowser } from "./kept.ts";

/** What a new region needs before its first answer, in the order in which it is done. */
export const stepNames = ["region", "hours", "agencies", "people", "routing", "page", "message", "answer"] as const;
export type StepName = (typeof stepNames)[number];

/** Minutes that each takes somebody who does it for the first time. */
const minutes: Record<StepName, number> = {
	...{ region: 1, hours: 1, agencies: 3, people: 3, routing: 2, page: 2, message: 1, answer: 2 },
};

export const firstStepsQuery = queryOptions({
	queryKey: ["first-steps"],
	queryFn: ({ signal }) => startApi.steps(signal),
	staleTime: 2_000,
});

/** Who sets up a region, and not an agency alone. */
export const mayStart = (me: Pick<Me, "permissions" | "agencyId">): boolean =>
	me.agencyId === null && me.permissions.includes("staff.manage") && me.permissions.includes("case.read.region");

/** What is there tells what is done. @param today "2026-11-29" */
export function isDone(steps: FirstSteps, name: StepName, today: string): boolean {
	const done: Record<StepName, boolean> = {
		region: steps.isNamed,
		hours: steps.holidaysUntil !== null && steps.holidaysUntil >= today,
		agencies: steps.agencies > 1,
		people: steps.canAnswer && steps.canTriage,
		routing: steps.rules > 0,
		page: steps.pages > 0,
		message: steps.hasCase,
		answer: steps.hasAnswer,
	};
	return done[name];
}

/** What is left to do, the next one first. */
export const leftOf = (steps: FirstSteps, day: string): StepName[] =>
	stepNames.filter((name) => !isDone(steps, name, day));

export const minutesOf = (names: readonly StepName[]): number => names.reduce((sum, name) => sum + minutes[name], 0);

// of the tab: a page that is loaded anew still knows the way back
const current = keptInBrowser<StepName | null>(
	"step",
	(text) => stepNames.find((name) => name === text) ?? null,
	(name) => name,
	() => sessionStorage,
);

/** Somebody went from the first steps to where a step is done; null: they are left. */
export const goToStep = current.set;

/** The step that is being done on other screens. */
export const useCurrentStep = current.use;
