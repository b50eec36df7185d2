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
	library: {
		title: "Templates and articles",
		templates: "Templates",
		articles: "Articles",
		close: "Close templates and articles",
		searchTemplates: "Search templates",
		searchArticles: "Search articles",
		insert: "Put into the answer",
		insertPiece: "Put this paragraph into the answer",
		insertLink: "Put the link into the answer",
		links: "Links",
		fits: { topic: "for the topic", group: "for the group of topics", any: "general" },
		uses: (count) => `taken ${n(count, "time", "times")}`,
		gaps: (count) => `${n(count, "place", "places")} to fill: Tab leads through them`,
		noTemplates: "No templates for this topic",
		noTemplatesHint: "A template is the beginning of an answer. They are kept in the settings.",
		noArticles: "No articles on this topic",
		noArticlesHint: "An article holds what one should know to answer. Find another one by words.",
		otherWords: "Try other words.",
		overdue: "Due for review: it may be out of date",
		reviewOn: (day) => `Valid until ${day}`,
		backToArticles: "Back to the articles",
	},
	parts: {
		title: "Parts of other agencies",
		ready: (done, total) => `Parts of the answer by others: ${done} of ${total} ready`,
		insert: "Insert",
		insertAll: "Insert all",
		hint: "A part goes to the end of the answer. Whoever wrote it cannot approve this answer.",
	},
	tasksOpen: {
		title: (count) => `${n(count, "part", "parts")} of other agencies still open`,
		label: "Why you answer without waiting",
		send: "Submit without them",
	},
	lengthLeft: (count) => `${n(count, "character", "characters")} left`,
	lengthOver: (count) => `${n(count, "character", "characters")} too many`,
};
