import type { familyRu } from "./family-ru.ts";

export const familyEn: typeof familyRu = {
	errors: {
		"case-merge-refused": "Other cases cannot be merged into this one",
		"case-split-refused": "These messages cannot become a case of their own",
		"case-link-refused": "These cases cannot be linked so",
		"answer-on-its-way": "An answer is on its way into this thread",
		"bulk-too-large": "The filter finds too many cases for one action",
		"bulk-not-startable": "The action cannot be started",
		"bulk-not-undoable": "The action cannot be undone any more",
	},
	events: {
		childMessageAdded: "The author of a merged case wrote again",
		casesMerged: "Other cases were merged into this one",
		caseUnmerged: "Another case was parted from this one",
		parentChanged: "Merged together with others",
		answerShared: "The shared answer goes out in this thread",
		interimShared: "The shared interim answer stands in this thread",
		lateSharing: "The shared answer will go out in the threads that joined later, too",
		splitOff: "Some messages became a case of their own",
		linked: "Linked to another case",
		unlinked: "A link to another case was removed",
		bulkUndone: "The action over many cases was undone",
	},
};
