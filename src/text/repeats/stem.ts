const longestWord = 40;
const shortestStem = 3;
/** of a word of so few letters only a vowel may go: «вода», «воды», but «свет» */
const shortWord = 4;

// endings of nouns, adjectives and verbs that people use of their surroundings
const endings = new Set(
	`
иями ается уется яется ает яет
ями ами ого его ому ему ыми ими ете ите ешь ишь уют ают яют ала али ило или ены ена ено ать ять ить еть
ые ие ый ий ой ая яя ое ее ую юю ых их ым им ом ем ам ям ах ях ов ев ей ью ия ии ию ет ит ут ют ат ят ал ил ла ло ли
а я о е и ы у ю ь й`
		.trim()
		.split(/\s+/),
);
const longestEnding = 4;

/**
 * A word without its ending, so that its forms are alike: «фонари», «фонарей» → «фонар».
 * Takes one word in lower case with е for ё; never throws. Cruder than a dictionary: what matters is that forms meet.
 */
export function stemOf(word: string): string {
	if (word.length <= shortWord) return word.length > 2 && endings.has(word.slice(-1)) ? word.slice(0, -1) : word;
	const whole = word.slice(0, longestWord);
	const bare = whole.endsWith("ся") || whole.endsWith("сь") ? whole.slice(0, -2) : whole;
	for (let length = Math.min(longestEnding, bare.length - shortestStem); length > 0; length--)
		if (endings.has(bare.slice(-length))) return bare.slice(0, -length);
	return bare;
}
