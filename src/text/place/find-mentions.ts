import type { Gazetteer, Known, Sense } from "./compile-gazetteer.ts";
import { mayAgree } from "./declension.ts";
import { judgeSettlement, judgeStreet } from "./judge-name.ts";
import { longestHit } from "./name-index.ts";
import type { Hit } from "./name-index.ts";
import { unknownSettlementLabel, unknownStreetLabel } from "./place-label.ts";
import { isHouseSaid, readHouse, readHouseBefore, readHouseBeside } from "./read-house.ts";
import type { House } from "./read-house.ts";
import type { Words } from "./read-tokens.ts";
import { isNamed, shortGapBefore } from "./read-tokens.ts";
import { leadsToName, typeAfter, typesAt } from "./read-type.ts";
import type { FoundType } from "./read-type.ts";
import type { PlaceType, TypeKind } from "./type-words.ts";
import { endOfUnknown } from "./unknown-name.ts";

/** A place a text names, before it is known which one is meant. */
export type Mention = {
	kind: Known["kind"];
	/** what the name may mean; empty when no gazetteer knows it */
	senses: Sense[];
	/** 0 … 1: how surely it is a name of this kind */
	strength: number;
	type: PlaceType | null;
	house: House | null;
	/** of a name no gazetteer knows */
	label: string;
	/** tokens, the house included; `to` is the one after */
	from: number;
	to: number;
};

/** a text that names more places is a list, and its beginning tells enough */
const mostMentions = 24;

const kindsOf: Record<TypeKind, Known["kind"][]> = {
	street: ["street"],
	area: ["street", "settlement"],
	settlement: ["settlement", "territory"],
	district: ["territory"],
};

/** Everything in a text that is a place, in its order; one span may be of two kinds. Linear in the text. */
export function findMentions(words: Words, gazetteer: Gazetteer): Mention[] {
	const mentions: Mention[] = [];
	let told: HouseBefore | null = null;
	for (let at = 0; at < words.tokens.length && mentions.length < mostMentions; ) {
		const found = readTyped(words, at, gazetteer) ?? readNamed(words, at, gazetteer) ?? readTypedAfter(words, at);
		if (found.length > 0) {
			mentions.push(...withHouseBefore(found, told, words));
			at = Math.max(...found.map((mention) => mention.to));
			told = null;
			continue;
		}
		const house: House | null = readHouseBefore(words, at);
		if (house) told = { house, from: at };
		at = house ? house.to : at + 1;
	}
	return mentions;
}

type HouseBefore = { house: House; from: number };

/** «дом 12 по улице Гагарина»: the house was told before its street. */
function withHouseBefore(found: Mention[], told: HouseBefore | null, words: Words): Mention[] {
	if (!told) return found;
	const { house, from } = told;
	return found.map((mention) => {
		const between = mention.from - house.to;
		const isJoined = between === 0 || (between === 1 && /^(?:по|на)$/.test(words.tokens[house.to]?.word ?? ""));
		if (mention.kind !== "street" || mention.house || !isJoined) return mention;
		return { ...mention, house, from, strength: Math.max(mention.strength, 0.9) };
	});
}

/** A name after the word that says what it is: «ул. Ленина», «пос. Лучистый». Null when no such word stands here. */
function readTyped(words: Words, at: number, gazetteer: Gazetteer): Mention[] | null {
	for (const found of typesAt(words, at)) {
		if (!leadsToName(words, found) || isInitial(words, at, found)) continue;
		const hit = longestHit(gazetteer.names, words, found.to);
		const known = hit ? ofType(words, found, found.to, hit) : null;
		if (known)
			return known.map((one) => makeMention(words, at, hit!.to, one.kind, one.senses, found, strengthOf(found)));
		const unknown = readUnknown(words, found, at);
		if (unknown) return [unknown];
	}
	return null;
}

/** «С. Лазо», «П. С. Мухин»: a capital before a name is no «село». */
function isInitial(words: Words, at: number, type: FoundType): boolean {
	if (!type.isDotted || words.tokens[at]?.word.length !== 1) return false;
	return isNamed(words, at) || (words.tokens[at - 1]?.word.length === 1 && words.tokens[at]?.isCapital === true);
}

const strengthOf = (type: FoundType): number => (type.isDotted ? 0.85 : 0.9);

function ofType(words: Words, type: FoundType, from: number, hit: Hit<Sense>) {
	const isBare = type.isDotted && !type.hasDot;
	// «с Лесной», «д Лесная»: one letter without a full stop is a preposition more often than a village
	if (isBare && (type.words[0]!.length === 1 ? !/^[гпдш]$/.test(type.words[0]!) : !words.tokens[type.to]?.isCapital))
		return null;
	const groups = kindsOf[type.type.kind]
		.map((kind) => ({ kind, senses: sensesOf(words, from, hit, kind).filter((sense) => fits(sense, type)) }))
		.filter(({ senses }) => senses.length > 0);
	return groups.length > 0 ? groups : null;
}

