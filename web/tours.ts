import { useRouterState } from "@tanstack/react-router";
import type { Me } from "./api.ts";
import { keptInBrowser } from "./kept.ts";
import { type Role, roleOf } from "./role-of.ts";

/** Hints that this browser has shown, "staffId:role" or "*" for all there are; and whether they were asked for again. */
const tours = keptInBrowser<{ seen: readonly string[]; isAsked: boolean }>(
	"tours",
	(text) => ({ seen: namesIn(text), isAsked: false }),
	({ seen }) => JSON.stringify(seen),
);

function namesIn(text: string | null): readonly string[] {
	try {
		const kept: unknown = JSON.parse(text ?? "[]");
		return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
	} catch {
		return [];
	}
}

const nameOf = (me: Pick<Me, "id" | "permissions">): string => `${me.id}:${roleOf(me)}`;

/** Read through, or skipped: never again unless asked for. */
export const endTour = (me: Pick<Me, "id" | "permissions">): void =>
	tours.set({ seen: [...new Set([...tours.get().seen, nameOf(me)])], isAsked: false });
/** From the help. */
export const askForTour = (): void => tours.set({ ...tours.get(), isAsked: true });

/** Whose hints are to be shown now; null: none. They wait while somebody sets things up or reads the help. */
export function useTour(me: Me): Role | null {
	const { seen, isAsked } = tours.use();
	const isDue = isAsked || !(seen.includes("*") || seen.includes(nameOf(me)));
	const isAtWork = useRouterState({ select: ({ location }) => /^\/(cases|day|approvals)\/?$/.test(location.pathname) });
	return isDue && isAtWork && me.owes === null ? roleOf(me) : null;
}
