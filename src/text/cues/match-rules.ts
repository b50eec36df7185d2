import { addStem, stemsIn } from "../stems.ts";
import type { Stems } from "../stems.ts";
import type { CueCode } from "./cue.ts";
import type { CueRule, CueRules, Phrases } from "./cue-rule.ts";
import type { Token } from "./tokens.ts";

/** A rule that spoke: from the first to the last token of its phrase. */
export type RuleHit = { code: CueCode; rule: string; first: number; last: number };

export type Matcher = (tokens: readonly Token[]) => RuleHit[];

const usualWindow = 5;
/** as many words are the beginning of a text */
const openingLength = 6;
/** "unless" reaches this many words around a phrase */
const unlessReach = 4;

type Named = { code: CueCode; rule: string };
/** What a phrase is for: it speaks for its rule, silences it near by, or silences it altogether. */
type Purpose = { named: Named; kind: "says" | "unless" | "never"; within: number; inOrder: boolean; opens: boolean };
/** The alternatives of a side; phrases that name the same ones share it. `uses`: the phrases that it may complete. */
type Side = { id: number; uses: { purpose: Purpose; others: Side[] }[] };
/** Words that follow each other. */
type Chain = { parts: Part[]; isNegative: boolean; sides: Side[] };
/** One word of a chain; `ends` are the chains whose last word it is. */
type Part = { ends: Chain[] };
type NumberPart = Part & { most: number };
/** Where a side was met last. */
type Place = { first: number; last: number };

const negations = new Set(["не", "без", "ни"]);
const negativeStart = /^(?:не|нет|нету|без|ни|никто|ничего)$/;

/** Prepares rules for reading any number of texts. */
export function compileRules(rules: CueRules): Matcher {
	const table = newTable();
	for (const [code, byName] of Object.entries(rules) as [CueCode, Record<string, CueRule>][])
		for (const [rule, { says, unless, never, within = usualWindow, inOrder, opens }] of Object.entries(byName)) {
			const named = { code, rule };
			addPhrases(table, says, { named, kind: "says", within, inOrder: inOrder ?? false, opens: opens ?? false });
			const silent = { named, within: usualWindow, inOrder: false, opens: false };
			if (unless) addPhrases(table, unless, { ...silent, kind: "unless" });
			if (never) addPhrases(table, never, { ...silent, kind: "never" });
		}
	return (tokens) => match(table, tokens);
}

type Table = {
	stems: Stems<Part>;
	numbers: Map<string, NumberPart>;
	chains: Map<string, Chain>;
	sides: Map<string, Side>;
};

const newTable = (): Table => ({ stems: new Map(), numbers: new Map(), chains: new Map(), sides: new Map() });

function addPhrases(table: Table, phrases: Phrases, purpose: Purpose): void {
	for (const text of phrases) {
		const sides = text.split(" + ").map((side) => sideOf(table, side));
		for (const [k, side] of sides.entries()) {
			if (purpose.inOrder && k < sides.length - 1) continue;
			side.uses.push({ purpose, others: sides.filter((one) => one !== side).reverse() });
		}
	}
}

function sideOf(table: Table, text: string): Side {
	const known = table.sides.get(text);
	if (known) return known;
	const side: Side = { id: table.sides.size, uses: [] };
	table.sides.set(text, side);
	for (const alternative of new Set(text.split("|"))) chainOf(table, alternative).sides.push(side);
	return side;
}

function chainOf(table: Table, text: string): Chain {
	const known = table.chains.get(text);
	if (known) return known;
	const words = text.split("_");
	const parts = words.map((word) => partOf(table, word));
	const isNegative = negativeStart.test(words[0] ?? "");
	const chain: Chain = { parts, isNegative, sides: [] };
	table.chains.set(text, chain);
	parts.at(-1)?.ends.push(chain);
	return chain;
}

