import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { approvalSteps } from "./approval.ts";
import type { ApprovalRule } from "./approval.ts";

const rule = (steps: 1 | 2, of: Partial<ApprovalRule> = {}): ApprovalRule => ({
	agencyId: null,
	topicCode: null,
	groupCode: null,
	...of,
	steps,
});
const heating = { agencyId: 1, topicCode: "housing.heating", groupCode: "housing" };

describe("how many people let an answer out", () => {
	test.each<[string, ApprovalRule[], 1 | 2]>([
		["one where nothing is said", [], 1],
		["a rule for everything", [rule(2)], 2],
		["a group before everything", [rule(2), rule(1, { groupCode: "housing" })], 1],
		["a topic before its group", [rule(1, { groupCode: "housing" }), rule(2, { topicCode: "housing.heating" })], 2],
		["of two alike the agency's own", [rule(2), rule(1, { agencyId: 1 })], 1],
		[
			"a topic of the region before an agency's group",
			[rule(1, { agencyId: 1, groupCode: "housing" }), rule(2, { topicCode: "housing.heating" })],
			2,
		],
		["another agency's rule says nothing", [rule(2, { agencyId: 2 })], 1],
		["another topic's rule says nothing", [rule(2, { topicCode: "roads.potholes" })], 1],
	])("%s", (_, rules, steps) => {
		expect(approvalSteps(rules, heating)).toBe(steps);
		expect(approvalSteps([...rules].reverse(), heating)).toBe(steps);
	});

	test("a case without topic and agency goes by the rule for everything alone", () => {
		const nothing = { agencyId: null, topicCode: null, groupCode: null };
		expect(approvalSteps([rule(2, { agencyId: 1 }), rule(2, { groupCode: "housing" })], nothing)).toBe(1);
		expect(approvalSteps([rule(2)], nothing)).toBe(2);
	});

	test("rules of others never matter", () => {
		const others = fc.array(
			fc.record({
				agencyId: fc.constantFrom(2, 3),
				topicCode: fc.constantFrom(null, "housing.heating"),
				groupCode: fc.constant(null),
				steps: fc.constantFrom(1 as const, 2 as const),
			}),
		);
		fc.assert(
			fc.property(others, (rules) => approvalSteps([...rules, rule(2, { groupCode: "housing" })], heating) === 2),
		);
	});
});
