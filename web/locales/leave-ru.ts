/** What is asked before something typed would be lost. */
export const leaveRu = {
	question: "Изменения не сохранены. Если закрыть, они пропадут.",
	stay: "Остаться",
	go: "Закрыть без сохранения",
	questionAway: "Изменения не сохранены. Если уйти, они пропадут.",
	goAway: "Уйти без сохранения",
};
