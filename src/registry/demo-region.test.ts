import { describe, expect, test } from "vitest";
import { compileCalendar } from "../domain/calendar.ts";
import { permissions } from "../domain/permission.ts";
import { demoPlaces } from "./demo-gazetteer.ts";
import { demoMessages, demoPosts } from "./demo-messages.ts";
import { demoRegion } from "./demo-region.ts";
import { topicGroups, topics } from "./topics.ts";

const { agencies, pages, territories, routingRules, roles, accounts, calendar } = demoRegion;
const codes = (rows: { code: string }[]) => rows.map(({ code }) => code);
const externalIds = pages.map(({ externalId }) => externalId);

describe("the demo region ties together", () => {
	test("codes and numbers are unique", () => {
		const lists = [codes(agencies), codes(territories), codes(roles), externalIds, accounts.map(({ login }) => login)];
		for (const list of lists) expect(new Set(list).size).toBe(list.length);
	});

	test("rules name what exists, each subject and place once", () => {
		for (const rule of routingRules) {
			expect([null, ...codes(topics)]).toContain(rule.topicCode);
			expect([null, ...codes(topicGroups)]).toContain(rule.groupCode);
			expect([null, ...codes(territories)]).toContain(rule.territoryCode);
			expect([null, ...externalIds]).toContain(rule.pageExternalId);
			expect(codes(agencies)).toContain(rule.agencyCode);
		}
		const subjects = routingRules.map(({ agencyCode: _, ...subject }) => JSON.stringify(subject));
		expect(new Set(subjects).size).toBe(subjects.length);
	});

	test("pages and accounts name what exists", () => {
		for (const { agencyCode } of pages) expect(codes(agencies)).toContain(agencyCode);
		for (const { territoryCode } of pages) expect([null, ...codes(territories)]).toContain(territoryCode);
		for (const { agencyCode, roleCode } of accounts) {
			expect([null, ...codes(agencies)]).toContain(agencyCode);
			expect(codes(roles)).toContain(roleCode);
		}
		for (const role of roles) for (const one of role.permissions) expect(permissions).toContain(one);
	});

	test("streets lie in settlements, and settlements in territories, that exist", () => {
		const settlements = demoPlaces.filter(({ kind }) => kind === "settlement").map(({ name }) => name);
		for (const { territoryCode, settlement } of demoPlaces) {
			expect(codes(territories)).toContain(territoryCode);
			expect([null, ...settlements]).toContain(settlement);
		}
	});

	test("an approver stands beside every executor", () => {
		const agenciesOf = (code: string) =>
			accounts.filter(({ roleCode }) => roleCode === code).map((one) => one.agencyCode);
		expect(agenciesOf("approver")).toEqual(agenciesOf("executor"));
	});

	test("every agency's calendar compiles in its zone", () => {
		for (const { timeZone } of agencies) expect(() => compileCalendar({ ...calendar, timeZone })).not.toThrow();
	});

	test("each page has posts, each message stands under one of them", () => {
		expect(Object.keys(demoPosts).sort()).toEqual([...externalIds].sort());
		for (const { pageExternalId, post } of demoMessages) expect(demoPosts[pageExternalId]?.[post]).toBeTruthy();
	});
});
