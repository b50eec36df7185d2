import type { editorRu } from "./editor-ru.ts";
import { plural } from "./plural.ts";

const n = (count: number, one: string, other: string) => plural("en", count, { one, other });

/** Words of the answer's editor: kinds of answer, promises, templates, parts of others. */
export const editorEn: typeof editorRu = {
	kind: {
		title: "Kind of answer",
		names: { final: "Answer", interim: "Interim answer", question: "Question" },
		hints: {
			final: "Answers everything the resident asked. Once it is published, the case is answered.",
			interim: "Says who does what by which day. The final answer is still to come.",
			question: "Asks the resident for what is missing. While they are silent, the clock stands.",
		},
	},
	promise: {
		title: "Promise to the resident",
		who: "Who does it",
		what: "What they do",
		dueOn: "By which day",
		whoExample: "the district network crew",
		whatExample: "will replace the service lines",
		remove: "Remove the promise",
		hint: "On the working day after it we ask for the result.",
		missing: "Say who does what by which day",
		write: (day) => `Write it down as a promise: ${day}`,
		line: (who, what, day) => `${who}: ${what}, by ${day}`,
	},
	held: {
		title: (name) => `${name} is writing this answer`,
		text: (until) => `Your text is safe in this browser. If nothing is typed there until ${until}, it saves by itself.`,
		take: "Write instead",
		takeHint: "Your colleague is told, and their text stays in the history of drafts.",
	},
	tasksOpen: {
		title: (count) => `${n(count, "part", "parts")} of other agencies still open`,
		label: "Why you answer without waiting",
		send: "Submit without them",
	},
	lengthLeft: (count) => `${n(count, "character", "characters")} left`,
	lengthOver: (count) => `${n(count, "character", "characters")} too many`,
};
