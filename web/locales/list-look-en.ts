import type { listLookRu } from "./list-look-ru.ts";

export const listLookEn: typeof listLookRu = {
	title: "List look",
	group: "Groups",
	groups: { none: "No groups", due: "By deadline", place: "By place", topic: "By topic" },
	noGroups: "Answered cases and search results stand by time, without groups.",
	facts: "What a row shows",
	factsHint: "For you alone, in this browser",
	fact: {
		topic: "Topic",
		place: "Place",
		due: "Deadline",
		network: "Network",
		agency: "Agency and page",
		assignee: "Who has it",
		status: "Status",
	},
	terms: { overdue: "Overdue", today: "Today", tomorrow: "Tomorrow", later: "Later" },
	noPlace: "No place given",
	noTopic: "No topic named",
	counted: (name, count) => `${name}: ${count} ${count === 1 ? "case" : "cases"}`,
	movedTo: (group) => `Now in the group “${group}”. It takes its new place when the list is opened again.`,
	nobody: "nobody has taken it",
	aside: (at) => `put aside until ${at}`,
};
