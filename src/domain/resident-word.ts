/** What a short message of a resident says of the answer above it. */
export type ResidentWord = { isSolved: boolean | null; isThanks: boolean };

const longest = 120;
const thanks = new Set([
	"спасибо",
	"благодарю",
	"благодарим",
	"благодарен",
	"благодарна",
	"спасибочки",
	"спс",
	"👍",
	"🙏",
	"❤",
	"👏",
]);
const done = new Set(
	"решено решен решена решили помогли помог помогла починили сделали исправили устранили убрали включили".split(" "),
);
/** may stand beside them and say nothing of their own */
const besides = new Set(
	`здравствуйте добрый день вечер утро вам всем большое огромное преогромное очень вас за ответ помощь оперативность
	внимание да ура вопрос проблема проблему все уже наконец`.split(/\s+/),
);
const stillNot = new Set(
	"нет пока еще так и ничего до сих пор вопрос проблема проблему здравствуйте добрый день вечер".split(" "),
);
/** networks put whom a comment answers before its words */
const mention = /^\[[^\]|]{1,60}\|[^\]]{1,120}\],?/;

/**
 * Reads a message that says only that a problem is or is not solved, or only thanks. Whatever else is said, a question, or
 * quoted words, which may be meant bitterly, make it null: then it is a message like any other.
 */
export function readResidentWord(text: string): ResidentWord | null {
	if (text.length > longest || /[?«»"“”„)]/.test(text)) return null;
	const words = text
		.replace(mention, "")
		.toLowerCase()
		.replaceAll("ё", "е")
		.match(/\p{L}+|\p{N}+|\p{Extended_Pictographic}/gu);
	if (!words) return null;
	const isThanks = words.some((word) => thanks.has(word));
	const rest = words.filter((word) => !thanks.has(word));
	const not = rest.indexOf("не");
	if (not >= 0) {
		const verb = rest[not + 1];
		const others = rest.filter((_word, i) => i !== not && i !== not + 1);
		// thanks beside it are bitter, and no thanks
		const isPlain = verb !== undefined && done.has(verb) && !isThanks && others.every((word) => stillNot.has(word));
		return isPlain ? { isSolved: false, isThanks: false } : null;
	}
	const solved = rest.filter((word) => done.has(word)).length;
	if (solved > 1 || !rest.every((word) => done.has(word) || besides.has(word))) return null;
	if (solved === 1) return { isSolved: true, isThanks };
	return isThanks ? { isSolved: null, isThanks: true } : null;
}
