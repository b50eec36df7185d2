/** How a word of a name changes in a sentence. */
export type Paradigm = "fixed" | "noun" | "adjective" | "adjective-any" | "ordinal";

const adjectiveEnding = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$/;
const softEnding = /(?:ий|яя|ее|ие)$/;

export const looksAdjective = (word: string): boolean => word.length > 3 && adjectiveEnding.test(word);

/** A word with every form it may take in the singular or, if it is a plural, in the plural; ё is written е. */
export function formsOf(word: string, paradigm: Paradigm): string[] {
	if (paradigm === "fixed") return word === "лет" ? ["лет", "летия", "летие", "летию"] : [word];
	if (paradigm === "noun") return [...new Set([word, ...nounForms(word)])];
	if (paradigm === "ordinal") return [word, ...(ordinals[Number(word)] ?? []).flatMap((stem) => allAdjectives(stem))];
	return [...new Set([word, ...adjectiveForms(word, paradigm === "adjective-any")])];
}

/** by number: stems of its ordinal */
const ordinals = ["", "перв", "втор", "трет треть", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"].map(
	(stems) => stems.split(" ").filter(Boolean),
);
const adjectiveEndings = {
	m: { hard: ["ого", "ому", "ым", "ом"], soft: ["его", "ему", "им", "ем", "ого", "ому", "ом"] },
	f: { hard: ["ая", "ой", "ую", "ою", "ей"], soft: ["яя", "ей", "юю", "ею"] },
	n: { hard: ["ое", "ого", "ому", "ым", "им", "ом"], soft: ["ее", "его", "ему", "им", "ем"] },
	p: { hard: ["ые", "ых", "ым", "ыми"], soft: ["ие", "их", "им", "ими"] },
};
const everyEnding = [
	...new Set(Object.values(adjectiveEndings).flatMap(({ hard, soft }) => ["ый", "ий", ...hard, ...soft])),
];
const allAdjectives = (stem: string): string[] => everyEnding.map((ending) => stem + ending);

function adjectiveForms(word: string, isAnyGender: boolean): string[] {
	const stem = word.slice(0, -2);
	if (isAnyGender) return allAdjectives(stem);
	const gender = /[ая]я$/.test(word) ? "f" : /[ое]е$/.test(word) ? "n" : /[ыи]е$/.test(word) ? "p" : "m";
	const endings = adjectiveEndings[gender][softEnding.test(word) ? "soft" : "hard"].map((ending) => stem + ending);
	// «больших», «узким»: no ы after these
	return /[гкхжшчщ]$/.test(stem)
		? endings.flatMap((form) => [form, stem + form.slice(stem.length).replace("ы", "и")])
		: endings;
}

/** by the end of the noun's first form: how much is cut off, and the endings of the other forms */
const nounEndings: [RegExp, number, string][] = [
	[/ия$/, 1, "и ю ей ею"],
	[/а$/, 1, "ы и е у ой ою ей"],
	[/я$/, 1, "и е ю ей ею"],
	[/о$/, 1, "а у ом е"],
	[/[ьи]е$/, 1, "я ю ем и"],
	[/е$/, 1, "а у ем"],
	[/й$/, 1, "я ю ем е и"],
	[/ь$/, 1, "я ю ем е и ью"],
	[/[бвгджзклмнпрстфхцчшщ]$/, 0, "а у ом ем е ы ым"],
];

function nounForms(word: string): string[] {
	if (word.length < 2) return [];
	if (/[ыи]$/.test(word)) return pluralForms(word.slice(0, -1));
	const [, cut = 0, endings = ""] = nounEndings.find(([end]) => end.test(word)) ?? [];
	const stem = word.slice(0, word.length - cut);
	return endings === "" ? [] : [...withEndings(stem, endings), ...withEndings(withoutVowel(word), endings)];
}

const withEndings = (stem: string | null, endings: string): string[] =>
	stem === null ? [] : endings.split(" ").map((ending) => stem + ending);

function pluralForms(stem: string): string[] {
	const own = [stem, ...withEndings(stem, "ов ев ей ам ям ами ями ах ях")];
	// «горки» — «горок», «вешки» — «вешек»
	return /[^аеиоуыэюя]к$/.test(stem) ? [...own, ...withEndings(stem.slice(0, -1), "ок ек")] : own;
}

/** The stem of a noun that loses its last vowel: «камень» — «камн», «берёзовец» — «берёзовц», «орёл» — «орл», «боец» — «бойц». */
function withoutVowel(word: string): string | null {
	const [, before = "", consonant = ""] = /^(.{2,}|[ор])[ое](к|ц|н(?=ь)|р(?=ь)|л|н)ь?$/.exec(word) ?? [];
	if (consonant === "") return null;
	return (
		(/[аеиоу]$/.test(before) ? `${before}й` : /л$/.test(before) && consonant === "ц" ? `${before}ь` : before) +
		consonant
	);
}

/** The first case of an adjective that agrees with a word of this gender, as an address has it: «Садовой» → «Садовая». */
export function nominativeOf(word: string, gender: "m" | "f" | "n"): string {
	const parts = /^(.{2,}?)(ой|ою|ую|ей|ею|юю|ом|ем|ому|ему|ого|его|ым|им)$/u.exec(word);
	const [, stem = "", ending = ""] = parts ?? [];
	if (!parts || (gender === "f") !== /^(?:ой|ою|ую|ей|ею|юю)$/.test(ending)) return word;
	const isSoft = /^[еюи]/.test(ending) && !/[гкхжшчщ]$/.test(stem);
	if (gender === "f") return stem + (isSoft ? "яя" : "ая");
	if (gender === "n") return stem + (isSoft ? "ее" : "ое");
	// «Большого» — «Большой», «Общего» — «Общий»
	if (/[жш]$/.test(stem) && /^о/.test(ending)) return `${stem}ой`;
	return stem + (isSoft || /[гкхжшчщ]$/.test(stem) ? "ий" : "ый");
}

const agreeing: [RegExp, RegExp][] = [
	[/(?:ому|ему)$/, /[ую]$/],
	[/(?:ого|его)$/, /[аяи]$/],
	[/(?:ом|ем)$/, /[еуюи]$/],
	[/(?:ой|ей|ою|ею)$/, /(?:[ыиеью]|ой|ей)$/],
	[/(?:ую|юю)$/, /[уюь]$/],
	[/(?:ая|яя)$/, /[аяь]$/],
	[/(?:ое|ее)$/, /[оея]$/],
	[/(?:ые|ие)$/, /[ыиаяе]$/],
	[/(?:ыми|ими)$/, /ми$/],
	[/(?:ых|их)$/, /[^аеиоуыэюяь]$/],
	[/(?:ым|им)$/, /м$/],
	[/(?:ый|ий|ой)$/, /[^аеиоуыэюя]$/],
];

/** Whether an adjective in this form could belong to the word after it, by their endings alone. */
export function mayAgree(adjective: string, noun: string): boolean {
	return agreeing.some(([one, other]) => one.test(adjective) && other.test(noun));
}
