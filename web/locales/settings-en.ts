import type { SettingsWords } from "./settings-ru.ts";

export const settingsEn: SettingsWords = {
	title: "Settings",
	lead: "How the region works is set here: who answers, how soon and in what words.",
	all: "All settings",
	noSection: "There is no such section, or your role does not open it",
	noSectionHint: "Open the list of settings and choose another.",

	groups: {
		channels: "Pages and models",
	},
	sections: {
		pages: { title: "Pages", hint: "Official pages in the networks: keys, connection, reconciliation." },
		models: { title: "Models", hint: "What tells the topic of a message, and how precisely." },
	},
};
