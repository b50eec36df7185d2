import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCalendar } from "./calendar.ts";
import { chooseProfile, clockKinds, minutesOf, readyProfiles } from "./sla-profile.ts";
import type { SlaRule } from "./sla-profile.ts";

const rule = (profileId: number, names: Partial<SlaRule> = {}): SlaRule => ({
	agencyId: null,
	topicCode: null,
	groupCode: null,
	...names,
	profileId,
});
const rules = [
	rule(1),
	rule(2, { agencyId: 7 }),
	rule(3, { groupCode: "roads" }),
	rule(4, { groupCode: "roads", agencyId: 7 }),
	rule(5, { topicCode: "roads.potholes" }),
	rule(6, { topicCode: "roads.potholes", agencyId: 7 }),
];

describe("the rule that names more wins", () => {
	test.each([
		["nothing named fits", { agencyId: 1, topicCode: "waste.bins", groupCode: "waste" }, 1],
		["the agency", { agencyId: 7, topicCode: "waste.bins", groupCode: "waste" }, 2],
		["a group before an agency", { agencyId: 1, topicCode: "roads.snow", groupCode: "roads" }, 3],
		["group and agency", { agencyId: 7, topicCode: "roads.snow", groupCode: "roads" }, 4],
		["a topic before a group", { agencyId: 1, topicCode: "roads.potholes", groupCode: "roads" }, 5],
		["topic and agency", { agencyId: 7, topicCode: "roads.potholes", groupCode: "roads" }, 6],
		["no topic known", { agencyId: 1, topicCode: null, groupCode: null }, 1],
	])("%s", (_name, wanted, profileId) => {
		expect(chooseProfile(rules, wanted)).toBe(profileId);
	});

	test("no rule at all", () => {
		expect(chooseProfile([], { agencyId: 1, topicCode: null, groupCode: null })).toBeNull();
	});

	test("the order of the rules does not matter", () => {
		const wanted = fc.record({
			agencyId: fc.constantFrom(1, 7),
			topicCode: fc.constantFrom("roads.potholes", "roads.snow", null),
			groupCode: fc.constantFrom("roads", null),
		});
		fc.assert(
			fc.property(wanted, fc.shuffledSubarray(rules, { minLength: 6 }), (one, shuffled) => {
				expect(chooseProfile(shuffled, one)).toBe(chooseProfile(rules, one));
			}),
		);
	});
});

describe("terms", () => {
	const lunch: [number, number][] = [
		[540, 780],
		[840, 1080],
	];
	const calendar = compileCalendar({
		week: [lunch, lunch, lunch, lunch, [[540, 720]], [], []],
		days: [],
		timeZone: "UTC",
	});

	test.each([
		[{ amount: 240, unit: "minutes", isRoundTheClock: false }, 240],
		[{ amount: 7, unit: "days", isRoundTheClock: false }, 7 * 480],
		[{ amount: 2, unit: "days", isRoundTheClock: true }, 2 * 1440],
	] as const)("%o", (term, minutes) => {
		expect(minutesOf(term, calendar)).toBe(minutes);
	});

	test("the ready ones name every clock; the priority lane waits an hour at night, too", () => {
		for (const { terms } of readyProfiles) {
			for (const { clocks } of Object.values(terms)) expect(Object.keys(clocks)).toEqual([...clockKinds]);
			expect(terms.urgent.clocks.answer).toEqual({ amount: 60, unit: "minutes", isRoundTheClock: true });
		}
		expect(
			readyProfiles.map(({ terms }) => [terms.normal.clocks.answer.amount, terms.high.clocks.answer.amount]),
		).toEqual([
			[240, 240],
			[540, 240],
		]);
	});
});
