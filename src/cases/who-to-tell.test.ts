import { describe, expect, test } from "vitest";
import type { Permission } from "../domain/permission.ts";
import { whomToTell } from "./who-to-tell.ts";
import type { DueClock, People } from "./who-to-tell.ts";

const person = (id: number, agencyId: number | null, ...permissions: Permission[]) => ({
	id,
	agencyId,
	permissions: new Set(permissions),
});
const curator = person(1, null, "case.triage", "case.read.region", "duty.manage");
const admin = person(2, null, "duty.manage", "case.read.region");
const office = person(3, null, "escalation.office", "case.read.region");
const executor = person(10, 5, "reply.write", "case.read.agency");
const coordinator = person(11, 5, "reply.write", "case.read.agency");
const head = person(12, 5, "escalation.agency", "case.read.agency");
const ministryHead = person(13, 4, "escalation.agency", "case.read.agency");
const other = person(20, 6, "reply.write", "case.read.agency");
const otherHead = person(21, 6, "escalation.agency", "case.read.agency");
const everybody = [curator, admin, office, executor, coordinator, head, ministryHead, other, otherHead];
const people = (...without: { id: number }[]): People => ({
	list: everybody.filter((one) => !without.includes(one)),
	parents: new Map([[5, 4]]),
});
const clock = (change: Partial<DueClock> = {}): DueClock => ({
	...{ kind: "answer", agencyId: null, caseAgencyId: 5, assigneeId: 10, ownerId: null },
	...change,
});

describe("who is told", () => {
	test.each<[string, number, DueClock, People, number[]]>([
		["half: who has the case", 50, clock(), people(), [10]],
		["near: the named owner, too", 80, clock({ ownerId: 1 }), people(), [10, 1]],
		["nobody has it: the agency's people", 50, clock({ assigneeId: null }), people(), [10, 11]],
		["who had it has left", 80, clock({ assigneeId: 99 }), people(), [10, 11]],
		["an agency without people: the centre", 50, clock({ assigneeId: null }), people(executor, coordinator), [1, 2]],
		["over: the head", 100, clock(), people(), [12]],
		["over, no head: the one above", 100, clock(), people(head), [13]],
		["over, no head anywhere: the centre", 100, clock(), people(head, ministryHead), [1, 2]],
		["far over: the office", 150, clock(), people(), [3]],
		["far over, no office: the centre", 150, clock(), people(office), [1, 2]],
		["triage: curators", 50, clock({ kind: "triage" }), people(), [1]],
		["triage over: all who run the centre", 100, clock({ kind: "triage" }), people(), [1, 2]],
		["triage far over: the office", 150, clock({ kind: "triage" }), people(), [3]],
		["another agency's task: its people", 80, clock({ kind: "task", agencyId: 6 }), people(), [20]],
		["another agency's task over: its head", 100, clock({ kind: "task", agencyId: 6 }), people(), [21]],
		["an outside party's task: who has the case", 80, clock({ kind: "task" }), people(), [10]],
		["a case of nobody", 100, clock({ caseAgencyId: null }), people(), [1, 2]],
	])("%s", (_name, stage, due, all, expected) => {
		expect(whomToTell(stage, due, all)).toEqual(expected);
	});

	test("agencies in a circle end the search", () => {
		const circle = {
			list: [curator],
			parents: new Map([
				[5, 4],
				[4, 5],
			]),
		};
		expect(whomToTell(100, clock(), circle)).toEqual([1]);
	});
});
