import type { Cue } from "./cue.ts";
import { withoutTwins } from "./tokens.ts";

// a word in which signs, digits or a few dots may stand for letters
const wordPattern = /[\p{L}\p{M}](?:[\p{L}\p{M}*#@$%_•]|\d(?=[\p{L}*])|\.{2,4}(?=\p{L})){1,40}/gu;
/** letters set apart: "х у й", "х.у.й" */
const spacedPattern = /(?<![\p{L}\d])\p{L}([ .*_-])\p{L}(?:\1\p{L}){1,11}(?![\p{L}\d])/gu;

const prefix = "(?:на|по|за|до|о|от|ото|об|ни|не|вы|у|при|пере|рас|раз|под|из|ис|про|недо|полу)?";
const hardPrefix =
	"(?:на|по|за|до|о|от|отъ|ото|у|вы|съ|въ|разъ|раз|подъ|под|изъ|из|объ|взъ|при|пере|про|недо|долбо|мозго|остое)?";
/**
 * Roots of what is obscene in Russian, and the words grown from them. Coarse words without these roots (жопа, говно,
 * сука, дерьмо) are no ground for hiding anything.
 */
const obsceneWord = new RegExp(
	[
		`^${prefix}ху(?:[йяю]|е[а-я]|и$|ил|ит|ищ)`,
		"^[а-я]{0,8}пизд|^пезд(?:ец|ю|у[кн])",
		`^${hardPrefix}(?:еб|йоб)(?!ург)`,
		"^(?:вы|на|с|по|за)?бля(?:$|[дт])",
		"^муд(?:а[кч]|ил|оз|ое)",
		"^пид[ао]?р(?:$|[аоы]|ск|ю)",
		"^г[ао]ндон",
		"^залуп",
		"^манд(?:[аыеу]|ой|ища|авошк[а-я]{1,3})$",
		"^(?:на|по|за|от|вз)?дроч[иеу]",
	].join("|"),
);
/** the same written in Latin letters */
const latinWord =
	/^(?:na|po|ni|do|za|o)?hu[iyj](?:$|n|l|a|e|o)|^(?:ras|ot|za|na|po)?pizd|^bl[iy]a[td]|^(?:za|na|vi|vy|u|dolbo)?[ey]+b[ai](?:l|n|t)|^mudak|^pid[ao]r/;
/** Words that people write with signs in the middle. */
const masked = [
	..."хуй хуя хую хуем хуи нахуй нахуя похуй нихуя дохуя охуел охуели охуеть охуевшие хуйня хуйню хуйней хуево".split(
		" ",
	),
	..."хуевый хуевая хуевые хуесос хуесосы пизда пизду пизде пизды пиздец пиздеж пиздят пиздите пиздюли".split(" "),
	..."распиздяи распиздяй пиздабол пиздаболы ебать ебут ебет ебаный ебаная ебаное ебаные ебаного ебаную ебанные".split(
		" ",
	),
	..."ебал ебало ебалом ебанутые ебанутый ебучий ебучая ебучие еблан ебланы заебали заебал заебало заебись наебали".split(
		" ",
	),
	..."выебываются долбоеб долбоебы уебки уебок уебан уебище разъебанная разъебали проебали бля блять блядь бляди".split(
		" ",
	),
	..."блядский блядская блядские мудак мудаки мудаков мудила пидор пидоры пидорас пидорасы гандон гандоны гондон".split(
		" ",
	),
	"гондоны",
];

/** The first obscene word of a text, also with masked, look-alike, repeated or spaced letters. Never throws; linear time. */
export function findObscene(text: string): Cue | null {
	let first: Cue | null = null;
	for (const found of text.matchAll(wordPattern)) {
		if (!isObscene(found[0])) continue;
		first = { code: "obscene", start: found.index, end: found.index + found[0].length };
		break;
	}
	for (const found of text.matchAll(spacedPattern)) {
		if (first && found.index >= first.start) break;
		const start = startOfSpaced(found[0]);
		if (start !== null) return { code: "obscene", start: found.index + start, end: found.index + found[0].length };
	}
	return first;
}

/** Where among letters set apart an obscene word begins; other single letters may stand before it. */
function startOfSpaced(spaced: string): number | null {
	for (const { index } of spaced.matchAll(/\p{L}/gu))
		if (isObscene(spaced.slice(index).replace(/[ .*_-]/g, ""))) return index;
	return null;
}

function isObscene(raw: string): boolean {
	const lower = raw
		.toLowerCase()
		.replaceAll("ё", "е")
		.replace(/[._]+$/, "");
	if (/^[a-z]+$/.test(lower)) return latinWord.test(lower);
	const word = withoutTwins(lower);
	// «хуууй» is «хуй»
	const single = word.replace(/([а-я])\1+/g, "$1");
	if (/^[а-я]+$/.test(single)) return obsceneWord.test(single) || obsceneWord.test(word);
	return isMasked(single);
}

/** Whether letters can be put for the signs so that one of the known words comes out. */
function isMasked(word: string): boolean {
	if (word.length < 3 || /[^а-я\d*#@$%•._]/.test(word)) return false;
	const pattern = word
		.replace(/\d/g, "[а-я]")
		.replace(/[*#@$%•._]+/g, ({ length }) => `[а-я]{${Math.max(1, length - 1)},${length + 2}}`);
	const form = new RegExp(`^${pattern}$`);
	return masked.some((one) => form.test(one));
}
