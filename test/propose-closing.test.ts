import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { actByPerson } from "../src/cases/act-on-case.ts";
import { proposeClosing } from "../src/cases/propose-closing.ts";
import { publishAs, statusOf, typesOf } from "./reply-of-kind.ts";
import { desk, openCase, parts, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();
beforeEach(async () => {
	await sql`truncate notice`.execute(desk.db);
	await sql`insert into role (region_id, code, title_ru, title_en, permissions)
		values (1, 'agency', 'В', 'A', ${["case.read.agency", "reply.write"]}) on conflict do nothing`.execute(desk.db);
	await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 2, 'agency') on conflict do nothing`.execute(
		desk.db,
	);
});

const dayMs = 86_400_000;
const propose = (days: number) => proposeClosing(parts(), new Date(Date.now() + days * dayMs));
const told = async () =>
	(await sql<{ code: string }>`select code from notice`.execute(desk.db)).rows.map(({ code }) => code);

test("a resident who does not answer is brought to the executor once for each question; nothing closes by itself", async () => {
	const caseId = await openCase();
	await publishAs(caseId, "question");
	await propose(6.9);
	expect(await told()).toEqual([]);
	await Promise.all([propose(7.1), propose(7.1), propose(7.1)]);
	await propose(60);
	expect(await told()).toEqual(["resident-silent"]);
	expect((await typesOf(caseId)).filter((type) => type === "closingProposed")).toHaveLength(1);
	expect(await statusOf(caseId)).toBe("awaitingCitizen");
	const order = { caseId, version: (await read(caseId)).case.version, action: "close" as const };
	// work that can be seen is not solved by silence
	await expect(
		actByPerson(desk.db, desk.registry, desk.region.executor, { ...order, given: { outcome: "resolved" } }),
	).rejects.toMatchObject({ code: "case-evidence-missing" });
	await actByPerson(desk.db, desk.registry, desk.region.executor, { ...order, given: { outcome: "explained" } });
	expect(await statusOf(caseId)).toBe("closed");
});
