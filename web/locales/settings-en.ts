import { setupSignInEn } from "./setup-sign-in-en.ts";
import { setupLinksEn } from "./setup-links-en.ts";
import { setupPersonalEn } from "./setup-personal-en.ts";
import { setupAnswersEn } from "./setup-answers-en.ts";
import { setupCalendarsEn } from "./setup-calendars-en.ts";
import { setupTermsEn } from "./setup-terms-en.ts";
import type { SettingsWords } from "./settings-ru.ts";

export const settingsEn: SettingsWords = {
	title: "Settings",
	lead: "How the region works is set here: who answers, how soon and in what words.",
	all: "All settings",
	noSection: "There is no such section, or your role does not open it",
	noSectionHint: "Open the list of settings and choose another.",

	firstSteps: {
		title: "First steps",
		hint: "From an empty region to the first answer: what is done and what comes next.",
	},
	region: {
		lead: "What the region is called, and by which clock its centre lives.",
		name: "Name of the region",
		nameHint: "All staff see it",
		zone: "Time zone of the centre",
		zoneHint: "Every agency has a zone of its own; this one is the centre's and that of times on the screens.",
		saved: "The region is saved",
	},
	sure: (verb: string) => `Yes, ${verb.toLowerCase()}`,
	notThere: "It is not here: perhaps it was taken away. Go back to the list.",
	nameTaken: "There is one of this name already. Take another, so that they are not mixed up.",
	kinds: {
		topic: "Topic",
		anyTopic: "Any topic",
		wholeGroup: (group: string) => `${group}: the whole group`,
		agency: "Agency",
		anyAgency: "Any agency",
	},
	calendars: setupCalendarsEn,
	answers: setupAnswersEn,
	personal: setupPersonalEn,
	links: setupLinksEn,
	signIn: setupSignInEn,
	terms: setupTermsEn,

	groups: {
		links: "Other systems and the journal",
		personal: "Personal data",
		people: "People and agencies",
		answers: "Answers",
		terms: "Terms and working hours",
		channels: "Pages and models",
	},
	sections: {
		tokens: { title: "Keys of programs", hint: "How other programs come into the desk." },
		hooks: { title: "Programs to be told", hint: "Whom the desk itself tells of events." },
		journal: { title: "Journal", hint: "Who did what; export and seal." },
		retention: { title: "Terms of keeping", hint: "How long words, names and contacts are kept." },
		requests: { title: "People's requests", hint: "Find, give out or remove the data of a person." },
		removals: { title: "Register of removals", hint: "What was removed, when and why." },
		views: { title: "Who saw what", hint: "Who opened cases and contacts." },
		hidings: { title: "Hidden comments", hint: "What was hidden in the network, and on what ground." },
		region: { title: "Region", hint: "Name and time zone." },
		people: { title: "People", hint: "Accounts, roles, passwords and access." },
		roles: { title: "Roles and rights", hint: "What each role may do." },
		providers: { title: "Sign-in by organisations", hint: "Accounts of an organisation instead of Otklik’s password." },
		agencies: { title: "Agencies", hint: "Who answers residents and who stands above whom." },
		topics: { title: "Topics", hint: "What residents write about: names, own topics, what is no longer offered." },
		routing: { title: "Routing", hint: "Which agency a message goes to, with an example to try." },
		importance: { title: "Important topics", hint: "Which cases are important from the start." },
		templates: { title: "Templates of answers", hint: "Beginnings of answers, offered beside the editor." },
		articles: { title: "Articles", hint: "What one has to know to answer; each has an owner and a day of review." },
		approval: { title: "Approval", hint: "How many people read an answer before it is published." },
		appeal: { title: "Formal appeal", hint: "The text on where and how an appeal is filed." },
		residents: { title: "Rating and reopening", hint: "What a resident may do after an answer." },
		outside: { title: "Outside parties", hint: "Who may be given a part of the work without an account." },
		calendars: {
			title: "Calendars",
			hint: "The working week, holidays and moved days, hours of agencies and of the centre.",
		},
		terms: { title: "Terms", hint: "How soon to answer: profiles of terms and where each applies." },
		pages: { title: "Pages", hint: "Official pages in the networks: keys, connection, reconciliation." },
		models: { title: "Models", hint: "What tells the topic of a message, and how precisely." },
	},
};
