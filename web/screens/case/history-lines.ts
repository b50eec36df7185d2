import type { CaseEvent } from "../../api.ts";
import type { Dictionary } from "../../locales/ru.ts";
import type { Language } from "../../preferences.ts";
import type { Lookup } from "../../queries.ts";
import { dayWords, whenWords } from "../../time.ts";
import { titleOf } from "../../words.ts";

/** What is needed to put an event into words; `zone` of the agency. */
export type Telling = { t: Dictionary; language: Language; reference: Lookup; zone: string };

type Data = CaseEvent["data"];
type Line = string | null | undefined | false;

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
const named = (name: string | false, value: string | null) => (name && value ? `${name}: ${value}` : value);
const step = (from: Line, to: Line): string | null => (from && to && from !== to ? `${from} → ${to}` : to || null);
/** A word of the dictionary by a code that may be unknown to it. */
const wordOf = (words: Record<string, string>, code: unknown): string | null =>
	typeof code === "string" && Object.hasOwn(words, code) ? (words[code] ?? null) : null;

/** The name of an event. */
export function eventTitle({ type, data }: CaseEvent, t: Dictionary): string {
	if (type === "noted" && data.kind === "priority") return t.caseWork.history.priorityWhy;
	const known = t.events[type as Exclude<keyof Dictionary["events"], "other">];
	return typeof known === "string" ? known : t.events.other(type);
}

/** The lines under an event: from what to what, why, what the network said. Unknown data stays unsaid. */
export function eventLines(event: CaseEvent, telling: Telling): string[] {
	const { data } = event;
	const { t } = telling;
	const reason = text(data.reason);
	const outcome = wordOf(t.outcomes, data.outcome);
	const lines: Line[] = [
		...(linesOf[event.type]?.(data, telling) ?? []),
		outcome,
		reason && event.actor.kind === "staff" && t.quoted(reason),
		text(data.text) ? t.publication.networkSaid(text(data.text) ?? "") : null,
	];
	return lines.filter((line): line is string => Boolean(line));
}

const topicOf = (code: unknown, { reference, language }: Telling): string | null => {
	const found = reference.topic(text(code));
	return found ? titleOf(found, language) : null;
};
const agencyOf = (id: unknown, { reference }: Telling): string | undefined => reference.agency(number(id))?.shortName;
const staffOf = (id: unknown, { reference, t }: Telling): string | null =>
	number(id) === null ? null : (reference.staff(number(id))?.name ?? t.actors.staff);
const placeOf = (code: unknown, { reference, t }: Telling): string =>
	reference.territory(text(code))?.name ?? t.case.placeUnknown;
const caseOf = (id: unknown, { t }: Telling): string | null =>
	number(id) === null ? null : t.caseWork.history.case(number(id) ?? 0);
const dayOf = (day: unknown, { language }: Telling): string | null => text(day) && dayWords(String(day), language);
const momentOf = (at: unknown, { t, language, zone }: Telling): string | null =>
	text(at) && whenWords(String(at), zone, language, t.days);
const whoDoes = (data: Data, telling: Telling): Line => agencyOf(data.agencyId, telling) ?? text(data.outsideParty);
const whoAnswered = (data: Data, telling: Telling): Line =>
	[whoDoes(data, telling), data.byLink === true && telling.t.caseWork.history.byLink].filter(Boolean).join(", ");

type Teller = (data: Data, telling: Telling) => Line[];

const newDue: Teller = (data, telling) => [named(telling.t.caseWork.history.due, momentOf(data.dueAt, telling))];
const promised: Teller = (data, telling) => [
	named(telling.t.caseWork.history.by, step(dayOf(data.from, telling), dayOf(data.dueOn, telling))),
];
const handed: Teller = ({ from, to, state }, telling) => [
	step(staffOf(from, telling), staffOf(to, telling)),
	wordOf(telling.t.caseWork.history.handoverStates, state),
];
const reviewed: Teller = ({ action, state }, { t }) => [
	wordOf(t.caseWork.lane.actions, action),
	wordOf(t.caseWork.lane.reviewStates, state),
];
const otherCase =
	(key: string): Teller =>
	(data, telling) => [caseOf(data[key], telling)];

