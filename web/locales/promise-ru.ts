/** Words about promises to residents and about the resident's say. */
export const promiseRu = {
	findings: {
		"promise-missing": "Промежуточный ответ обещает: укажите, кто, что и к какому дню сделает",
		"promise-past": "День обещания уже прошёл: назовите будущий",
		"promise-far": "День обещания слишком далёк: назовите ближе",
		"promise-no-apology": "Срок переносится: извинитесь перед жителем",
		"promise-date-differs": "В ответе назван другой день, чем в обещании",
		"promise-offered": "Жителю назван день: запишите его как обещание, чтобы проверить",
		"promise-moved": "Это выходной: срок встанет на ближайший рабочий день, назовите в ответе его",
	},
	events: {
		promiseMade: "Жителю обещан срок",
		promiseMoved: "Обещанный срок перенесён",
		promiseControlled: "День обещания прошёл, ждём результата",
		promiseKept: "Обещание выполнено, результат показан",
		promiseShownLate: "Результат показан с опозданием",
		promiseBroken: "Обещание не выполнено в срок",
		residentSaid: "Житель высказался об ответе",
		repeatLinked: "Повторяет отвеченный инцидент",
		repeatUnlinked: "Не повтор: связь снята",
		closingProposed: "Житель долго молчит, предложено решить, закрыть ли",
		promiseCancelled: "Обещание снято вместе с инцидентом",
	},
};
