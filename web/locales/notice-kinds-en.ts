import type { noticeKindsRu } from "./notice-kinds-ru.ts";

/** Words of the choice which notices come where. */
export const noticeKindsEn: typeof noticeKindsRu = {
	title: "What comes where",
	jump: "Choose what comes where",
	lead: "Here in Otklik you always see every notice. Where else it comes:",
	kind: "About",
	ways: { byMessage: "E-mail", inBrowser: "Browser" },
	fullWays: { byMessage: "by e-mail or messenger", inBrowser: "in the browser" },
	view: "Saved view",
	noView: "There is no such view",
	noViewHint: "It was removed or is not shared with you any more. Open “Cases” and choose another.",
	always: "Always",
	urgent: "Urgent",
	urgentHint: "Danger to life, a term long over, everything while you are on duty. It cannot be switched off.",
	on: (kind, way) => `${kind}: will come ${way}`,
	off: (kind, way) => `${kind}: will not come ${way}, shown here`,
	noMessage: "Nothing goes out by e-mail or messenger yet: say where to send it below.",
	kinds: {
		terms: { name: "Terms", hint: "Half gone, running out, over" },
		tasks: { name: "Agencies' parts", hint: "A task given, done, refused" },
		disputes: { name: "Disputes and hand-overs", hint: "Returned twice, offered to you, hand-over ended" },
		promises: { name: "Promises", hint: "The day is over, moved, not kept" },
		answers: { name: "Answers and quality", hint: "A resident is silent, your answer was taken over or sent back" },
		views: { name: "My views", hint: "A case came into a view that you watch" },
		connections: { name: "Pages and connections", hint: "A network's page, another system" },
		articles: { name: "Knowledge base", hint: "Your article is due for review" },
	},
};
