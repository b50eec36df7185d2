import { territoryAt } from "../../domain/boundary.ts";
import type { Point } from "../../domain/boundary.ts";
import type { Gazetteer, Known, Sense } from "./compile-gazetteer.ts";
import { findMentions } from "./find-mentions.ts";
import type { Mention } from "./find-mentions.ts";
import type { About, PlaceCandidate, PlaceContext, Pointed } from "./place-candidate.ts";
import { addressLabel } from "./place-label.ts";
import { rankCandidates } from "./rank-candidates.ts";
import { readTokens } from "./read-tokens.ts";
import type { Words } from "./read-tokens.ts";

/** a name that many streets bear is not told apart by one more of them */
const mostOfMention = 5;

/**
 * The places a text is about, best first, at most five: addresses, settlements and territories that it names in any case
 * form, the point attached to it, the territory of its page. What may mean several things stays several candidates.
 * Takes any text; time grows with its length; the same text gives the same places.
 */
export function findPlaces(text: string, gazetteer: Gazetteer, context: PlaceContext): PlaceCandidate[] {
	const words = readTokens(text);
	const mentions = findMentions(words, gazetteer);
	const pointed = territoriesOf(context.points ?? [], gazetteer);
	const about = { ...context, pointed, company: companyOf(mentions) };
	const candidates = mentions.flatMap((mention) => candidatesOf(words, mention, mentions, about));
	return rankCandidates(candidates, gazetteer, about);
}

const mostPoints = 5;

function territoriesOf(points: Point[], gazetteer: Gazetteer): Pointed[] {
	return points.slice(0, mostPoints).flatMap((point) => {
		const territoryCode = territoryAt(gazetteer.boundaries, point);
		return territoryCode === null ? [] : [{ point, territoryCode }];
	});
}

function candidatesOf(words: Words, mention: Mention, mentions: Mention[], about: About): PlaceCandidate[] {
	const scope = mention.kind === "territory" ? null : scopeOf(mention, mentions);
	const best = shareOut(mention, (known) => costOfPlace(known, scope, about));
	const isFound = best.some(({ sense }) => isInScope(sense.known, scope));
	const candidates: PlaceCandidate[] = [];
	let share = mention.strength;
	if (mention.kind === "street" && (mention.senses.length === 0 || (!isFound && mention.type))) {
		const unknown = unknownStreet(words, mention, scope);
		if (unknown) candidates.push(unknown);
		// the street is not among those of the place named beside it: others of its name are hardly meant
		share *= 0.2;
	} else if (mention.senses.length === 0) candidates.push(unknownSettlement(words, mention));
	for (const { sense, part } of best) candidates.push(candidateOf(words, mention, sense.known, share * part, scope));
	return candidates;
}

type Shared = { sense: Sense; cost: number; part: number };

/** the likeliest ones have this part of the certainty together, however many others there are; the next ones of the rest */
const nearPart = 0.88;

/** The senses that speak best for themselves, each with its part of 1. */
function shareOut(mention: Mention, costOf: (known: Known) => number): Shared[] {
	const counts = new Map<number, number>();
	const best: Shared[] = [];
	for (const sense of fullFirst(mention.senses)) {
		// a name and an alias may meet in one form
		if (best.some((other) => other.sense.known === sense.known)) continue;
		const cost = costOf(sense.known) + costOfName(sense, mention);
		counts.set(cost, (counts.get(cost) ?? 0) + 1);
		if (best.length === mostOfMention && cost >= (best.at(-1)?.cost ?? 0)) continue;
		const at = best.findIndex((other) => other.cost > cost);
		best.splice(at < 0 ? best.length : at, 0, { sense, cost, part: 0 });
		best.length = Math.min(best.length, mostOfMention);
	}
	const parts = new Map<number, number>();
	let rest = 1;
	const costs = [...counts.keys()].sort((a, b) => a - b);
	for (const [i, cost] of costs.entries()) {
		const part = i === costs.length - 1 ? rest : rest * nearPart;
		parts.set(cost, part / (counts.get(cost) ?? 1));
		rest -= part;
	}
	return best.map((one) => ({ ...one, part: parts.get(one.cost) ?? 0 }));
}

function fullFirst(senses: Sense[]): Sense[] {
	if (!senses.some((sense) => sense.isShort)) return senses;
	return [...senses.filter((sense) => !sense.isShort), ...senses.filter((sense) => sense.isShort)];
}

/** How far the thing is from what was written: another type, a name cut short, a house it does not have. */
function costOfName({ known, isShort }: Sense, { type, house }: Mention): number {
	let cost = isShort ? 1 : 0;
	if (type ? known.type !== null && known.type.full !== type.full : known.type?.full === "площадь") cost++;
	if (house && known.houses && !known.houses.has(house.house)) cost++;
	return cost;
}

/** How far it is from the place named beside it; without one, from the point of the message or the page's territory. */
function costOfPlace(known: Known, scope: Scope | null, { pointed, company, pageTerritoryCode }: About): number {
	const isPointed = pointed.some((one) => one.territoryCode === known.territoryCode);
	if (scope) {
		if (!isInScope(known, scope)) return 6;
		const isOther = known.territoryCode !== null && scope.codes.size > 0 && !scope.codes.has(known.territoryCode);
		// «Озёрск, Ленина» is in the town itself rather than in a village of its district
		const isVillage = known.settlementKey !== null && scope.names.size > 0 && !scope.names.has(known.settlementKey);
		return (isOther ? 4 : 0) + (isVillage && known.kind === "street" ? 2 : 0);
	}
	if (pointed.length > 0) return isPointed ? 0 : 3;
	if (company.size > 0) return company.has(townOf(known)) ? 0 : 3;
	return pageTerritoryCode === null || known.territoryCode === pageTerritoryCode ? 0 : 3;
}

