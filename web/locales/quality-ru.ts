/** Words about evidence of the work and quality control. */
export const qualityRu = {
	events: {
		evidencePut: "Приложено фото работы",
		evidenceTaken: "Фото работы убрано",
	},
	errors: {
		"evidence-full": "К инциденту приложено столько фото, сколько можно.",
		"evidence-in-use": "На это фото опирается закрытие или обещание: оно остаётся.",
		"evidence-refused": "Данные инцидента удалены: к нему ничего не прикладывают.",
	},
};