function partOf(table: Table, word: string): Part {
	if (word === "#" || word.startsWith("≤")) {
		const part = table.numbers.get(word) ?? { ends: [], most: word === "#" ? Infinity : Number(word.slice(1)) };
		table.numbers.set(word, part);
		return part;
	}
	const isWhole = word.length <= 2 || word.startsWith("<");
	return addStem(table.stems, isWhole ? `${word}.` : word, () => ({ ends: [] }));
}

function match(table: Table, tokens: readonly Token[]): RuleHit[] {
	const met = tokens.map((token) => partsIn(table, token));
	const places: (Place | undefined)[] = [];
	const hits: { named: Named; place: Place }[] = [];
	const silence = new Map<Named, Uint8Array | "never">();
	for (const [i, parts] of met.entries()) {
		const here = new Map<Side, Place>();
		for (const part of parts)
			for (const chain of part.ends) {
				const place = { first: i - chain.parts.length + 1, last: i };
				if (!isThere(chain, tokens, met, place.first)) continue;
				for (const side of chain.sides) if (!here.has(side)) here.set(side, place);
			}
		for (const [{ uses }, place] of here)
			for (const { purpose, others } of uses) {
				const whole = withOthers(tokens, places, others, place, purpose);
				if (!whole) continue;
				if (purpose.kind === "says") hits.push({ named: purpose.named, place: whole });
				else note(silence, purpose, tokens, whole);
			}
		// only now: one word is never two sides of a phrase
		for (const [{ id }, place] of here) places[id] = place;
	}
	return hits.filter(({ named, place }) => !isSilenced(silence.get(named), place)).map(hitOf);
}

const hitOf = ({ named, place }: { named: Named; place: Place }): RuleHit => ({
	code: named.code,
	rule: named.rule,
	...place,
});

function partsIn(table: Table, token: Token): Part[] {
	if (token.isQuoted) return [];
	const { number } = token;
	if (number === null) return stemsIn(table.stems, token.word);
	return [...table.numbers.values()].filter((part) => number <= part.most);
}

/** All words of the chain stand there one after another, and nothing denies them. */
function isThere(chain: Chain, tokens: readonly Token[], met: Part[][], first: number): boolean {
	for (const [k, part] of chain.parts.entries()) {
		if (!met[first + k]?.includes(part)) return false;
		if (k > 0 && (tokens[first + k]?.at ?? 0) - (tokens[first + k - 1]?.at ?? 0) > 1) return false;
	}
	const before = tokens[first - 1];
	if (chain.isNegative || !before || !tokens[first]?.isJoined || !negations.has(before.word)) return true;
	// «чуть не упал»
	return /^(?:чуть|едва)$/.test(tokens[first - 2]?.word ?? "");
}

/** The span of the phrase when each other side was met near by; null when not. */
function withOthers(
	tokens: readonly Token[],
	places: (Place | undefined)[],
	others: Side[],
	own: Place,
	{ within, inOrder, opens }: Purpose,
): Place | null {
	if (opens && own.last >= openingLength) return null;
	let first = own.first;
	for (const { id } of others) {
		const place = places[id];
		if (!place || place.last >= (inOrder ? first : own.first)) return null;
		if ((tokens[own.last]?.at ?? 0) - (tokens[place.last]?.at ?? 0) > within) return null;
		first = Math.min(first, place.first);
	}
	return { first, last: own.last };
}

function note(
	silence: Map<Named, Uint8Array | "never">,
	{ named, kind }: Purpose,
	tokens: readonly Token[],
	{ first, last }: Place,
): void {
	const known = silence.get(named);
	if (kind === "never" || known === "never") {
		silence.set(named, "never");
		return;
	}
	const marks = known ?? new Uint8Array(tokens.length);
	silence.set(named, marks);
	const at = (index: number) => tokens[index]?.at ?? -1;
	let from = first;
	while (first - from < unlessReach && at(from) - at(from - 1) === 1) from--;
	let to = last;
	while (to - last < unlessReach && at(to + 1) - at(to) === 1) to++;
	marks.fill(1, from, to + 1);
}

function isSilenced(silence: Uint8Array | "never" | undefined, { first, last }: Place): boolean {
	return silence === "never" || silence?.subarray(first, last + 1).includes(1) === true;
}
