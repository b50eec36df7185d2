import { route } from "./routing.ts";
import type { RoutingRule, RoutingSubject } from "./routing.ts";

/** How many cases of a topic from a territory (null: no territory known) an agency had; people settled each of them. */
export type AgencyShare = { topicCode: string; territoryCode: string | null; agencyId: number; cases: number };

/** Cases by agency, with their sum. */
type Counts = { sum: number; by: Map<number, number> };

/** Shares ready to be asked: by topic and territory, by topic, by territory, and of all cases. */
export type ShareTable = {
	cells: Map<string, Counts>;
	topics: Map<string, Counts>;
	territories: Map<string, Counts>;
	all: Counts;
};

export type RankedAgency = {
	agencyId: number;
	/** null where a person's rule or the page settles it */
	probability: number | null;
	/** "rule:…" and "page" as in routing, "history:topic+territory", "history:topic", "history:territory", "text" */
	reason: string;
	/** cases the reason rests on */
	cases: number;
};

export type RankingSubject = RoutingSubject & { topics: readonly { topicCode: string; probability: number }[] };

/** so many imagined cases say what the neighbours of a cell say */
const doubt = 2;
/** weight of the text model's own opinion beside that of the table */
const textWeight = 0.5;
const mostRanked = 5;
const leastProbability = 1e-6;

export function compileShares(shares: readonly AgencyShare[]): ShareTable {
	const table: ShareTable = { cells: new Map(), topics: new Map(), territories: new Map(), all: newCounts() };
	for (const { topicCode, territoryCode, agencyId, cases } of shares) {
		add(countsOf(table.cells, cellKey(topicCode, territoryCode)), agencyId, cases);
		add(countsOf(table.topics, topicCode), agencyId, cases);
		if (territoryCode !== null) add(countsOf(table.territories, territoryCode), agencyId, cases);
		add(table.all, agencyId, cases);
	}
	return table;
}

/**
 * The agencies a message may belong to, best first, at most five. A rule that a person wrote comes first whatever the
 * numbers say. Then: what agencies did with such topics in this territory before, for each topic the text may be about;
 * where they had none, what topic and territory say apart; with the opinion of a model trained on texts, if there is one.
 * Without history the page's own agency answers: nobody is sent elsewhere.
 */
export function rankAgencies(
	subject: RankingSubject,
	rules: readonly RoutingRule[],
	table: ShareTable,
	fromText: readonly { agencyId: number; probability: number }[] = [],
): RankedAgency[] {
	const ruled = route(rules, subject);
	const learned = learnedAgencies(subject, table, fromText);
	const first: RankedAgency = { agencyId: ruled.agencyId, probability: null, reason: ruled.reason, cases: 0 };
	const ranked = ruled.reason === "page" && learned.length > 0 ? learned : [first, ...learned];
	const seen = new Set<number>();
	return ranked.filter(({ agencyId }) => !seen.has(agencyId) && seen.add(agencyId)).slice(0, mostRanked);
}

/** Agencies by probability, by history and text alone. */
function learnedAgencies(
	{ topics, territoryCode }: RankingSubject,
	table: ShareTable,
	fromText: readonly { agencyId: number; probability: number }[],
): RankedAgency[] {
	const known = table.all.sum > 0 ? probabilitiesByHistory(topics, territoryCode, table) : new Map<number, number>();
	const mixed = fromText.length === 0 ? known : mix(known, fromText);
	const best = topics[0]?.topicCode ?? null;
	return [...mixed]
		.sort(([a, p], [b, q]) => q - p || a - b)
		.slice(0, mostRanked)
		.map(([agencyId, probability]) => ({ agencyId, probability, ...whyOf(table, best, territoryCode, agencyId) }));
}

function probabilitiesByHistory(
	topics: RankingSubject["topics"],
	territoryCode: string | null,
	table: ShareTable,
): Map<number, number> {
	const sum = topics.reduce((total, { probability }) => total + probability, 0);
	const result = new Map<number, number>();
	const asked = sum > 0 ? topics : [{ topicCode: "", probability: 1 }];
	for (const { topicCode, probability } of asked)
		for (const [agencyId, share] of sharesIn(table, topicCode, territoryCode))
			result.set(agencyId, (result.get(agencyId) ?? 0) + (share * probability) / (sum || 1));
	return result;
}

/** Shares in a cell; what is not there is taken from topic and territory as if they were independent. */
function sharesIn(table: ShareTable, topicCode: string, territoryCode: string | null): Map<number, number> {
	const topic = table.topics.get(topicCode);
	const territory = territoryCode === null ? undefined : table.territories.get(territoryCode);
	const neighbours = new Map<number, number>();
	let whole = 0;
	for (const [agencyId, count] of table.all.by) {
		const usual = count / table.all.sum;
		const guess = (smoothed(topic, agencyId, usual) * smoothed(territory, agencyId, usual)) / usual;
		neighbours.set(agencyId, guess);
		whole += guess;
	}
	const cell = table.cells.get(cellKey(topicCode, territoryCode));
	for (const [agencyId, guess] of neighbours) neighbours.set(agencyId, smoothed(cell, agencyId, guess / whole));
	return neighbours;
}

const smoothed = (counts: Counts | undefined, agencyId: number, expected: number): number =>
	counts === undefined ? expected : ((counts.by.get(agencyId) ?? 0) + doubt * expected) / (counts.sum + doubt);

/** The geometric mean of both opinions, weighted, made to sum to 1. */
function mix(known: Map<number, number>, fromText: readonly { agencyId: number; probability: number }[]) {
	const text = new Map(fromText.map(({ agencyId, probability }) => [agencyId, probability]));
	if (known.size === 0) return text;
	const mixed = new Map<number, number>();
	let whole = 0;
	for (const agencyId of new Set([...known.keys(), ...text.keys()])) {
		const [a, b] = [known.get(agencyId), text.get(agencyId)].map((one) => Math.max(leastProbability, one ?? 0));
		const both = (a as number) ** (1 - textWeight) * (b as number) ** textWeight;
		mixed.set(agencyId, both);
		whole += both;
	}
	return new Map([...mixed].map(([agencyId, both]) => [agencyId, both / whole]));
}

/** What speaks for an agency, told by the closest history it has. */
function whyOf(table: ShareTable, topicCode: string | null, territoryCode: string | null, agencyId: number) {
	const cases = (counts: Counts | undefined) => counts?.by.get(agencyId) ?? 0;
	const inCell = topicCode === null ? 0 : cases(table.cells.get(cellKey(topicCode, territoryCode)));
	if (inCell > 0 && territoryCode !== null) return { reason: "history:topic+territory", cases: inCell };
	const ofTopic = topicCode === null ? 0 : cases(table.topics.get(topicCode));
	if (ofTopic > 0) return { reason: "history:topic", cases: ofTopic };
	const ofTerritory = territoryCode === null ? 0 : cases(table.territories.get(territoryCode));
	if (ofTerritory > 0) return { reason: "history:territory", cases: ofTerritory };
	return { reason: "text", cases: 0 };
}

const cellKey = (topicCode: string, territoryCode: string | null): string => JSON.stringify([topicCode, territoryCode]);

const newCounts = (): Counts => ({ sum: 0, by: new Map() });

function countsOf(map: Map<string, Counts>, key: string): Counts {
	const known = map.get(key) ?? newCounts();
	map.set(key, known);
	return known;
}

function add(counts: Counts, agencyId: number, cases: number): void {
	counts.sum += cases;
	counts.by.set(agencyId, (counts.by.get(agencyId) ?? 0) + cases);
}
