/** Words of terms, calendars and clocks. */
export const termsRu = {
	events: {
		reclocked: "Срок пересчитан",
		waitEnded: "Ждали ответа жителя дольше положенного, срок снова идёт",
	},
	errors: {
		"terms-changed-meanwhile": "Сроки или календарь уже изменил кто-то другой. Обновите страницу.",
		"terms-code-taken": "Профиль с таким кодом уже есть.",
		"calendar-refused": "Календарь не принят: проверьте даты, виды дней и часы.",
		"time-zone-unknown": "Такого часового пояса нет. Пример: Europe/Moscow.",
	},
};
