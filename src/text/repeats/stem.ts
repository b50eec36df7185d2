const longestWord = 40;
const shortestStem = 3;
/** a word of so few letters is its own stem: «дом», «свет» */
const shortWord = 4;

// endings of nouns, adjectives and verbs that people use of their surroundings, longest first
const endings = [
	...["иями", "ается", "уется", "яется"],
	...[
		"ями",
		"ами",
		"ого",
		"его",
		"ому",
		"ему",
		"ыми",
		"ими",
		"ете",
		"ите",
		"ешь",
		"ишь",
		"уют",
		"ают",
		"яют",
		"ала",
		"али",
	],
	...["ило", "или", "ены", "ена", "ено"],
	...[
		"ые",
		"ие",
		"ый",
		"ий",
		"ой",
		"ая",
		"яя",
		"ое",
		"ее",
		"ую",
		"юю",
		"ых",
		"их",
		"ым",
		"им",
		"ом",
		"ем",
		"ам",
		"ям",
		"ах",
	],
	...[
		"ях",
		"ов",
		"ев",
		"ей",
		"ью",
		"ия",
		"ии",
		"ию",
		"ать",
		"ять",
		"ить",
		"еть",
		"ет",
		"ит",
		"ут",
		"ют",
		"ат",
		"ят",
		"ал",
		"ил",
	],
	...["ла", "ло", "ли"],
	...["а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й"],
].sort((a, b) => b.length - a.length);

/**
 * A word without its ending, so that its forms are alike: «фонари», «фонарей» → «фонар».
 * Takes one word in lower case with е for ё; never throws. Cruder than a dictionary: what matters is that forms meet.
 */
export function stemOf(word: string): string {
	if (word.length <= shortWord) return word;
	const bare = word.slice(0, longestWord).replace(/с[ья]$/, "");
	const ending = endings.find((one) => bare.endsWith(one) && bare.length - one.length >= shortestStem);
	return ending === undefined ? bare : bare.slice(0, -ending.length);
}
