const words = {
	ru: {
		brand: "Демо-сеть",
		what: "Сеть для показа: напишите здесь как житель, и сообщение придёт в «Отклик»",
		other: "English",
		otherTitle: "Switch to English",
		dark: "Тёмная тема",
		light: "Светлая тема",
		communities: "Сообщества",
		post: "Запись на стене",
		direct: "Написать в сообщения",
		directOf: (name) => `Сообщения: ${name}`,
		empty: "Выберите запись слева",
		noComments: "Пока никто не написал. Напишите первым — сообщение сразу придёт в «Отклик».",
		noMessages: "Это начало переписки. Её видят только житель и сообщество.",
		comments: (count) => `${count} ${plural(count, "комментарий", "комментария", "комментариев")}`,
		earlier: (count) => `Показать ${count} ${plural(count, "более ранний", "более ранних", "более ранних")}`,
		official: "официальный ответ",
		edited: "изменено",
		deleted: "Комментарий удалён автором",
		reply: "Ответить",
		edit: "Изменить",
		remove: "Удалить",
		save: "Сохранить",
		cancel: "Отмена",
		writeAs: "Написать как житель",
		name: "От чьего имени",
		resident: (number) => `Житель ${number}`,
		placeholder: "Что случилось? Например: третий день нет горячей воды",
		placeholderDirect: "Сообщение сообществу",
		answering: (name) => `В ответ: ${name}`,
		send: "Отправить",
		back: "Все записи",
		photo: "Фотография",
		failed: "Не удалось: сеть не ответила. Текст сохранён, попробуйте ещё раз.",
		lost: "Связь прервалась, соединяем снова…",
		answered: (name) => `Новый официальный ответ: ${name}`,
		today: "сегодня в",
		yesterday: "вчера в",
	},
	en: {
		brand: "Demo network",
		what: "A network for show: write here as a resident, and the message reaches Otklik",
		other: "Русский",
		otherTitle: "Переключить на русский",
		dark: "Dark theme",
		light: "Light theme",
		communities: "Communities",
		post: "Wall post",
		direct: "Send a message",
		directOf: (name) => `Messages: ${name}`,
		empty: "Choose a post on the left",
		noComments: "Nobody has written yet. Be the first: the message reaches Otklik at once.",
		noMessages: "This is the start of the conversation. Only the resident and the community see it.",
		comments: (count) => `${count} ${count === 1 ? "comment" : "comments"}`,
		earlier: (count) => `Show ${count} earlier`,
		official: "official answer",
		edited: "edited",
		deleted: "Comment deleted by its author",
		reply: "Reply",
		edit: "Edit",
		remove: "Delete",
		save: "Save",
		cancel: "Cancel",
		writeAs: "Write as a resident",
		name: "In whose name",
		resident: (number) => `Resident ${number}`,
		placeholder: "What happened? For example: no hot water for three days",
		placeholderDirect: "Message to the community",
		answering: (name) => `In reply to ${name}`,
		send: "Send",
		back: "All posts",
		photo: "Photo",
		failed: "That did not work: the network did not answer. The text is kept, try again.",
		lost: "The connection broke, connecting again…",
		answered: (name) => `New official answer: ${name}`,
		today: "today at",
		yesterday: "yesterday at",
	},
};

/** @type {"ru" | "en"} */
export const language = localStorage.getItem("language") === "en" ? "en" : "ru";
export const word = words[language];

function plural(count, one, few, many) {
	const form = new Intl.PluralRules("ru").select(count);
	return form === "one" ? one : form === "few" ? few : many;
}

// days before months and 24 hours in both languages
const locale = language === "ru" ? "ru-RU" : "en-GB";
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });

/** "сегодня в 14:20", "21 ноября в 14:20"; the year only where it is another. */
export function tellTime(seconds) {
	const at = new Date(seconds * 1000);
	const now = new Date();
	const daysAgo = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
	if (daysAgo === 0) return `${word.today} ${clock.format(at)}`;
	if (daysAgo === 1) return `${word.yesterday} ${clock.format(at)}`;
	return (at.getFullYear() === now.getFullYear() ? day : dayAndYear).format(at);
}
