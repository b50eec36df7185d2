/** Text as people type it: ё is е, case does not matter. */
export const plain = (text: string): string => text.toLowerCase().replaceAll("ё", "е");

const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const russian = "ейцукенгшщзхъфывапролджэячсмитьбю";

/** What was meant by words typed in the other layout: "jnjgktybt" → "отопление". */
export function inRussianLayout(text: string): string {
	return [...text].map((letter) => russian[latin.indexOf(letter)] ?? letter).join("");
}

/** A word this long may miss letters or have them apart. */
const looseFrom = 3;

/**
 * How well `text` answers `query`: every word of the query must be found, at best at the beginning of a word of the text, at
 * worst letter after letter within one word ("утил" in «утилизация», "вдсн" in «водоснабжение»).
 * @returns 0 when it does not; more is better
 */
export function fuzzyScore(text: string, query: string): number {
	const asked = plain(query).split(/\s+/).filter(Boolean);
	if (asked.length === 0) return 1;
	const words = plain(text).split(/[\s,.;:«»"()/—–-]+/);
	const whole = plain(text);
	let score = 0;
	for (const word of asked) {
		const found = Math.max(scoreOf(word, words, whole), scoreOf(inRussianLayout(word), words, whole));
		if (found === 0) return 0;
		score += found;
	}
	// of two that hold the same words the shorter says little else
	return score / asked.length + 1 / (1 + text.length);
}

function scoreOf(asked: string, words: readonly string[], whole: string): number {
	if (words.includes(asked)) return 10;
	if (words.some((word) => word.startsWith(asked))) return 8;
	// another form of the word: «вода» finds «воды»
	const stem = asked.slice(0, -1);
	if (stem.length >= looseFrom && words.some((word) => word.startsWith(stem) && word.length <= stem.length + 3))
		return 7;
	if (whole.includes(asked)) return 5;
	return asked.length >= looseFrom && words.some((word) => holdsInOrder(word, asked)) ? 2 : 0;
}

function holdsInOrder(word: string, letters: string): boolean {
	// the first letter is the one that people do not get wrong
	if (word[0] !== letters[0]) return false;
	let at = 0;
	let end = 0;
	for (const [index, letter] of [...word].entries())
		if (at < letters.length && letter === letters[at]) {
			at += 1;
			end = index + 1;
		}
	// letters far apart are another word
	return at === letters.length && end <= 2 * letters.length;
}

/** Those that answer the query, the best first; of equals the order stays. */
export function fuzzyFind<T>(items: readonly T[], query: string, textOf: (item: T) => string): T[] {
	if (!query.trim()) return [...items];
	return items
		.map((item) => ({ item, score: fuzzyScore(textOf(item), query) }))
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score)
		.map(({ item }) => item);
}
