import type { Language } from "./words.ts";

type SayWords = {
	title: string;
	about: (agency: string | null, day: string) => string;
	isSolved: string;
	yes: string;
	no: string;
	rate: string;
	/** from 1 to 5 */
	ratings: string[];
	words: string;
	wordsHint: string;
	optional: string;
	until: (day: string) => string;
	send: string;
	other: string;
	told: Record<"kept" | "reopened" | "over" | "words-missing" | "words-long" | "too-often", string>;
	plain: Record<"gone" | "failed" | "too-often", { title: string; text: string }>;
};

const ru: SayWords = {
	title: "Ваше мнение об ответе",
	about: (agency, day) => `Ответ дан ${day}${agency ? `: ${agency}` : ""}. Имя и контакты указывать не нужно.`,
	isSolved: "Вопрос решён?",
	yes: "Да, решён",
	no: "Нет, не решён",
	rate: "Оценка ответа",
	ratings: ["1 — очень плохо", "2 — плохо", "3 — средне", "4 — хорошо", "5 — отлично"],
	words: "Что не так",
	wordsHint: "Если вопрос не решён, напишите, что осталось: работа по нему возобновится. Не указывайте личные данные.",
	optional: "необязательно",
	until: (day) => `Мнение можно изменить до ${day}.`,
	send: "Отправить",
	other: "English",
	told: {
		kept: "Спасибо, ваше мнение записано.",
		reopened: "Записано. Работа по вашему вопросу возобновлена, ответ появится там же, где был прежний.",
		over: "Срок для мнения об этом ответе прошёл. Если вопрос не решён, напишите там же, где писали раньше.",
		"words-missing": "Отметьте что-нибудь или напишите, что осталось.",
		"words-long": "Слишком длинно: уложитесь в 2000 знаков.",
		"too-often": "Слишком много раз подряд. Подождите немного и отправьте снова.",
	},
	plain: {
		gone: { title: "Страница не найдена", text: "Проверьте, что ссылка скопирована целиком." },
		failed: { title: "Не получилось", text: "Что-то сломалось у нас. Попробуйте чуть позже." },
		"too-often": { title: "Слишком часто", text: "Подождите немного и попробуйте снова." },
	},
};

const en: SayWords = {
	title: "What you think of the answer",
	about: (agency, day) =>
		`The answer was given on ${day}${agency ? ` by ${agency}` : ""}. No name or contact is needed.`,
	isSolved: "Is it solved?",
	yes: "Yes, it is",
	no: "No, it is not",
	rate: "How good is the answer",
	ratings: ["1 – very bad", "2 – bad", "3 – fair", "4 – good", "5 – excellent"],
	words: "What is still wrong",
	wordsHint: "If it is not solved, write what is left: the work on it goes on. Give no personal data.",
	optional: "optional",
	until: (day) => `You may change this until ${day}.`,
	send: "Send",
	other: "Русский",
	told: {
		kept: "Thank you, this was noted.",
		reopened: "Noted. The work on your question goes on, the answer will stand where the last one does.",
		over: "The time to speak of this answer is over. If it is not solved, write where you wrote before.",
		"words-missing": "Choose something or write what is left.",
		"words-long": "Too long: at most 2000 characters.",
		"too-often": "Too many times in a row. Wait a little and send it again.",
	},
	plain: {
		gone: { title: "Page not found", text: "See whether the link was copied whole." },
		failed: { title: "It did not work", text: "Something broke on our side. Try again a little later." },
		"too-often": { title: "Too often", text: "Wait a little and try again." },
	},
};

export const sayWords: Record<Language, SayWords> = { ru, en };
