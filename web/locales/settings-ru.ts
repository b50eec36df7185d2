/** Words of the settings; fetched with their screens, for no other screen needs them. */
export const settingsRu = {
	title: "Настройки",
	lead: "Здесь задают, как работает регион: кто отвечает, за сколько и какими словами.",
	all: "Все настройки",
	noSection: "Такого раздела нет или он не открыт вашей роли",
	noSectionHint: "Откройте список настроек и выберите другой.",

	groups: {
		channels: "Страницы и модели",
	},
	sections: {
		pages: { title: "Страницы", hint: "Официальные страницы в сетях: ключи, связь, сверка." },
		models: { title: "Модели", hint: "Что определяет тему сообщения и насколько точно." },
	},
};

export type SettingsWords = typeof settingsRu;
