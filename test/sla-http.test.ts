import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readyProfiles } from "../src/domain/sla-profile.ts";
import { ask, given, useTermsDesk } from "./terms-desk.ts";

useTermsDesk();

const [four, nine] = readyProfiles;

describe("profiles", () => {
	test("are made, saved with versions, and chosen by rules", async () => {
		const made = await ask("POST", "/sla/profiles", { ...nine, code: "nine" });
		expect(made.status).toBe(201);
		const profile = made.json.profiles.find((one: { code: string }) => one.code === "nine");
		expect(profile).toMatchObject({ version: 1, updatedByName: "Person 5" });
		expect((await ask("POST", "/sla/profiles", { ...nine, code: "nine" })).code).toBe("terms-code-taken");

		const { code: _code, ...words } = four!;
		const saved = await ask("PUT", `/sla/profiles/${profile.id}`, { ...words, version: 1 });
		expect(saved).toMatchObject({ status: 200, json: { id: profile.id, recountId: expect.any(Number) } });
		const late = await ask("PUT", `/sla/profiles/${profile.id}`, { ...words, version: 1 });
		expect(late).toMatchObject({ status: 409, code: "terms-changed-meanwhile", details: { version: 2 } });
		const versions = await ask("GET", `/sla/profiles/${profile.id}/versions`);
		expect(versions.json.items.map((one: { version: number }) => one.version)).toEqual([2, 1]);
		expect(versions.json.items[1].terms).toEqual(nine?.terms);

		const rule = { agencyId: 1, profileId: profile.id };
		expect((await ask("PUT", "/sla/rules", rule)).status).toBe(200);
		// the same rule again is the same rule
		expect((await ask("PUT", "/sla/rules", rule)).status).toBe(200);
		const { rules } = (await ask("GET", "/sla")).json;
		expect(rules).toEqual([{ agencyId: 1, topicCode: null, groupCode: null, profileId: profile.id }]);
		expect((await ask("PUT", "/sla/rules", { ...rule, profileId: null })).status).toBe(200);
		expect((await ask("GET", "/sla")).json.rules).toEqual([]);
	});

	test("two who save one version at once: one does, the other learns of it", async () => {
		const made = await ask("POST", "/sla/profiles", { ...nine, code: "at-once" });
		const { id } = made.json.profiles.at(-1);
		const { code: _code, ...words } = nine!;
		const answers = await Promise.all(
			[1, 2, 3, 4].map(() => ask("PUT", `/sla/profiles/${id}`, { ...words, version: 1 })),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
	});

	test.each([
		["no time at all", { unit: "minutes", amount: 0, isRoundTheClock: false }],
		["half a minute", { unit: "minutes", amount: 0.5, isRoundTheClock: false }],
		["a lifetime", { unit: "days", amount: 36_500, isRoundTheClock: false }],
		["another unit", { unit: "weeks", amount: 1, isRoundTheClock: false }],
		["nothing", null],
	])("a term of %s is refused", async (_name, term) => {
		const terms = structuredClone(nine!.terms);
		Object.assign(terms.urgent.clocks, { answer: term });
		expect((await ask("POST", "/sla/profiles", { ...nine, code: "odd", terms })).status).toBe(400);
	});

	test.each([
		["an agency of nowhere", { agencyId: 99, profileId: 1 }, "agency-unknown"],
		["a topic of nowhere", { topicCode: "no.such", profileId: 1 }, "topic-unknown"],
		["a group of nowhere", { groupCode: "no-such", profileId: 1 }, "topic-unknown"],
		["a profile of nowhere", { profileId: 2_000_000_000 }, "not-found"],
		["a topic and a group", { topicCode: "housing.no-water", groupCode: "housing", profileId: 1 }, "invalid-request"],
		["NUL in a code", { topicCode: "a\0b", profileId: 1 }, "invalid-request"],
	])("a rule for %s is refused", async (_name, rule, code) => {
		expect((await ask("PUT", "/sla/rules", rule)).code).toBe(code);
	});

	test("who may not manage terms reads and changes none", async () => {
		for (const [method, path] of [
			["GET", "/sla"],
			["GET", "/sla/recounts"],
			["GET", "/calendars"],
			["PUT", "/centre/hours"],
		] as const)
			expect((await ask(method, path, method === "GET" ? undefined : { calendarId: 1 }, given.curator)).status).toBe(
				403,
			);
	});

	test("an example tells when each clock would be due, in words", async () => {
		const at = "2021-03-05T14:20:00.000Z";
		const { json } = await ask("POST", "/sla/example", { at, agencyId: 1, topicCode: "housing.no-water" });
		expect(json.profile.code).toBe("four-hours");
		const of = (kind: string) => json.clocks.find((one: { kind: string }) => one.kind === kind).due;
		expect(of("answer").ru).toBe("4 рабочих часа от пт 17:20: пт 17:20–18:00, пн 9:00–12:20");
		expect(of("answer").dueAt).toBe("2021-03-08T09:20:00.000Z");
		expect(of("final").workingMinutes).toBe(7 * 540);
		const urgent = await ask("POST", "/sla/example", { at, agencyId: 1, priority: "urgent" });
		const answer = urgent.json.clocks.find((one: { kind: string }) => one.kind === "answer").due;
		expect(answer).toMatchObject({
			en: "1 hour round the clock from Fri 17:20: Fri 17:20–18:20",
			isRoundTheClock: true,
		});
		const tried = await ask("POST", "/sla/example", { at, agencyId: 1, terms: nine!.terms });
		expect(tried.json.profile).toBeNull();
		expect(tried.json.clocks.find((one: { kind: string }) => one.kind === "answer").due.workingMinutes).toBe(540);
		expect((await ask("POST", "/sla/example", { at: "9999-03-05T14:20:00.000Z", agencyId: 1 })).code).toBe(
			"invalid-request",
		);
	});
});

test("another agency's case shows no clocks", async () => {
	const caseId = await given.desk.openCase(1);
	const other = await given.desk.signIn("login-4");
	expect((await ask("GET", `/cases/${caseId}/clocks`, undefined, other)).status).toBe(404);
	expect((await ask("GET", `/cases/${caseId}/clocks`, undefined, given.admin)).status).toBe(200);
});

test("regions that stood before get the very same ready profiles by the migration", () => {
	const text = readFileSync(new URL("../migrations/0013_clocks.sql", import.meta.url), "utf8");
	const found = [...text.matchAll(/^ {2}\('([a-z-]+)', '([^']+)', '([^']+)', '(\{.+\})'::jsonb\)/gm)];
	expect(
		found.map(([, code, titleRu, titleEn, terms]) => ({ code, titleRu, titleEn, terms: JSON.parse(terms!) })),
	).toEqual(readyProfiles);
});
