import type { LinkEnd } from "../../cases/outside-link.ts";
import type { Refusal } from "../../files/reasons.ts";
import type { FileTrouble } from "../read-upload.ts";
import type { Language } from "./words.ts";

/** Why an answer came back unsent. */
export type AskTrouble = "answer-empty" | "reason-empty" | "long" | "often" | "busy";
export type PhotoTrouble = FileTrouble | Refusal;
/** Pages of a few words: the answer came, or why the link takes none. */
export type PlainWords = LinkEnd | "done" | "refused" | "gone" | "often" | "failed";

type OutsideWords = {
	title: string;
	ask: string;
	address: string;
	resident: string;
	until: string;
	linkUntil: string;
	/** what the answer is: the work, or why there will be none */
	choice: string;
	doing: string;
	doingHint: string;
	refusing: string;
	refusingHint: string;
	yours: string;
	hint: string;
	photos: string;
	optional: string;
	photosHint: string;
	/** a browser gives no chosen files back */
	again: string;
	send: string;
	once: string;
	wrong: string;
	other: string;
	troubles: Record<AskTrouble, string>;
	photoTroubles: Record<PhotoTrouble, string>;
	/** the first sentence is the heading */
	plain: Record<PlainWords, string>;
};

const ru: OutsideWords = {
	title: "Нужен ваш ответ",
	ask: "Что нужно от вас",
	address: "Адрес",
	resident: "Из обращения жителя",
	until: "Ответьте до",
	linkUntil: "Ссылка действует до",
	choice: "Что вы отвечаете",
	doing: "Сделали или сделаем",
	doingHint: "Напишите, что сделано или будет сделано и когда",
	refusing: "Не можем сделать или это не к нам",
	refusingHint: "Напишите причину и, если знаете, кто этим занимается",
	yours: "Ваш ответ",
	hint: "До 5000 знаков. Не указывайте личные данные жителей.",
	photos: "Фото работы",
	optional: "необязательно",
	photosHint: "До шести, каждое до 10 МБ: JPEG, PNG, WebP или GIF. Лучше снятые телефоном, с датой и местом.",
	again: "Фото нужно выбрать ещё раз: браузер не возвращает выбранные файлы.",
	send: "Отправить ответ",
	once: "Ответ можно отправить один раз.",
	wrong: "Ответ ещё не отправлен.",
	other: "In English",
	troubles: {
		"answer-empty": "Напишите ответ: поле пустое.",
		"reason-empty": "Напишите причину: поле пустое.",
		long: "Ответ слишком длинный: оставьте не больше 5000 знаков.",
		often: "Слишком много попыток подряд. Подождите час и отправьте снова: ссылка ещё действует.",
		busy: "Сейчас сохранить не получилось. Отправьте ещё раз через минуту.",
	},
	photoTroubles: {
		"too-large": "больше 10 МБ, уменьшите фото",
		"too-many": "лишнее, приложите не больше шести",
		"not-a-photo": "это не фото JPEG, PNG, WebP или GIF",
		"not-a-picture": "это не фото",
		format: "такой формат не читается, сохраните фото в JPEG",
		"too-many-pixels": "слишком большое изображение, уменьшите его",
		broken: "файл повреждён или дошёл не полностью",
		empty: "файл пустой",
		"address-refused": "файл не подходит",
	},
	plain: {
		done: "Ответ получен. Спасибо. Он передан ведомству, которое отвечает жителю. Больше ничего делать не нужно.",
		refused:
			"Ответ получен. Ведомство, которое отвечает жителю, увидит, что вы этого не сделаете и почему. Больше ничего делать не нужно.",
		used: "По этой ссылке ответ уже получен. Отправить второй нельзя. Если нужно что-то изменить, свяжитесь с тем, кто дал ссылку.",
		expired: "Срок этой ссылки закончился. Попросите новую у того, кто её дал.",
		revoked: "Эта ссылка больше не действует: ответ по ней не нужен. С вопросами обратитесь к тому, кто её дал.",
		gone: "Такой страницы нет. Проверьте, что ссылка скопирована целиком.",
		often: "Слишком много попыток. Подождите час и откройте ссылку снова.",
		failed: "Что-то не сработало у нас. Ответ не отправлен. Повторите через минуту.",
	},
};

const en: OutsideWords = {
	title: "Your answer is needed",
	ask: "What is asked of you",
	address: "Address",
	resident: "From the resident’s message",
	until: "Answer by",
	linkUntil: "The link works until",
	choice: "What you answer",
	doing: "Done or will be done",
	doingHint: "Say what was done or will be done, and when",
	refusing: "We can’t do it, or it is not ours",
	refusingHint: "Say why and, if you know, whose matter it is",
	yours: "Your answer",
	hint: "Up to 5000 characters. Give no personal data of residents.",
	photos: "Photos of the work",
	optional: "optional",
	photosHint: "Up to six of 10 MB each: JPEG, PNG, WebP or GIF. Best taken with a phone, with date and place.",
	again: "The photos have to be chosen again: a browser does not give chosen files back.",
	send: "Send the answer",
	once: "The answer can be sent once.",
	wrong: "The answer is not sent yet.",
	other: "По-русски",
	troubles: {
		"answer-empty": "Write the answer: the field is empty.",
		"reason-empty": "Write the reason: the field is empty.",
		long: "The answer is too long: leave at most 5000 characters.",
		often: "Too many tries in a row. Wait an hour and send it again: the link still works.",
		busy: "It could not be stored now. Send it again in a minute.",
	},
	photoTroubles: {
		"too-large": "larger than 10 MB, make the photo smaller",
		"too-many": "one too many, add at most six",
		"not-a-photo": "this is no JPEG, PNG, WebP or GIF photo",
		"not-a-picture": "this is no photo",
		format: "this format can’t be read, save the photo as JPEG",
		"too-many-pixels": "the picture is too large, make it smaller",
		broken: "the file is damaged or did not arrive whole",
		empty: "the file is empty",
		"address-refused": "the file does not fit",
	},
	plain: {
		done: "The answer is received. Thank you. It went to the agency that answers the resident. There is nothing more to do.",
		refused:
			"The answer is received. The agency that answers the resident will see that you won’t do it, and why. There is nothing more to do.",
		used: "An answer was already received by this link. A second one can’t be sent. If something has to change, contact whoever gave you the link.",
		expired: "This link has expired. Ask whoever gave it to you for a new one.",
		revoked: "This link works no more: no answer is needed by it. With questions, contact whoever gave it to you.",
		gone: "There is no such page. Check that the link was copied whole.",
		often: "Too many tries. Wait an hour and open the link again.",
		failed: "Something went wrong on our side. The answer is not sent. Try again in a minute.",
	},
};

export const outsideWords: Record<Language, OutsideWords> = { ru, en };
