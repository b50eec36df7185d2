/** Numbers by which a person can be found or harmed, told apart from dates, sums, houses and case numbers. */

export type PersonalNumber = { code: "phone" | "passport" | "card" | "snils"; start: number; end: number };

/** what may stand between the digits of one number: spaces, brackets, dots, dashes; never a line break */
const gap = "[ \\t\\u00a0\\u2009\\u202f\\u200b().\\-\\u2010-\\u2015]{0,3}";
// every repetition is bounded: the time stays linear on any text
const russianPhone = new RegExp(`(?<!\\d)(?:\\+${gap}7|[78])${gap}[3489](?:${gap}\\d){9}(?!\\d)`, "g");
const foreignPhone = new RegExp(`\\+\\d(?:${gap}\\d){9,14}(?!\\d)`, "g");
const phoneWithoutPrefix = new RegExp(`(?<!\\d)\\(?[3489](?:${gap}\\d){9}(?!\\d)`, "g");
const cityPhone = /(?<![\d-])\d{1,3}[- ]?\d{2}[- ]?\d{2}(?![\d-]|[.,:/]\d)/g;
const card = /(?<!\d)(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{5})(?!\d)/g;
const snils = /(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}(?!\d)/g;
const passport = /(?<![\d.])\d{2} ?\d{2},?[ \t\u00a0]{0,3}((?:№|N|номер)?[ \t\u00a0]{0,3})\d{6}(?!\d)/gi;

const phoneWord =
	/(?<!\p{L})(?:тел|телефон\p{L}*|факс\p{L}*|моб|мобильн\p{L}*|(?:по|пере)?звон\p{L}*|приемн\p{L}*|приёмн\p{L}*|диспетчер\p{L}*|whats ?app|ватсап|вотсап|viber|вайбер)(?!\p{L})[^\d\n№]{0,30}$/iu;
const phoneMark = /(?<!\p{L})(?:т|тел)\.?:?\s{0,3}$/iu;
const otherNumber =
	/(?:инн|огрн|огрнип|кпп|бик|окпо|уин|р\/с|к\/с|л\/с|сч[её]т\p{L}*|контракт\p{L}*|договор\p{L}*|артикул|стать\p{L}*|код\p{L}*|кбк)[ \u00a0]{0,3}(?:№|:|номер)?[ \u00a0]{0,3}$/iu;
const caseNumber = /(?:№|#)[ \u00a0]{0,3}$/;
const measure = /^[ \u00a0\u2009\u202f]{0,3}(?:тыс|млн|млрд|руб|₽|коп|р\.)/i;
const passportWord = /(?:паспорт|сери)\p{L}*[^\d\n]{0,30}$/iu;
const date = /\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}/;

/** Card, insurance, passport and telephone numbers; where two readings overlap the likelier comes first in the list. */
export function findNumbers(text: string): PersonalNumber[] {
	return [
		...matches(text, card, "card", isCard),
		...matches(text, snils, "snils", isSnils),
		...matches(text, passport, "passport", isPassport),
		...matches(text, russianPhone, "phone", isRussianPhone),
		...matches(text, foreignPhone, "phone", (one) => !date.test(one.number)),
		...matches(text, phoneWithoutPrefix, "phone", isPhoneWithoutPrefix),
		...matches(text, cityPhone, "phone", isCityPhone),
	];
}

/** A candidate with the 48 characters before it and the 12 after. */
type Candidate = { number: string; groups: string[]; before: string; after: string; found: RegExpExecArray };

function matches(
	text: string,
	pattern: RegExp,
	code: PersonalNumber["code"],
	isOne: (candidate: Candidate) => boolean,
): PersonalNumber[] {
	const numbers: PersonalNumber[] = [];
	const search = new RegExp(pattern);
	for (let found = search.exec(text); found; found = search.exec(text)) {
		const number = found[0];
		const start = found.index;
		const end = start + number.length;
		const before = text.slice(Math.max(0, start - 48), start);
		const groups = number.match(/\d+/g) ?? [];
		if (isOne({ number, groups, before, after: text.slice(end, end + 12), found })) numbers.push({ code, start, end });
		// another number may begin inside one that was refused: after its first group
		else search.lastIndex = start + Math.max(1, number.search(/\d\D/) + 1);
	}
	return numbers;
}

function isCard({ groups, before }: Candidate): boolean {
	return !otherNumber.test(before) && hasLuhnSum(groups.join(""));
}

function hasLuhnSum(digits: string): boolean {
	let sum = 0;
	for (let i = 0; i < digits.length; i++) {
		const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 2);
		sum += digit > 9 ? digit - 9 : digit;
	}
	return sum % 10 === 0;
}

/** Control number of an insurance account: nine digits weighted 9 … 1, modulo 101, 100 counting as 0. */
function isSnils({ groups, before }: Candidate): boolean {
	const digits = groups.join("");
	// eleven digits in a row that begin as a telephone are one
	if (groups.length === 1 && /^[78][3489]/.test(digits) && !/снилс/i.test(before)) return false;
	let sum = 0;
	for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (9 - i);
	return (sum % 101) % 100 === Number(digits.slice(9));
}

function isPassport({ number, before, found }: Candidate): boolean {
	if (passportWord.test(before)) return true;
	// «от 2020 № 008112» is a paper of that year
	const isYear = /^(?:19|20)\d{2}\D/.test(number);
	return (/\S/.test(found[1] ?? "") && !isYear) || /^\d\d \d\d /.test(number);
}

function isRussianPhone({ number, groups, before, after }: Candidate): boolean {
	if (date.test(number) || measure.test(after) || otherNumber.test(before)) return false;
	const [first = "", ...rest] = groups;
	// 84722123456 and 84722 12-34-56, but 78030 041486 is the number of some paper
	if (first.length > 4 && rest.length === 1) return false;
	const own = first.length === 1 ? rest : [first.slice(1), ...rest];
	// spelt digit by digit, or a code of at least three digits and a few groups
	return own.every((group) => group.length === 1) || ((own[0]?.length ?? 0) >= 3 && own.length <= 5);
}

function isPhoneWithoutPrefix({ number, groups, before, after }: Candidate): boolean {
	if (date.test(number) || measure.test(after) || otherNumber.test(before) || caseNumber.test(before)) return false;
	const shape = groups.map((group) => group.length).join("-");
	const isMobile = groups[0]?.[0] === "9";
	if (isMobile && ["10", "3-7", "3-3-4", "3-4-3"].includes(shape)) return true;
	if (["3-3-2-2", "3-2-2-3", "4-2-2-2", "5-1-2-2"].includes(shape)) return true;
	const hasBrackets = /^\(\d{3,5}\)/.test(number);
	return (hasBrackets && ["3-7", "4-6", "5-5", "3-3-4", "4-3-3", "5-2-3"].includes(shape)) || phoneWord.test(before);
}

/** A number without the code of the town: three groups as 123-45-67, others only where a word says telephone. */
function isCityPhone({ number, groups, before, after }: Candidate): boolean {
	if (measure.test(after) || otherNumber.test(before) || caseNumber.test(before)) return false;
	if (/^\d{3}-\d{2}-\d{2}$/.test(number)) return true;
	if (phoneMark.test(before)) return true;
	const [day, month] = groups.map(Number);
	const isDate = groups.length === 3 && (day ?? 0) <= 31 && (month ?? 0) <= 12;
	return phoneWord.test(before) && !isDate;
}
