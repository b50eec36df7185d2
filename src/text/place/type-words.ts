import { formsOf } from "./declension.ts";

/** What a word says about the name beside it: a street, a settlement, a district, or a part of a town that may be both. */
export type TypeKind = "street" | "area" | "settlement" | "district";
export type PlaceType = {
	kind: TypeKind;
	/** the full word, in the first case */
	full: string;
	/** as an address has it */
	label: string;
	gender: "m" | "f" | "n";
};
/** `strong`: enough to see a name in a word no gazetteer knows; `dotted`: says something only with a full stop after it. */
type Row = PlaceType & { strong: string; dotted: string };

const row = (
	kind: TypeKind,
	gender: PlaceType["gender"],
	full: string,
	label: string,
	strong = "",
	dotted = "",
): Row => ({
	kind,
	gender,
	full,
	label,
	strong,
	dotted,
});

const rows: Row[] = [
	row("street", "f", "улица", "ул.", "ул,ул-ца,улиц"),
	row("street", "m", "проспект", "пр-т", "пр-т,пр-кт,просп,проспек", "пр"),
	row("street", "m", "переулок", "пер.", "пер,пер-к"),
	row("street", "m", "бульвар", "б-р", "б-р,бул,бульв"),
	row("street", "f", "площадь", "пл.", "", "пл"),
	row("street", "f", "набережная", "наб.", "наб"),
	row("street", "n", "шоссе", "ш.", "", "ш"),
	row("street", "m", "проезд", "пр-д", "пр-д", "пр"),
	row("street", "m", "тупик", "туп.", "", "туп"),
	row("street", "f", "аллея", "аллея", "", "ал"),
	row("street", "f", "линия", "линия", "", "лин"),
	row("street", "m", "тракт", "тракт"),
	row("street", "f", "дорога", "дорога", "", "дор"),
	row("street", "m", "спуск", "спуск"),
	row("area", "m", "микрорайон", "мкр.", "мкр,мкрн,мкр-н,мкр-он,м-он,м-н,м-р-н,микр"),
	row("area", "m", "квартал", "кв-л", "кв-л"),
	row("area", "n", "товарищество", "СНТ", "снт,днт,тсн,с.т"),
	row("settlement", "m", "город", "г.", "", "г,гор"),
	row("settlement", "m", "поселок", "пос.", "пос,пгт,рп,р.п,п.г.т", "п"),
	row("settlement", "n", "село", "с.", "", "с"),
	row("settlement", "f", "деревня", "дер.", "дер", "д"),
	row("settlement", "f", "станица", "ст-ца", "ст-ца"),
	row("settlement", "m", "хутор", "х.", "", "х"),
	row("settlement", "m", "аул", "аул"),
	row("settlement", "f", "станция", "ст.", "", "ст"),
	row("settlement", "f", "слобода", "сл."),
	row("district", "m", "район", "р-н", "р-н"),
	row("district", "m", "округ", "округ", "мо"),
];

export type TypeWord = {
	type: PlaceType;
	words: string[];
	/** what parts the words */
	between: " " | "-" | ".";
	isFull: boolean;
	isDotted: boolean;
};

/** by its first part */
const byFirst = new Map<string, TypeWord[]>();
function add(written: string, type: PlaceType, isFull: boolean, isDotted: boolean): void {
	const words = written.split(/[-. ]/);
	const first = words[0] ?? "";
	const between = written.includes("-") ? "-" : written.includes(".") ? "." : " ";
	byFirst.set(first, [...(byFirst.get(first) ?? []), { type, words, between, isFull, isDotted }]);
}
for (const { strong, dotted, ...type } of rows) {
	const paradigm = type.full.endsWith("ная") ? "adjective" : "noun";
	const forms = type.full === "шоссе" ? ["шоссе"] : formsOf(type.full, paradigm);
	for (const form of forms) add(form, type, true, false);
	for (const word of strong.split(",").filter(Boolean)) {
		add(word, type, false, false);
		// «на пр-те», «в р-не»
		if (word.includes("-")) for (const ending of ["а", "у", "е", "ом"]) add(word + ending, type, false, false);
	}
	for (const word of dotted.split(",").filter(Boolean)) add(word, type, false, true);
}
for (const phrase of [
	"муниципальный округ",
	"муниципальный район",
	"городской округ",
	"сельское поселение",
	"городское поселение",
]) {
	const [adjective = "", noun = ""] = phrase.split(" ");
	const label = noun === "район" ? "р-н" : noun;
	const type: PlaceType = { kind: "district", full: phrase, label, gender: noun === "поселение" ? "n" : "m" };
	for (const first of formsOf(adjective, "adjective"))
		for (const second of formsOf(noun, "noun")) add(`${first} ${second}`, type, true, false);
}
for (const words of byFirst.values()) words.sort((a, b) => b.words.length - a.words.length);

/** Type words that begin with this word, the longest first. */
export const typeWordsAt = (word: string): readonly TypeWord[] => byFirst.get(word) ?? [];