const townOf = (known: Known): string => `${known.territoryCode}|${known.settlementKey}`;

/** a street of more towns than these says nothing of where another one is */
const mostTowns = 200;

/** Towns that most of the message's streets can be in: «угол Советской и Садовой» is where both are. */
function companyOf(mentions: Mention[]): Set<string> {
	const counts = new Map<string, number>();
	for (const { kind, senses } of mentions) {
		if (kind !== "street" || senses.length > mostTowns) continue;
		const towns = new Set(senses.map(({ known }) => townOf(known)));
		// a street of one town speaks for it alone
		for (const town of towns) counts.set(town, (counts.get(town) ?? 0) + (towns.size === 1 ? 2 : 1));
	}
	const most = Math.max(2, ...counts.values());
	return new Set([...counts].filter(([, count]) => count === most).map(([town]) => town));
}

/** The settlement or territory named nearest to a street or settlement: it lies there. */
type Scope = { keys: Set<string>; names: Set<string>; codes: Set<string>; label: string | null; code: string | null };

function scopeOf(mention: Mention, mentions: Mention[]): Scope | null {
	const wider = mentions.filter(
		(other) =>
			other.strength >= 0.45 &&
			(other.to <= mention.from || other.from >= mention.to) &&
			(other.kind === "territory" || (other.kind === "settlement" && mention.kind !== "settlement")),
	);
	const nearest = wider.toSorted((a, b) => distance(a, mention) - distance(b, mention))[0];
	if (!nearest) return null;
	// a territory and its town may bear one name, on the same words
	const same = wider.filter((other) => other.from === nearest.from);
	const known = same.flatMap((other) => other.senses.map((sense) => sense.known));
	const codes = new Set(known.flatMap((one) => one.territoryCode ?? []));
	const town = same.find((other) => other.kind === "settlement");
	const keysOf = (kind: string) => known.flatMap((one) => (one.kind === kind ? (one.settlementKey ?? []) : []));
	return {
		keys: new Set(keysOf("settlement")),
		names: new Set(keysOf("territory")),
		codes,
		label: town ? (town.senses[0]?.known.label ?? town.label) : null,
		code: codes.size === 1 ? ([...codes][0] ?? null) : null,
	};
}

/** in tokens; what was named before counts as nearer */
const distance = (other: Mention, mention: Mention): number =>
	other.to <= mention.from ? mention.from - other.to : other.from - mention.to + 2;

function isInScope(known: Known, scope: Scope | null): boolean {
	if (!scope) return true;
	if (known.settlementKey !== null && scope.keys.size > 0 && known.kind !== "settlement")
		return scope.keys.has(known.settlementKey);
	return known.territoryCode === null ? known.kind === "street" : scope.codes.has(known.territoryCode);
}

function candidateOf(
	words: Words,
	mention: Mention,
	known: Known,
	confidence: number,
	scope: Scope | null,
): PlaceCandidate {
	const house = mention.house?.house ?? null;
	const located = (house && known.houses?.get(house)) || known;
	const isArea = known.kind === "street" || known.kind === "landmark";
	const settlement = known.settlement ?? (isArea ? (scope?.label ?? null) : null);
	const territoryCode = known.territoryCode ?? (isArea ? (scope?.code ?? null) : null);
	const street = known.kind === "street" ? known.label : null;
	return {
		territoryCode,
		settlement,
		street,
		house,
		label: isArea ? addressLabel(known.label, house, settlement) : known.label,
		latitude: located.latitude,
		longitude: located.longitude,
		confidence,
		...placeIn(words, mention),
		reason:
			known.kind === "landmark" || (house && street) ? "house" : (known.kind as "street" | "settlement" | "territory"),
	};
}

function unknownStreet(words: Words, mention: Mention, scope: Scope | null): PlaceCandidate | null {
	const label = mention.label || mention.senses[0]?.known.label;
	if (!label) return null;
	const house = mention.house?.house ?? null;
	return {
		territoryCode: scope?.code ?? null,
		settlement: scope?.label ?? null,
		street: label,
		house,
		label: addressLabel(label, house, scope?.label ?? null),
		latitude: null,
		longitude: null,
		confidence: mention.strength * (house ? 0.85 : 0.7),
		...placeIn(words, mention),
		reason: house ? "house" : "street",
	};
}

function unknownSettlement(words: Words, mention: Mention): PlaceCandidate {
	return {
		territoryCode: null,
		settlement: mention.label,
		street: null,
		house: null,
		label: mention.label,
		latitude: null,
		longitude: null,
		confidence: mention.strength * 0.5,
		...placeIn(words, mention),
		reason: "settlement",
	};
}

const placeIn = ({ tokens }: Words, { from, to }: Mention): { start: number; end: number } => ({
	start: tokens[from]?.start ?? 0,
	end: tokens[to - 1]?.end ?? 0,
});
