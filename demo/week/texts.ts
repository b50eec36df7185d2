import { pick } from "./chance.ts";

/** What the officials of the week write: plain answers with who, what and when, each a little different. */

const done = [
	"Бригада подрядчика выехала по вашему сообщению и закончила работу",
	"Мастер участка осмотрел место и устранил неисправность",
	"Работу выполнили силами дежурной смены, замечаний после проверки нет",
	"Инспектор проверил место вместе с подрядчиком, недостатки исправлены",
] as const;
const thanks = [
	"Спасибо, что сообщили.",
	"Благодарим за сигнал.",
	"Спасибо за неравнодушие.",
	"Извините за неудобства.",
] as const;

const dayOf = (at: Date): string =>
	at.toLocaleDateString("ru-RU", { timeZone: "Europe/Moscow", day: "numeric", month: "long" });

export function finalText(caseId: number, round: number, at: Date): string {
	return `Здравствуйте! ${pick(done, caseId, round, "done")} ${dayOf(at)}, задание № ${caseId}-${round}. ${pick(thanks, caseId, round)}`;
}

export function interimText(caseId: number, dueOn: string): string {
	const day = dayOf(new Date(`${dueOn}T12:00:00Z`));
	return `Здравствуйте! Нужны материалы и техника, поэтому бригада подрядчика выполнит работу ${day}, задание № ${caseId}. О результате напишем здесь.`;
}

export const apologyText = (caseId: number, dueOn: string): string =>
	`Здравствуйте! Приносим извинения: в назначенный день работу не закончили. ${interimText(caseId, dueOn).replace("Здравствуйте! ", "")}`;

export const questionText = (caseId: number): string =>
	`Здравствуйте! Чтобы отправить мастера, уточните, пожалуйста, дом и подъезд. Задание № ${caseId}.`;
export const clarification = "Дом пятый, второй подъезд.";
export const isQuestion = (text: string): boolean => text.includes("уточните, пожалуйста");
export const notSolved = "Ничего не сделано, проблема осталась, приезжайте ещё раз.";
export const bareThanks = "Спасибо!";
