/** Words of the choice which notices come where. */
export const noticeKindsRu = {
	title: "Что куда присылать",
	jump: "Настроить, что куда присылать",
	lead: "Здесь, в «Отклике», всегда видны все оповещения. Куда ещё они приходят:",
	kind: "О чём",
	ways: { byMessage: "Письмом", inBrowser: "Браузер" },
	/** the same, said in full to a screen reader and after a change */
	fullWays: { byMessage: "письмом или в мессенджер", inBrowser: "в браузере" },
	always: "Всегда",
	urgent: "Срочное",
	urgentHint: "Угроза жизни, срок давно прошёл, всё дежурному. Это не отключается.",
	on: (kind: string, way: string) => `${kind}: придут ${way}`,
	off: (kind: string, way: string) => `${kind}: не придут ${way}, видны здесь`,
	noMessage: "Письма и сообщения пока никуда не приходят: выберите, куда присылать, ниже.",
	kinds: {
		terms: { name: "Сроки", hint: "Половина срока, срок подходит, истёк" },
		tasks: { name: "Части ведомств", hint: "Дана задача, сделана, отказ" },
		disputes: { name: "Споры и передача", hint: "Возвращён дважды, предложен вам, передача завершена" },
		promises: { name: "Обещания", hint: "День прошёл, перенесено, не выполнено" },
		answers: { name: "Ответы и качество", hint: "Житель молчит, ваш ответ взяли или вернули" },
		connections: { name: "Страницы", hint: "Связь со страницей сети" },
	},
};
