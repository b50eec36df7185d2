import fc from "fast-check";
import { expect, test } from "vitest";
import { compileShares, rankAgencies } from "./rank-agencies.ts";
import type { AgencyShare, RankingSubject } from "./rank-agencies.ts";

const roads = 1;
const northYards = 2;
const southYards = 3;
const eastYards = 4;
const page = 9;
const history: AgencyShare[] = [
	{ topicCode: "roads.snow", territoryCode: "north", agencyId: roads, cases: 8 },
	{ topicCode: "roads.snow", territoryCode: "south", agencyId: roads, cases: 12 },
	{ topicCode: "yards.snow", territoryCode: "north", agencyId: northYards, cases: 9 },
	{ topicCode: "yards.snow", territoryCode: "south", agencyId: southYards, cases: 9 },
	{ topicCode: "yards.snow", territoryCode: "east", agencyId: eastYards, cases: 9 },
	{ topicCode: "yards.lamp", territoryCode: "north", agencyId: northYards, cases: 4 },
];
const table = compileShares(history);
const subject = (topics: [string, number][], territoryCode: string | null): RankingSubject => ({
	topicCode: topics[0]?.[0] ?? null,
	groupCode: null,
	territoryCode,
	pageId: 1,
	pageAgencyId: page,
	topics: topics.map(([topicCode, probability]) => ({ topicCode, probability })),
});

test.each<[string, [string, number][], string | null, number, string]>([
	["its own cell", [["yards.snow", 1]], "south", southYards, "history:topic+territory"],
	["an empty cell: topic and territory apart", [["yards.lamp", 1]], "east", eastYards, "history:territory"],
	["no territory", [["roads.snow", 1]], null, roads, "history:topic"],
	["an unknown topic", [["other", 1]], "south", roads, "history:territory"],
	[
		"two topics it may be",
		[
			["yards.snow", 0.5],
			["yards.lamp", 0.5],
		],
		"north",
		northYards,
		"history:topic+territory",
	],
])("%s", (_, topics, territory, agencyId, reason) => {
	expect(rankAgencies(subject(topics, territory), [], table)[0]).toMatchObject({ agencyId, reason });
});

test("a person's rule comes before any history, and the learned ones follow", () => {
	const rule = { id: 1, topicCode: "yards.snow", groupCode: null, territoryCode: null, pageId: null, agencyId: 7 };
	const ranked = rankAgencies(subject([["yards.snow", 1]], "north"), [rule], table);
	expect(ranked[0]).toEqual({ agencyId: 7, probability: null, reason: "rule:topic", cases: 0 });
	expect(ranked[1]).toMatchObject({ agencyId: northYards, cases: 9 });
});

test("without history the page's own agency answers", () => {
	const ranked = rankAgencies(subject([["yards.snow", 1]], "north"), [], compileShares([]));
	expect(ranked).toEqual([{ agencyId: page, probability: null, reason: "page", cases: 0 }]);
});

test("the text's own opinion moves the balance and may name an agency that history lacks", () => {
	const torn = subject(
		[
			["roads.snow", 0.5],
			["yards.snow", 0.5],
		],
		"north",
	);
	const opinion = [{ agencyId: northYards, probability: 0.95 }];
	expect(rankAgencies(torn, [], table, opinion)[0]?.agencyId).toBe(northYards);
	expect(rankAgencies(torn, [], compileShares([]), [{ agencyId: 5, probability: 1 }])[0]).toMatchObject({
		agencyId: 5,
		reason: "text",
	});
});

test("probabilities sum to at most 1, fall, and no agency comes twice", () => {
	const code = fc.constantFrom("a", "b", "c");
	const share = fc.record({
		topicCode: code,
		territoryCode: fc.option(code),
		agencyId: fc.integer({ min: 1, max: 6 }),
		cases: fc.integer({ min: 1, max: 50 }),
	});
	const topics = fc.array(fc.tuple(code, fc.double({ min: 0.01, max: 1, noNaN: true })), { maxLength: 3 });
	const opinion = fc.array(
		fc.record({ agencyId: fc.integer({ min: 1, max: 9 }), probability: fc.double({ min: 0, max: 1, noNaN: true }) }),
		{ maxLength: 4 },
	);
	fc.assert(
		fc.property(
			fc.array(share, { maxLength: 12 }),
			topics,
			fc.option(code),
			opinion,
			(shares, about, territory, text) => {
				const ranked = rankAgencies(subject(about, territory), [], compileShares(shares), text);
				const known = ranked.flatMap(({ probability }) => (probability === null ? [] : [probability]));
				expect(ranked.length).toBeGreaterThan(0);
				expect(new Set(ranked.map((one) => one.agencyId)).size).toBe(ranked.length);
				expect(known).toEqual(known.toSorted((a, b) => b - a));
				if (text.length === 0) expect(known.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1 + 1e-9);
				for (const one of known) expect(one).toBeGreaterThanOrEqual(0);
			},
		),
		{ numRuns: 2_000 },
	);
});
