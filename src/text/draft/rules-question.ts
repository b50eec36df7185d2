import type { DraftContext, DraftFinding } from "./draft.ts";
import { readText } from "./read-text.ts";
import type { Token } from "./read-text.ts";
import { says } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { termsOf } from "./terms.ts";

/** a long message asks its questions early */
const longestQuestion = 4000;
const mostQuestions = 5;
const mostWords = 20;

const asking =
	/^(?:когда|почему|зачем|сколько|куда|где|кто|кому|какой|какая|какие|какое|каким|какого|чем|как|можно|будет|будут|планируется|есть|ли|до|на|по|в|а|и|что|доколе)$/;
/** words that carry no matter; stems of five letters or whole words */
const noMatter =
	/^(?:когда|почем|зачем|сколь|какой|какая|какие|каког|каким|может|можно|будет|будут|нужно|должн|скажи|подск|ответ|пожал|здрав|добры|уважа|очень|просто|опять|снова|еще|этого|этому|этой|этом|эти|этот|вообщ|наконец|долго|раз|все|всех|наш|наша|наше|наши|нашем|нашей|нашег|нашу|ваш|ваша|ваше|ваши|вашем|вас|вам|вы|нас|нам|мы|меня|мне|они|она|оно|его|ее|их|там|тут|здесь|уже|так|тоже|также|если|чтобы|для|что|кто|как|где|куда|это|при|без|под|над|или|был|была|было|были|быть|есть|нет|дела|делат|сдела|решен|решит|решат|вопро|пробл|обращ|сообщ|узнат|хотел|хотим|пора|пор|сих|сей|день|конц|концо|вообще|год|года|лет|время|времен|раза|лю|люд|людей|челов|жител|дом|дома|доме|улиц|улице|город|город|район)$/;
const rhetorical =
	/(?<!\p{L})(?:сколько можно|до каких пор|доколе|серьезно|нормально|как так|как это понимать|что за|совест|стыдно|издева|зачем вы нужны|кому это надо|разве|неужели|не ужели|не кажется|куда смотр|куда вы смотр|за что плат|за что мы плат|правда|что ли|отписк|лож|врать|врете|обман|долго это|долго еще|дальше что|вдруг|ждете|ждем|придумал|сложно|смысл|доказател|как можно|кто следующий|а если|позволять|терпеть|мучиться|страдать|жить в|не пора ли|как с этим|решить эту|устранить эту|что то сделать|как это возможно|не понимаю|не знаю|кто поможет|сколько я|сколько мы|как долго)/u;
/** words by which one asks to be told something */
const asksFor =
	/^(?:когда|сколько|почему|отчего|где|куда|кто|кому|кем|какой|какая|какие|какое|какого|каком|какую|каких|как|можно|планируется|чей|чья)$/;

/** The first question of the resident whose matter the draft does not touch. */
export function unansweredQuestion(reading: Reading, { question, now }: DraftContext): DraftFinding[] {
	const asked = readText(question.slice(0, longestQuestion));
	const hasTerm = termsOf(reading, now).includes(true);
	const stems = new Set(reading.tokens.map(({ word }) => word.slice(0, 4)));
	let seen = 0;
	for (const [i, sentence] of asked.sentences.entries()) {
		const words = asked.tokens.slice(sentence.first, sentence.last);
		if (!isQuestion(question, sentence.end, asked.sentences[i + 1]?.start, words) || ++seen > mostQuestions) continue;
		const matter = words
			.map(({ word }) => word)
			.filter(isMatter)
			.slice(0, mostWords);
		if (matter.length === 0) continue;
		const first = words.find(({ word }) => /^(?:когда|почему|сколько|отчего)$/.test(word))?.word;
		const isTouched =
			(first === "когда" && (hasTerm || says(reading, "done"))) ||
			((first === "почему" || first === "отчего") && says(reading, "because")) ||
			(first === "сколько" && reading.tokens.some(({ word }) => /^\d/.test(word))) ||
			matter.some((word) => stems.has(word.slice(0, 4)) && isNear(word, reading.tokens));
		if (isTouched) continue;
		const end = reading.text.length;
		const quote = question.slice(sentence.start, Math.min(sentence.end, sentence.start + 200));
		// to a plain «когда» an answer without a day is none
		return [{ code: "unanswered-question", severity: first === "когда" ? "warn" : "hint", start: end, end, quote }];
	}
	return [];
}

function isQuestion(text: string, end: number, next: number | undefined, words: readonly Token[]): boolean {
	const tail = text.slice(end, Math.min(next ?? text.length, end + 20));
	const said = words.map(({ word }) => word).join(" ");
	const isAsking = words.slice(0, 4).some(({ word }) => asksFor.test(word)) || words.some(({ word }) => word === "ли");
	if (!isAsking || rhetorical.test(said)) return false;
	return (
		tail.includes("?") ||
		/^(?:подскажите|скажите) (?:пожалуйста )?(?:когда|почему|сколько|где|куда|как)(?!\p{L})/u.test(said)
	);
}

const isMatter = (word: string): boolean =>
	word.length > 2 &&
	/^\p{L}/u.test(word) &&
	!asking.test(word) &&
	!noMatter.test(word) &&
	!noMatter.test(word.slice(0, 5));

/** The same word in some form: what differs are the last letters. */
function isNear(word: string, tokens: readonly Token[]): boolean {
	return tokens.some((token) => {
		const shorter = Math.min(word.length, token.word.length);
		let same = 0;
		while (same < shorter && word[same] === token.word[same]) same++;
		return same >= Math.min(4, word.length) && same >= Math.max(word.length, token.word.length) - 4;
	});
}
