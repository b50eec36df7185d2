/** Words about cases that are merged, split and linked, and about actions over many of them. */
export const familyRu = {
	errors: {
		"case-merge-refused": "С этим инцидентом нельзя объединить другие",
		"case-split-refused": "Эти сообщения нельзя выделить в отдельный инцидент",
		"case-link-refused": "Эти инциденты нельзя связать так",
		"answer-on-its-way": "Ответ в эту ветку уже отправляется",
		"bulk-too-large": "Отбор слишком велик для одного действия",
		"bulk-not-startable": "Действие нельзя начать",
		"bulk-not-undoable": "Отменить действие уже нельзя",
	},
	events: {
		childMessageAdded: "Автор объединённого инцидента написал ещё",
		casesMerged: "С инцидентом объединены другие",
		caseUnmerged: "Другой инцидент отделён от этого",
		parentChanged: "Объединён вместе с другими",
		answerShared: "Общий ответ передан на публикацию в этой ветке",
		interimShared: "Общий промежуточный ответ опубликован в этой ветке",
		lateSharing: "Общий ответ будет опубликован и в присоединённых позже ветках",
		splitOff: "Часть сообщений выделена в отдельный инцидент",
		linked: "Связан с другим инцидентом",
		unlinked: "Связь с другим инцидентом убрана",
		bulkUndone: "Действие над списком отменено",
	},
};
