import type { Role } from "../role-of.ts";
import type { TourWords } from "../locales/tour-ru.ts";

/** A place on the screen and the words about it. */
export type TourStep = { at: string; words: keyof TourWords["steps"] };

const section = (to: string): string => `[data-tour="${to}"]`;
const list: string = "main section";
const queue = { at: section("/cases"), words: "queue" } as const;
const day = { at: section("/day"), words: "day" } as const;
// on a telephone both stand in the menu of the account
const menu = 'nav button[aria-haspopup="menu"]';
const help = { at: `${section("help")}, ${menu}`, words: "help" } as const;
const bell = { at: `${section("bell")}, ${menu}`, words: "bell" } as const;

/** Four to six places that somebody of this role needs in the first minutes. */
export const tourSteps: Record<Role, readonly TourStep[]> = {
	curator: [
		queue,
		{ at: list, words: "triage" },
		{ at: section("/approvals"), words: "approvals" },
		{ at: section("/take"), words: "take" },
		help,
	],
	dutyOfficer: [queue, { at: list, words: "triage" }, { at: section("/take"), words: "take" }, bell, help],
	executor: [queue, { at: list, words: "answer" }, day, bell, help],
	coordinator: [queue, { at: list, words: "answer" }, day, { at: section("/settings"), words: "templates" }, help],
	approver: [{ at: section("/approvals"), words: "approvals" }, queue, day, bell, help],
	quality: [{ at: section("/day"), words: "quality" }, queue, bell, help],
	head: [day, { at: "main nav", words: "board" }, { at: section("/approvals"), words: "approvals" }, bell, help],
	executive: [day, { at: "main nav", words: "board" }, queue, bell, help],
	admin: [
		{ at: section("/settings"), words: "settings" },
		{ at: section("/attention"), words: "attention" },
		queue,
		bell,
		help,
	],
};
