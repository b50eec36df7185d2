import type { CaseNotice } from "../api.ts";

/** Words of notices about cases. */
export const caseNoticesRu = {
	head: (id: number) => `Инцидент № ${id}`,
	codes: {
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
	} satisfies Record<CaseNotice["code"], string>,
	inView: (name: string) => `появился в виде «${name}»`,
	desk: {
		"view-many": (count: number) => `: новых инцидентов ${count}`,
		"webhook-off": "события больше не отправляются",
		"article-overdue": "пора перечитать, день проверки прошёл",
	},
	/** where what it is about is gone */
	nameless: { "view-many": "Вид", "webhook-off": "Внешняя система", "article-overdue": "Статья базы знаний" },
	reasons: {
		gone: "Адрес отвечает, что приёма больше нет. Проверьте его и включите снова.",
		failing: "Адрес не отвечает пять дней подряд. Проверьте его и включите снова.",
	},
	clocks: {
		triage: "Распределение",
		return: "Разбор возврата",
		answer: "Ответ жителю",
		reopening: "Ответ после возобновления",
		final: "Окончательный ответ",
		promise: "Проверка обещания",
		task: "Часть другого ведомства",
	} satisfies Record<NonNullable<CaseNotice["data"]["clock"]>, string>,
	/** of a clock, in the history of a case */
	percent: (percent: number) => `прошло ${percent} % времени`,
};