/** What a hit means of one kind; «Новый» of «Новый Уренгой» and «Покровка» of «Озерки-Покровка» mean no settlement. */
function sensesOf(words: Words, from: number, { to, senses }: Hit<Sense>, kind: Known["kind"]): Sense[] {
	const found = senses.get(kind) ?? [];
	if (kind === "street" || kind === "landmark") return found;
	const isLetters = (at: number): boolean => words.tokens[at]?.isNumber === false;
	if (shortGapBefore(words, from) === "-" && isLetters(from - 1)) return [];
	if (shortGapBefore(words, to) === "-" && isLetters(to)) return [];
	const goesOn = isNamed(words, to) && shortGapBefore(words, to) === " " && typesAt(words, to).length === 0;
	return goesOn ? found.filter((sense) => !sense.isAdjective) : found;
}

/** A number is a name only with its own type: «пер. 6» is no «6-я линия». */
const fits = ({ isNumber, known }: Sense, { type }: FoundType): boolean =>
	!isNumber || known.kind !== "street" || known.type?.full === type.full;

function readUnknown(words: Words, type: FoundType, from: number): Mention | null {
	if ((type.isDotted && !type.hasDot) || type.type.kind === "district") return null;
	const isSettlement = type.type.kind === "settlement";
	if (isSettlement && (!words.hasCase || !words.tokens[type.to]?.isCapital)) return null;
	const to = endOfUnknown(words, type);
	if (to === null) return null;
	const label = (isSettlement ? unknownSettlementLabel : unknownStreetLabel)(written(words, type.to, to), type.type);
	const made = makeMention(words, from, to, isSettlement ? "settlement" : "street", [], type, 0.8);
	return { ...made, label };
}

const written = (words: Words, from: number, to: number): string[] => {
	const { text, tokens } = words;
	return text.slice(tokens[from]?.start, tokens[to - 1]?.end).split(/[ \u00a0]{1,9}/);
};

/** A name by itself, or with its type after it: «на Ленина», «в Озёрске», «Садовая улица». */
function readNamed(words: Words, at: number, gazetteer: Gazetteer): Mention[] | null {
	const hit = longestHit(gazetteer.names, words, at);
	if (!hit) return null;
	const after = typeAfter(words, hit.to);
	const typed = after ? ofType(words, { ...after, hasDot: true }, at, hit) : null;
	if (after && typed) {
		const mentions = typed.map((one) =>
			makeMention(words, at, after.to, one.kind, one.senses, after, strengthOf(after)),
		);
		return mentions.map((mention) => ({ ...mention, strength: mention.strength - 0.02 }));
	}
	if (after?.type.kind === "street" && agreesWithType(words, hit.to - 1, after)) return null;
	const mentions: Mention[] = [];
	for (const kind of ["street", "settlement", "territory", "landmark"] as const) {
		const senses = sensesOf(words, at, hit, kind);
		// «третья» is a street only beside «улица»
		if (senses.every((sense) => sense.isNumber)) continue;
		const mention = makeMention(words, at, hit.to, kind, senses, null, 0);
		const span = { from: at, to: hit.to, isAdjective: senses.every((sense) => sense.isAdjective) };
		if (kind === "street") mention.strength = judgeStreet(words, span, mention.house);
		else if (kind === "landmark") mention.strength = hit.to - at > 1 || isNamed(words, at) ? 0.75 : 0.45;
		else mention.strength = judgeSettlement(words, span, kind === "territory");
		if (mention.strength > 0) mentions.push(mention);
	}
	return mentions.length > 0 ? mentions : null;
}

/** «на Новой улице», of a street no gazetteer knows. */
function readTypedAfter(words: Words, at: number): Mention[] {
	const token = words.tokens[at];
	const ordinal = token?.isNumber ? at + 1 : at;
	const after = typeAfter(words, ordinal + 1);
	if (after?.type.kind !== "street" || !agreesWithType(words, ordinal, after)) return [];
	const isName =
		isNamed(words, ordinal) ||
		(words.tokens[ordinal]?.isCapital && readHouse(words, after.to, { isAfterType: true }) !== null);
	if (!isName || words.tokens[ordinal]?.isNumber || (ordinal > at && !token?.isOrdinal)) return [];
	const label = unknownStreetLabel(written(words, at, ordinal + 1), after.type);
	return [{ ...makeMention(words, at, after.to, "street", [], after, 0.75), label }];
}

const shortEnding = {
	f: /(?:ая|яя|ой|ей|ую|юю)$/,
	m: /(?:ый|ий|ой|ого|его|ому|ему|ом|ем|ым|им)$/,
	n: /(?:ое|ее|ом|ем|ого|ому|ым)$/,
};

/** The word before «улица» is its adjective: «Озёрская улица», «на Озёрском пр-те». */
function agreesWithType(words: Words, at: number, type: FoundType): boolean {
	const word = words.tokens[at]?.word ?? "";
	if (word.length < 4) return false;
	return type.isFull ? mayAgree(word, type.words[0] ?? "") : shortEnding[type.type.gender].test(word);
}

function makeMention(
	words: Words,
	from: number,
	to: number,
	kind: Known["kind"],
	senses: Sense[],
	type: FoundType | null,
	strength: number,
): Mention {
	const mayHaveHouse = kind === "street";
	const house = mayHaveHouse
		? (readHouse(words, to, { isAfterType: type?.to === to, isHouseSaid: isHouseSaid(words, from) }) ??
			readHouseBeside(words, to))
		: null;
	const end = house && house.to > to ? house.to : to;
	const sure = house && type ? Math.max(strength, 0.95) : strength;
	return { kind, senses, strength: sure, type: type?.type ?? null, house, label: "", from, to: end };
}
