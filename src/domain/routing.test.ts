import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { route } from "./routing.ts";
import type { RoutingRule, RoutingSubject } from "./routing.ts";

const any = { topicCode: null, groupCode: null, territoryCode: null, pageId: null };
const snow: RoutingSubject = {
	topicCode: "roads.snow",
	groupCode: "roads",
	territoryCode: "north",
	pageId: 7,
	pageAgencyId: 100,
};

const rules: RoutingRule[] = [
	{ ...any, id: 1, agencyId: 1, topicCode: "roads.snow", territoryCode: "north", pageId: 7 },
	{ ...any, id: 2, agencyId: 2, topicCode: "roads.snow", territoryCode: "north" },
	{ ...any, id: 3, agencyId: 3, topicCode: "roads.snow", pageId: 7 },
	{ ...any, id: 4, agencyId: 4, topicCode: "roads.snow" },
	{ ...any, id: 5, agencyId: 5, groupCode: "roads", territoryCode: "north", pageId: 7 },
	{ ...any, id: 6, agencyId: 6, groupCode: "roads", territoryCode: "north" },
	{ ...any, id: 7, agencyId: 7, groupCode: "roads", pageId: 7 },
	{ ...any, id: 8, agencyId: 8, groupCode: "roads" },
	{ ...any, id: 9, agencyId: 9, territoryCode: "north", pageId: 7 },
	{ ...any, id: 10, agencyId: 10, territoryCode: "north" },
	{ ...any, id: 11, agencyId: 11, pageId: 7 },
	{ ...any, id: 12, agencyId: 12 },
];

describe("the most specific rule wins", () => {
	const reasons = [
		"rule:topic+territory+page",
		"rule:topic+territory",
		"rule:topic+page",
		"rule:topic",
		"rule:group+territory+page",
		"rule:group+territory",
		"rule:group+page",
		"rule:group",
		"rule:territory+page",
		"rule:territory",
		"rule:page",
		"rule:any",
	];
	test.each(reasons.map((reason, i) => [reason, i] as const))("%s", (reason, i) => {
		expect(route(rules.slice(i), snow)).toEqual({ agencyId: i + 1, reason });
	});

	test.each<[string, Partial<RoutingSubject>, number, string]>([
		["another topic of the group", { topicCode: "roads.holes" }, 5, "rule:group+territory+page"],
		["another territory", { territoryCode: "south" }, 3, "rule:topic+page"],
		["no territory", { territoryCode: null }, 3, "rule:topic+page"],
		["another page", { pageId: 8 }, 2, "rule:topic+territory"],
		["no topic", { topicCode: null, groupCode: null }, 9, "rule:territory+page"],
		["nothing known", { topicCode: null, groupCode: null, territoryCode: null, pageId: 8 }, 12, "rule:any"],
	])("%s", (_name, change, agencyId, reason) => {
		expect(route(rules, { ...snow, ...change })).toEqual({ agencyId, reason });
	});
});

test("without a rule the page's own agency answers", () => {
	expect(route([], snow)).toEqual({ agencyId: 100, reason: "page" });
	expect(
		route(rules.slice(0, 11), { ...snow, topicCode: null, groupCode: null, territoryCode: null, pageId: 8 }),
	).toEqual({
		agencyId: 100,
		reason: "page",
	});
});

test("of equal rules the one with the lowest id wins", () => {
	const equal = [30, 10, 20].map((id) => ({ ...any, id, agencyId: id, groupCode: "roads" }));
	expect(route(equal, snow).agencyId).toBe(10);
});

test("a rule naming a topic and a group asks for both", () => {
	const both = { ...any, id: 1, agencyId: 1, topicCode: "roads.snow", groupCode: "housing" };
	expect(route([both], snow).reason).toBe("page");
	expect(route([{ ...both, groupCode: "roads" }], snow).reason).toBe("rule:topic");
});

describe("laws", () => {
	const oneOf = <T>(...values: T[]) => fc.constantFrom<T | null>(...values, null);
	const ruleList = fc.uniqueArray(
		fc.record({
			id: fc.nat(1000),
			topicCode: oneOf("a.x", "a.y", "b.z"),
			groupCode: oneOf("a", "b"),
			territoryCode: oneOf("north", "south"),
			pageId: oneOf(1, 2),
			agencyId: fc.nat(20),
		}),
		{ selector: (rule) => rule.id, maxLength: 30 },
	);
	const subject = fc.record({
		topicCode: oneOf("a.x", "b.z"),
		groupCode: oneOf("a", "b"),
		territoryCode: oneOf("north", "south"),
		pageId: fc.constantFrom(1, 2),
		pageAgencyId: fc.constant(99),
	});

	test("the order of the rows does not matter", () => {
		const shuffled = ruleList.chain((list) =>
			fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
		);
		fc.assert(
			fc.property(shuffled, subject, ([list, other], of) => {
				expect(route(other, of)).toEqual(route(list, of));
			}),
		);
	});

	test("rules that do not match change nothing", () => {
		fc.assert(
			fc.property(ruleList, subject, (list, of) => {
				const foreign = { ...any, id: -1, agencyId: 50, territoryCode: "elsewhere" };
				expect(route([foreign, ...list], of)).toEqual(route(list, of));
			}),
		);
	});

	test("the answer names a given agency, the page's own only without a match", () => {
		fc.assert(
			fc.property(ruleList, subject, (list, of) => {
				const { agencyId, reason } = route(list, of);
				if (reason === "page") expect(agencyId).toBe(99);
				else expect(list.map((rule) => rule.agencyId)).toContain(agencyId);
				expect(route([...list, { ...any, id: 5000, agencyId: 60 }], of).reason).not.toBe("page");
			}),
		);
	});
});
