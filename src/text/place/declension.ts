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
const ordinals = ["", "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"].map(
	(stem) => (stem === "трет" ? ["трет", "треть"] : stem ? [stem] : []),
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
	const gender = /[аяь]я$/.test(word) ? "f" : /[ое]е$/.test(word) ? "n" : /[ыи]е$/.test(word) ? "p" : "m";
	const endings = adjectiveEndings[gender][softEnding.test(word) ? "soft" : "hard"].map((ending) => stem + ending);
	// «больших», «узким»: no ы after these
	return /[гкхжшчщ]$/.test(stem)
		? endings.flatMap((form) => [form, stem + form.slice(stem.length).replace("ы", "и")])
		: endings;
}

function nounForms(word: string): string[] {
	const last = word.at(-1) ?? "";
	const stem = word.slice(0, -1);
	const with_ = (base: string, endings: string): string[] => endings.split(" ").map((ending) => base + ending);
	if (word.length < 2) return [word];
	if (/ия$/.test(word)) return with_(stem, "и ю ей ею");
	switch (last) {
		case "а":
			return with_(stem, "ы и е у ой ою ей");
		case "я":
			return with_(stem, "и е ю ей ею");
		case "о":
			return with_(stem, "а у ом е");
		case "е":
			return /[ьи]е$/.test(word) ? with_(stem, "я ю ем и") : with_(stem, "а у ем");
		case "й":
			return with_(stem, "я ю ем е и");
		case "ь":
			return [...with_(stem, "я ю ем е и ью"), ...fleeting(word, "я ю ем е")];
		case "ы":
		case "и":
			return pluralForms(word, stem);
		default:
			return /[а-я]/.test(last) ? [...with_(word, "а у ом ем е ы ым"), ...fleeting(word, "а у ом ем е ы")] : [];
	}
}

function pluralForms(word: string, stem: string): string[] {
	const own = ["ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях", ""].map((ending) => stem + ending);
	if (!/[^аеиоуыэюя]к$/.test(stem)) return own;
	// «горки» — «горок», «вешки» — «вешек»
	return [...own, `${stem.slice(0, -1)}ок`, `${stem.slice(0, -1)}ек`, word];
}

/** Forms with the last vowel lost: «камень» — «камня», «берёзовец» — «берёзовца», «орёл» — «орла». */
function fleeting(word: string, endings: string): string[] {
	const parts = /^(.+)[ое]([бвгдзклмнпрстхц]ь?)$/.exec(word);
	const [, before = "", end = ""] = parts ?? [];
	// «Владивосток», «Саратов»: a vowel is lost only where it may be
	if (!parts || !/^(?:к|ц|нь|л|н|рь)$/.test(end)) return [];
	const consonant = end.replace("ь", "");
	const base = /[лй]$/.test(before) && consonant === "ц" ? `${before}ь` : before;
	return [before, base].flatMap((start) => endings.split(" ").map((ending) => start + consonant + ending));
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
	[/(?:ых|их)$/, /[хвйбвгдзклмнпрст]$/],
	[/(?:ым|им)$/, /[мм]$/],
	[/(?:ый|ий|ой)$/, /[^аеиоуыэюя]$/],
];

/** Whether an adjective in this form could belong to the word after it, by their endings alone. */
export function mayAgree(adjective: string, noun: string): boolean {
	return agreeing.some(([one, other]) => one.test(adjective) && other.test(noun));
}
