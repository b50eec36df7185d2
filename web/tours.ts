import { useRouterState } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import type { Me } from "./api.ts";
import { type Role, roleOf } from "./role-of.ts";

/** Hints that this browser has shown: "staffId:role"; "*" stands for all there are. */
const key = "otklik.tours";
let seen = read();
let isAsked = false;
const listeners = new Set<() => void>();

function read(): readonly string[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
		return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
	} catch {
		return [];
	}
}

function change(next: readonly string[], asked: boolean): void {
	seen = next;
	isAsked = asked;
	try {
		localStorage.setItem(key, JSON.stringify(seen));
	} catch {
		// storage may be forbidden: then the hints come again the next time
	}
	for (const listener of listeners) listener();
}

const nameOf = (me: Pick<Me, "id" | "permissions">): string => `${me.id}:${roleOf(me)}`;

/** Read through, or skipped: never again unless asked for. */
export const endTour = (me: Pick<Me, "id" | "permissions">): void => change([...new Set([...seen, nameOf(me)])], false);
/** From the help. */
export const askForTour = (): void => change(seen, true);

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Whose hints are to be shown now; null: none. They wait while somebody sets things up or reads the help. */
export function useTour(me: Me): Role | null {
	const isDue = useSyncExternalStore(subscribe, () => isAsked || !(seen.includes("*") || seen.includes(nameOf(me))));
	const isAtWork = useRouterState({ select: ({ location }) => /^\/(cases|day|approvals)\/?$/.test(location.pathname) });
	return isDue && isAtWork && me.owes === null ? roleOf(me) : null;
}
