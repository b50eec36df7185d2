import type { ClockKind } from "../domain/sla-profile.ts";
import type { CaseNoticeCode, CaseNoticeData } from "./raise-case-notice.ts";

/** What messages to staff say of cases: the number, what happened, until when. No names and no word of the resident. */

type Language = "ru" | "en";

const codes: Record<Language, Record<CaseNoticeCode, string>> = {
	ru: {
		"term-half": "прошла половина срока",
		"term-near": "срок подходит к концу",
		"term-over": "срок истёк",
		"term-far-over": "срок истёк давно, прошло в полтора раза больше времени",
		"life-danger": "возможна угроза жизни",
		"draft-taken": "ответ, который вы писали, взял себе другой сотрудник",
		"promise-due": "день обещания прошёл: покажите, что сделано, или назовите новый срок",
		"promise-moved": "обещанный срок перенесён",
		"promise-broken": "обещание не выполнено в срок",
		"resident-silent": "житель не ответил на уточнение: решите, закрыть ли инцидент",
		"quality-returned": "контроль качества вернул опубликованный ответ: причины в инциденте",
		"case-disputed": "возвращён дважды: решите, чей он",
		"task-given": "вашему ведомству дана задача",
		"task-done": "другое ведомство сделало свою часть",
		"task-refused": "другое ведомство отказалось от своей части",
		"handover-offered": "предложена передача другому ответственному: до подтверждения отвечает прежний",
		"handover-ended": "передача ответственному завершена",
		"view-case": "появился в виде, за которым вы следите",
	},
	en: {
		"term-half": "half of the time has passed",
		"term-near": "the time is running out",
		"term-over": "the time has run out",
		"term-far-over": "the time ran out long ago: half as much again has passed",
		"life-danger": "somebody's life may be in danger",
		"draft-taken": "a colleague took over the answer you were writing",
		"promise-due": "the day promised is over: show what was done, or name a new day",
		"promise-moved": "the day promised was moved",
		"promise-broken": "a promise was broken",
		"resident-silent": "the resident has not answered the question: decide whether to close the case",
		"quality-returned": "quality control sent the published answer back: the case says why",
		"case-disputed": "returned twice: settle whose it is",
		"task-given": "your agency has a task in it",
		"task-done": "another agency has done its part",
		"task-refused": "another agency refused its part",
		"handover-offered": "a hand-over is offered: until it is acknowledged the present owner is responsible",
		"handover-ended": "the hand-over has ended",
		"view-case": "came into a view that you watch",
	},
};

const clocks: Record<Language, Record<ClockKind, string>> = {
	ru: {
		triage: "распределение",
		return: "разбор возврата",
		answer: "ответ жителю",
		reopening: "ответ после возобновления",
		final: "окончательный ответ",
		promise: "проверка обещания",
		task: "часть другого ведомства",
	},
	en: {
		triage: "triage",
		return: "settling a return",
		answer: "answer to the resident",
		reopening: "answer to the reopening",
		final: "final answer",
		promise: "control of a promise",
		task: "another agency's part",
	},
};

const heads: Record<Language, (id: number) => string> = {
	ru: (id) => `Инцидент № ${id}`,
	en: (id) => `Case ${id}`,
};
const until: Record<Language, string> = { ru: "до", en: "by" };

/** What happened to a case, in a few words. */
export const caseCodeWords = (code: string, language: Language): string =>
	codes[language][code as CaseNoticeCode] ?? code;

export type TellableCase = { caseId: number; code: string; data: CaseNoticeData };

/** One notice in a message. @param publicUrl where the desk is @param zone IANA name, for the times */
export function tellCase(notice: TellableCase, language: Language, publicUrl: string, zone: string): string {
	const { caseId, code, data } = notice;
	const what = codes[language][code as CaseNoticeCode] ?? code;
	const due = data.dueAt ? `${until[language]} ${timeIn(zone, language, data.dueAt)}` : "";
	const about = [data.clock ? clocks[language][data.clock] : "", due].filter((part) => part !== "").join(" ");
	return `${heads[language](caseId)}: ${what}${about ? ` (${about})` : ""}. ${publicUrl}/cases/${caseId}`;
}

function timeIn(timeZone: string, language: Language, at: string): string {
	const shape = { timeZone, day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
	return new Intl.DateTimeFormat(language === "ru" ? "ru-RU" : "en-GB", shape).format(new Date(at));
}
