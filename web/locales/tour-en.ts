import type { TourWords } from "./tour-ru.ts";

export const tourEn: TourWords = {
	title: "Hints",
	count: (at, all) => `${at} of ${all}`,
	skip: "Skip",
	back: "Back",
	next: "Next",
	done: "Got it",
	steps: {
		queue: {
			title: "Queue",
			text: "All that residents wrote. Those with the least time stand on top. New ones come by themselves.",
		},
		triage: {
			title: "Triage",
			text: "Open a case: the machine proposes topic and agency, you decide. E hands it to the proposed agency, T changes the topic, A the agency, U takes it back.",
		},
		answer: {
			title: "Your next answer",
			text: "Open a case, take it (W), write the answer (E) and send it for approval. The next action is always at the bottom.",
		},
		approvals: {
			title: "Approval",
			text: "Answers one after another beside what the resident wrote. A approves, R returns with a remark.",
		},
		take: {
			title: "Take in",
			text: "A call, a letter, somebody else's post: write it down here, and it becomes a case with a term.",
		},
		day: {
			title: "Day",
			text: "What is overdue, what was promised to residents for today, who is on duty. Every number opens its list.",
		},
		board: {
			title: "Board and promises",
			text: "How long answers took, who was late, what was promised. It begins with words, and numbers open cases.",
		},
		quality: {
			title: "Quality",
			text: "“Day”, the tab “Quality”: answers chosen at night to be looked at again. “Take the next one” opens the first.",
		},
		settings: {
			title: "Settings",
			text: "People, agencies, routing, terms, pages. “First steps” are there, too: they lead a new region to its first answer.",
		},
		templates: {
			title: "Templates and articles",
			text: "Drafts of answers, and what executors should know, are edited here.",
		},
		attention: {
			title: "Attention",
			text: "What did not go out or could not be read by itself: here it is seen, and here it is settled.",
		},
		bell: {
			title: "Notices",
			text: "Terms, returns, promises. Here you also choose where else they go and when to be quiet.",
		},
		help: {
			title: "Help",
			text: "A page on whatever screen is open. These hints can be shown again from there. Keys: “?”.",
		},
	},
};
