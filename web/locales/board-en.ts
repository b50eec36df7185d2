import type { boardRu } from "./board-ru.ts";
import { plural } from "./plural.ts";

const answers = (count: number) => plural("en", count, { one: "answer", other: "answers" });
const few: Record<number, string> = { 1: "one agency", 2: "two agencies", 3: "three agencies" };

/** Words of the board. */
export const boardEn: typeof boardRu = {
	title: "Board",
	span: (from, to) => (from === to ? from : `${from} – ${to}`),
	period: "For what time",
	periods: { today: "Today", week: "Week", month: "Month" },
	print: "Print",
	within: (time) => time,
	underMinute: "under a minute",
	answered: {
		today: (time, count) => `Today answers took ${time} on average: ${answers(count)}`,
		week: (time, count) => `This week answers took ${time} on average: ${answers(count)}`,
		month: (time, count) => `This month answers took ${time} on average: ${answers(count)}`,
	},
	noAnswers: {
		today: "Nothing has been answered today yet.",
		week: "Nothing has been answered this week yet.",
		month: "Nothing has been answered this month yet.",
	},
	late: (count) => `${count} came late`,
	allInTime: "all in time",
	noOverdue: "No answer is overdue now.",
	overdue: (count) => `${answers(count)} ${count === 1 ? "is" : "are"} overdue now`,
	ofThem: (count, agencies, names) => `, ${count} of them with ${few[agencies] ?? ""}: ${names}`,
	promises: (kept, due) => `${kept} of ${due} promises were kept.`,
	quality: (reviewed, returned) =>
		`${answers(reviewed)} reviewed, ${returned === 0 ? "none went back" : `${returned} went back to work`}.`,
	byDay: "Answers by day",
	mostADay: (count) => `up to ${count} a day; red is late`,
	howLong: "Average time to the answer",
	longest: (time) => `up to ${time}`,
	barsTold: (inTime, late) => `In 30 days ${inTime} in time, ${late} late`,
	dayTold: (inTime, late) => `${inTime} in time, ${late} late`,
	lineTold: (last, longest) => `${last} on the last day, ${longest} at most`,
	tables: "How to show",
	by: { agencies: "By agency", topics: "By topic" },
	columns: {
		agency: "Agency",
		topic: "Topic",
		inTime: "In time",
		late: "Late",
		overdue: "Overdue now",
		half: "Half within",
		kept: "Promises",
		good: "Good answers",
	},
	opens: (name, column, count) => `${name}, ${column.toLowerCase()}: ${count}, show`,
	outOf: (part, all) => `${part} of ${all}`,
	nothing: "There were no answers in this time",
	nothingHint: "Choose the week or the month.",
	lists: { inTime: "Answers in time", late: "Late answers", overdue: "Overdue answers" },
	noneLeft: "Nothing is left: all was answered while you looked.",
	goneToOthers: (id) => `Case No.\u00a0${id} is with another agency`,
	wasDue: "was due",
	took: (time, term) => `in ${time} of ${term}`,
};