/** What the data of an event says, by its type. */
const linesOf: Partial<Record<string, Teller>> = {
	opened: (data, telling) => [
		named(telling.t.case.topic, topicOf(data.topicCode, telling)),
		named(telling.t.case.agency, agencyOf(data.agencyId, telling) ?? null),
	],
	topicChanged: (data, telling) => [step(topicOf(data.fromTopicCode, telling), topicOf(data.topicCode, telling))],
	assign: (data, telling) => [step(agencyOf(data.fromAgencyId, telling), agencyOf(data.agencyId, telling))],
	placeChanged: (data, telling) => [
		step(placeOf(data.fromTerritoryCode, telling), placeOf(data.territoryCode, telling)),
	],
	noted: ({ state }, { t }) => [wordOf(t.mark.states, state)],
	escalated: ({ clock, percent }, { t }) => {
		const name = wordOf(t.caseNotices.clocks, clock);
		return [name && typeof percent === "number" && `${name}: ${t.caseNotices.percent(percent)}`];
	},
	publicationSettled: (data, { t }) => [wordOf(t.carry.states, data.as)],
	recordFailed: (data, { t }) => [wordOf(t.publication.failedClasses, data.class)],
	returnWrongAgency: (data, telling) => [
		named(telling.t.caseWork.returns.suggests, agencyOf(data.suggestedAgencyId, telling) ?? null),
	],
	taskGiven: (data, telling) => [whoDoes(data, telling), text(data.what) && telling.t.quoted(String(data.what))],
	taskDone: (data, telling) => [whoAnswered(data, telling)],
	taskRefused: (data, telling) => [agencyOf(data.fromAgencyId, telling) ?? whoAnswered(data, telling)],
	taskCancelled: (data, telling) => [agencyOf(data.fromAgencyId, telling)],
	linkMade: (data, telling) => [named(telling.t.caseWork.history.until, momentOf(data.expiresAt, telling))],
	promiseMade: promised,
	promiseMoved: promised,
	promiseControlled: promised,
	promiseKept: promised,
	promiseShownLate: promised,
	promiseBroken: promised,
	promiseCancelled: promised,
	residentSaid: ({ rating, isSolved, isThanks }, { t }) => [
		typeof rating === "number" && t.caseWork.say.rating(rating),
		isSolved === true && t.caseWork.say.solved,
		isSolved === false && t.caseWork.say.notSolved,
		isThanks === true && t.caseWork.say.thanks,
	],
	repeatLinked: otherCase("repeatOf"),
	repeatUnlinked: otherCase("repeatOf"),
	merge: otherCase("parentId"),
	unmerge: otherCase("fromParentId"),
	casesMerged: ({ caseIds }, telling) => [
		Array.isArray(caseIds) &&
			caseIds
				.slice(0, 10)
				.map((id) => caseOf(id, telling))
				.join(", "),
	],
	caseUnmerged: otherCase("caseId"),
	parentChanged: (data, telling) => [step(caseOf(data.fromParentId, telling), caseOf(data.parentId, telling))],
	splitOff: otherCase("caseId"),
	linked: ({ kind, otherId }, telling) => [
		[wordOf(telling.t.caseWork.family.kinds, kind), caseOf(otherId, telling)].filter(Boolean).join(": "),
	],
	unlinked: otherCase("otherId"),
	priorityChanged: ({ from, to, dueAt }, telling) => [
		step(wordOf(telling.t.caseWork.lane.short, from), wordOf(telling.t.caseWork.lane.short, to)),
		named(telling.t.caseWork.history.due, momentOf(dueAt, telling)),
	],
	ownerSet: (data, telling) => [staffOf(data.staffId, telling)],
	handoverOffered: handed,
	handoverEnded: handed,
	secondReviewAsked: reviewed,
	secondReviewDecided: reviewed,
	contactNoted: ({ kind }, { t }) => [wordOf(t.caseWork.contact.kinds, kind)],
	handOver: ({ basis, article }, { t }) => [text(article) ?? wordOf(t.caseWork.appeal.bases, basis)],
	formalAppealChanged: ({ as }, { t }) => [wordOf(t.caseWork.history.appealSteps, as)],
	hidingProposed: ({ ground }, { t }) => [wordOf(t.caseWork.hiding.grounds, ground)],
	hidingDecided: ({ as }, { t }) => [wordOf(t.caseWork.history.hidingSteps, as)],
	reclocked: newDue,
	waitEnded: newDue,
	draftTaken: ({ fromName }) => [text(fromName)],
};
