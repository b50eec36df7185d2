import { useNavigate } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import {
	BrainCircuit,
	CheckCheck,
	CircleAlert,
	CircleDashed,
	Eye,
	Inbox,
	Newspaper,
	PenLine,
	Undo2,
} from "lucide-react";
import type { CaseSearch } from "../case-search.ts";
import { useMe } from "../queries.ts";
import { useFirstWords } from "../words.ts";
import { useSections } from "./rail.tsx";

/** A place to go to: by `g` and its letter, by the palette, by the rail. */
export type Place = { key: string; label: string; letter?: string | undefined; icon: LucideIcon; go: () => void };

type ViewPlace = {
	name: "open" | "new" | "mine" | "approval" | "returned" | "answered" | "overdue";
	letter: string;
	icon: LucideIcon;
};

export const viewPlaces: ViewPlace[] = [
	{ name: "open", letter: "O", icon: Inbox },
	{ name: "new", letter: "N", icon: CircleDashed },
	{ name: "mine", letter: "M", icon: PenLine },
	{ name: "approval", letter: "A", icon: Eye },
	{ name: "returned", letter: "R", icon: Undo2 },
	{ name: "answered", letter: "W", icon: CheckCheck },
	{ name: "overdue", letter: "L", icon: CircleAlert },
];

const searchOf = (name: ViewPlace["name"]): CaseSearch =>
	name === "overdue" ? { due: "overdue" } : name === "open" ? {} : { view: name };

/** Everywhere this person may go. */
export function usePlaces(): Place[] {
	const t = useFirstWords();
	const navigate = useNavigate();
	const sections = useSections();
	const { permissions } = useMe();
	const setup: Place[] = [
		{ key: "/pages", label: t.nav.pages, letter: "P", icon: Newspaper, go: () => void navigate({ to: "/pages" }) },
		{
			key: "/models",
			label: t.nav.models,
			letter: "K",
			icon: BrainCircuit,
			go: () => void navigate({ to: "/models" }),
		},
	];
	return [
		...viewPlaces.map(({ name, letter, icon }) => ({
			key: `view:${name}`,
			label: `${t.nav.queue}: ${t.views[name]}`,
			letter,
			icon,
			go: () => void navigate({ to: "/cases", search: searchOf(name) }),
		})),
		...sections
			.filter(({ to }) => to !== "/cases")
			.map(({ to, label, go: letter, icon }) => ({ key: to, label, letter, icon, go: () => void navigate({ to }) })),
		...setup.filter(({ key }) => permissions.includes(key === "/pages" ? "page.read" : "model.manage")),
	];
}

/** The places by their letter after `g`. */
export function useGoKeys(): Record<string, (event: KeyboardEvent) => void> {
	const lettered = usePlaces().flatMap(({ letter, go }) => (letter ? [{ letter, go }] : []));
	return Object.fromEntries(
		lettered.map(({ letter, go }) => [
			`g ${letter.toLowerCase()}`,
			(event: KeyboardEvent) => {
				event.preventDefault();
				go();
			},
		]),
	);
}
