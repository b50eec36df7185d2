import type { CaseStatus } from "../../domain/case.ts";
import type { Field, Trouble } from "./fields.ts";

export type Language = "ru" | "en";

type Words = {
	title: string;
	intro: string;
	labels: Record<Field, string>;
	hints: Partial<Record<Field, string>>;
	optional: string;
	here: string;
	hereFound: string;
	hereFailed: string;
	consent: string;
	send: string;
	wrong: string;
	troubles: Record<Trouble, string>;
	again: string;
	proving: string;
	proved: string;
	trap: string;
	other: string;
	track: {
		title: string;
		accepted: string;
		keep: string;
		number: string;
		waiting: string;
		look: string;
		status: string;
		responsible: string;
		due: string;
		you: string;
		answer: string;
		photos: string;
		more: string;
		moreHint: string;
		sendMore: string;
	};
	statuses: Record<CaseStatus, string>;
	gone: { title: string; text: string };
	failed: { title: string; text: string };
	question: (left: number, right: number) => string;
};

const ru: Words = {
	title: "Сообщить о проблеме",
	intro: "Опишите, что случилось и где. Ответ появится на странице, ссылку на которую вы получите после отправки.",
	labels: {
		text: "Что случилось",
		more: "Что добавить",
		address: "Где это",
		photos: "Фотографии",
		name: "Как к вам обращаться",
		contact: "Почта или телефон",
		consent: "Согласие",
		answer: "Проверочный вопрос",
	},
	hints: {
		text: "От 10 до 4000 знаков",
		address: "Улица и дом, остановка или другой ориентир",
		photos: "До пяти, каждая до 10 МБ: JPEG, PNG, WebP, GIF",
		contact: "Если нужно будет уточнить. Увидят только те, кто готовит ответ",
		answer: "Ответьте цифрами",
	},
	optional: "необязательно",
	here: "Добавить моё местоположение",
	hereFound: "Местоположение добавлено",
	hereFailed: "Местоположение определить не удалось. Напишите адрес словами",
	consent:
		"Имя и контакты нужны только для того, чтобы ответить вам. Они хранятся вместе с сообщением и нигде не публикуются.",
	send: "Отправить",
	wrong: "Сообщение ещё не отправлено. Проверьте отмеченное:",
	troubles: {
		"text-missing": "Напишите, что случилось",
		"text-short": "Напишите подробнее: хотя бы 10 знаков",
		"text-long": "Сократите до 4000 знаков. Подробности можно дослать после отправки",
		"name-long": "Сократите имя до 100 знаков",
		"contact-wrong": "Укажите адрес почты или номер телефона, например 8 900 000-00-00",
		"address-long": "Сократите адрес до 300 знаков",
		"consent-missing": "Без согласия сообщение принять нельзя",
		"photos-large": "Фотография больше 10 МБ. Выберите фотографии ещё раз",
		"photos-many": "Фотографий больше пяти. Выберите фотографии ещё раз",
		"photos-type": "Это не фотография. Выберите фотографии ещё раз",
		"photos-broken": "Файлы дошли не полностью. Выберите фотографии ещё раз",
		"answer-wrong": "Ответьте на вопрос: так мы отличаем людей от программ",
		"form-old": "Страница была открыта слишком давно. Проверьте написанное и отправьте ещё раз",
		"too-often": "С вашего адреса в сети пришло слишком много сообщений. Подождите немного и отправьте ещё раз",
		busy: "Сейчас сообщение сохранить не получилось. Написанное осталось на странице, отправьте ещё раз через минуту",
	},
	again: "Фотографии нужно выбрать ещё раз: браузер не возвращает выбранные файлы.",
	proving: "Проверяем, что вы не программа. Обычно это несколько секунд.",
	proved: "Проверка пройдена, можно отправлять.",
	trap: "Не заполняйте это поле",
	other: "In English",
	track: {
		title: "Ваше сообщение",
		accepted: "Сообщение принято",
		keep: "Сохраните ссылку на эту страницу: здесь появится ответ, и больше его нигде не найти. Не передавайте её тем, кому не доверяете.",
		number: "Номер",
		waiting: "Номер появится здесь в течение минуты.",
		look: "Обновить страницу",
		status: "Что происходит",
		responsible: "Кто отвечает",
		due: "Ответ ожидается до",
		you: "Вы написали",
		answer: "Ответ",
		photos: "Фотографий",
		more: "Дополнить",
		moreHint: "Если что-то изменилось или вопрос не решён",
		sendMore: "Отправить дополнение",
	},
	statuses: {
		new: "Принято, определяем, кто ответит",
		triage: "Принято, определяем, кто ответит",
		rejected: "Не принято к рассмотрению",
		merged: "Присоединено к такому же сообщению",
		assigned: "Передано в ведомство",
		inProgress: "В работе",
		returnedWrongAgency: "Уточняем, какое ведомство ответит",
		onApproval: "Ответ готовится",
		onReview: "Ответ готовится",
		rework: "Ответ готовится",
		readyToPublish: "Ответ готовится",
		interimPublished: "Дан промежуточный ответ, работа продолжается",
		answered: "Дан ответ",
		deferred: "Работа отложена до указанного в ответе срока",
		awaitingCitizen: "Ждём вашего уточнения",
		closed: "Работа завершена",
		reopened: "Снова в работе",
		handedTo59fz: "Передано на рассмотрение как письменное обращение",
	},
	gone: {
		title: "Такой страницы нет",
		text: "Проверьте адрес. Если вы только что отправили сообщение, откройте ссылку ещё раз через минуту.",
	},
	failed: {
		title: "Страница сейчас не открывается",
		text: "Попробуйте ещё раз через минуту.",
	},
	question: (left, right) => `Сколько будет ${numbersRu[left - 1]} плюс ${numbersRu[right - 1]}?`,
};

