import type { Agency } from "../../api-routing.ts";

/** An agency as a line of a list tells of it. */
export type AgencyLine = { name: string; shortName: string; code: string; kind: Agency["kind"]; isKnown: boolean };

const most = { name: 300, shortName: 60 };
const letters: Record<string, string> = Object.fromEntries(
	[..."абвгдеёжзийклмнопрстуфхцчшщъыьэюя"].map((letter, at) => [
		letter,
		"a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" ")[at] ?? "",
	]),
);

/** «Минздрав» → "minzdrav": what programs call it. */
export function codeOf(words: string): string {
	const latin = [...words.toLowerCase()].map((letter) => letters[letter] ?? letter).join("");
	return (
		latin
			.replaceAll(/[^a-z\d]+/g, "-")
			.replaceAll(/^-|-$/g, "")
			.slice(0, 50) || "agency"
	);
}

const kinds: readonly [RegExp, Agency["kind"]][] = [
	[/центр управления/i, "centre"],
	[/министерств|департамент|комитет|^мин/i, "ministry"],
	[/администрац|округ|район|муниципал/i, "municipality"],
	[/учрежден|^(мку|мбу|гку|гбу)\b|больниц|поликлиник|школ/i, "institution"],
];

/** Names that a column of a table begins with. */
const heading = /^(полное )?(название|наименование|ведомство)/i;

/**
 * A list as it is pasted from a table or a letter: a line for each, the full name, then, if there is one, the short name
 * after a tab or a semicolon. Those that the region has are marked, those named twice stand once.
 */
export function readAgencyLines(text: string, known: readonly Pick<Agency, "name" | "code">[]): AgencyLine[] {
	const names = new Set(known.map(({ name }) => name.trim().toLowerCase()));
	const codes = new Set(known.map(({ code }) => code));
	const met = new Set<string>();
	const lines = text
		.split(/\r?\n/)
		.map((line) => line.split(/\t|;/).map((cell) => cell.trim().replaceAll(/^"|"$/g, "")));
	return lines.flatMap(([name = "", shortName = ""], at) => {
		const key = name.toLowerCase();
		if (!name || met.has(key) || (at === 0 && heading.test(name))) return [];
		met.add(key);
		const short = (shortName || name).slice(0, most.shortName);
		const code = freeCode(codeOf(short), codes);
		const kind = kinds.find(([words]) => words.test(name))?.[1] ?? "other";
		return [{ name: name.slice(0, most.name), shortName: short, code, kind, isKnown: names.has(key) }];
	});
}

function freeCode(wanted: string, taken: Set<string>): string {
	let code = wanted;
	for (let number = 2; taken.has(code); number++) code = `${wanted}-${number}`;
	taken.add(code);
	return code;
}
