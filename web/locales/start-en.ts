import { plural } from "./plural.ts";
import type { StartWords } from "./start-ru.ts";

const n = (count: number, one: string, other: string) => plural("en", count, { one, few: other, many: other, other });

export const startEn: StartWords = {
	title: "First steps",
	lead: "Eight steps from an empty region to the first answer to a resident. What is done shows by itself; you can leave and come back at any moment.",
	progress: (done, all) => `Done: ${done} of ${all}`,
	left: (minutes) => `about ${n(minutes, "minute", "minutes")} left`,
	allDone: "All is ready: the region answers its residents.",
	allDoneHint: "From here on settings are changed as the need arises. This page stays in Settings.",
	toQueue: "Open the queue",
	done: "done",
	next: "next step",
	bar: (at, all, title) => `First steps, ${at} of ${all}: ${title}`,
	barDone: "done",
	backToSteps: "To the first steps",
	goOn: (title) => `Next: ${title}`,
	leave: "Put this line away",
	steps: {
		region: {
			title: "Region",
			why: "All staff see its name, and the centre's terms are counted in its time zone.",
			todo: "Name the region and check its time zone.",
		},
		hours: {
			title: "Working hours",
			why: "The term of an answer runs in working time alone, so holidays must be right.",
			todo: "The calendar knows no holidays of this year. Load them from a file or mark them yourself.",
		},
		agencies: {
			title: "Agencies",
			why: "Residents are answered in the name of an agency; who stands above whom sees their cases.",
			todo: "So far there is only the centre. Add those who will answer.",
		},
		people: {
			title: "People",
			why: "One writes an answer and another approves it: nobody approves words of their own.",
			todo: "Two are needed at least: a curator who sorts and approves, and an executor who writes.",
		},
		routing: {
			title: "Routing",
			why: "By its topic and place a message goes to the right agency at once.",
			todo: "Take the ready start: groups of topics are laid out by agency, and you mend what is wrong.",
		},
		page: {
			title: "The first page",
			why: "Through a page a resident writes and gets the answer.",
			todo: "Connect a community or a channel. Without keys at hand begin with a form on the site or a reception desk: they work at once.",
		},
		message: {
			title: "The first message",
			why: "It shows that all is tied together: the message became a case with a topic, an agency and a term.",
			todo: "Write on the connected page as a resident. For a reception desk: the curator opens Take in and writes a call down.",
		},
		answer: {
			title: "The first answer",
			why: "An answer that one wrote and another approved appears where the resident asked.",
			todo: "The executor takes the case and writes, the approver approves. Sign in as them in another window: here it shows by itself.",
		},
	},
	facts: {
		region: (name, zone) => `${name}, ${zone}`,
		hours: (until) => `Holidays are known until ${until}`,
		agencies: (count) => n(count, "agency", "agencies"),
		people: (people, writers, approvers) =>
			`${n(people, "person", "people")}; who write: ${writers}, who approve: ${approvers}`,
		noTriage: "Nobody sorts new cases: add a curator or a duty officer.",
		noPair: "Two different people are needed: one writes, another approves.",
		routing: (count) => n(count, "rule", "rules"),
		page: (count) => n(count, "page connected", "pages connected"),
		message: "A message was taken",
		answer: "An answer is published",
	},
	actions: {
		region: "Name the region",
		hours: "Open the calendars",
		agency: "Add an agency",
		agencyList: "Add a list",
		person: "Add a person",
		personFile: "Load from a file",
		routing: "Ready routes",
		rule: "A rule of your own",
		page: "Connect a page",
		form: "A form on the site",
		hand: "A reception desk",
		take: "Take a message in",
		pages: "Pages",
		queue: "Open the queue",
	},
};