const numbersRu = ["один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"];
const numbersEn = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

const en: Words = {
	title: "Report a problem",
	intro: "Say what happened and where. The answer appears on a page whose link you get after sending.",
	labels: {
		text: "What happened",
		more: "What to add",
		address: "Where it is",
		photos: "Photographs",
		name: "How to address you",
		contact: "E-mail or phone",
		consent: "Consent",
		answer: "A question",
	},
	hints: {
		text: "10 to 4000 characters",
		address: "Street and house, a bus stop or another landmark",
		photos: "Up to five of 10 MB each: JPEG, PNG, WebP, GIF",
		contact: "In case something is unclear. Only those who prepare the answer see it",
		answer: "Answer in digits",
	},
	optional: "optional",
	here: "Add where I am",
	hereFound: "The location is added",
	hereFailed: "The location could not be found. Write the address in words",
	consent: "The name and the contact serve only to answer you. They are kept with the message and published nowhere.",
	send: "Send",
	wrong: "The message is not sent yet. Please look at what is marked:",
	troubles: {
		"text-missing": "Say what happened",
		"text-short": "Say a little more: at least 10 characters",
		"text-long": "Shorten it to 4000 characters. Details can be added after sending",
		"name-long": "Shorten the name to 100 characters",
		"contact-wrong": "Give an e-mail address or a phone number",
		"address-long": "Shorten the address to 300 characters",
		"consent-missing": "Without consent the message cannot be taken",
		"photos-large": "A photograph is larger than 10 MB. Choose the photographs again",
		"photos-many": "There are more than five photographs. Choose the photographs again",
		"photos-type": "This is not a photograph. Choose the photographs again",
		"photos-broken": "The files did not arrive whole. Choose the photographs again",
		"answer-wrong": "Answer the question: it tells people from programs",
		"form-old": "The page was open for too long. Look through what you wrote and send it again",
		"too-often": "Too many messages came from your network address. Wait a little and send it again",
		busy: "The message could not be stored now. What you wrote is still here: send it again in a minute",
	},
	again: "The photographs have to be chosen again: a browser does not give chosen files back.",
	proving: "Checking that you are not a program. It usually takes a few seconds.",
	proved: "Checked: you can send now.",
	trap: "Leave this field empty",
	other: "По-русски",
	track: {
		title: "Your message",
		accepted: "The message is accepted",
		keep: "Keep the link to this page: the answer appears here and nowhere else. Give it to nobody you do not trust.",
		number: "Number",
		waiting: "The number appears here within a minute.",
		look: "Look again",
		status: "What is going on",
		responsible: "Who answers",
		due: "The answer is expected by",
		you: "You wrote",
		answer: "Answer",
		photos: "Photographs",
		more: "Add something",
		moreHint: "If something changed or the matter is not settled",
		sendMore: "Send the addition",
	},
	statuses: {
		new: "Accepted, finding who will answer",
		triage: "Accepted, finding who will answer",
		rejected: "Not taken up",
		merged: "Joined to another message about the same",
		assigned: "Passed to the agency",
		inProgress: "In work",
		returnedWrongAgency: "Finding which agency will answer",
		onApproval: "An answer is being prepared",
		onReview: "An answer is being prepared",
		rework: "An answer is being prepared",
		readyToPublish: "An answer is being prepared",
		interimPublished: "Answered for now, the work goes on",
		answered: "Answered",
		deferred: "Put off until the time named in the answer",
		awaitingCitizen: "Waiting for more from you",
		closed: "Done",
		reopened: "In work again",
		handedTo59fz: "Passed on as a written appeal",
	},
	gone: {
		title: "There is no such page",
		text: "Check the address. If you have just sent a message, open the link again in a minute.",
	},
	failed: { title: "The page cannot be opened now", text: "Try again in a minute." },
	question: (left, right) => `How much is ${numbersEn[left - 1]} plus ${numbersEn[right - 1]}?`,
};

export const words: Record<Language, Words> = { ru, en };
