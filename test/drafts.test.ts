import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Findings } from "../src/http/contract-case.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let executor: string;
let stranger: string;
beforeAll(async () => {
	desk = await openDesk();
	executor = await desk.signIn("login-2");
	stranger = await desk.signIn("login-4");
});
afterAll(() => desk.close());

const check = (caseId: number, text: string, as = executor) =>
	desk.call("POST", `/api/cases/${caseId}/reply/check`, { as, body: { text } });

async function findings(caseId: number, text: string): Promise<Findings> {
	const response = await check(caseId, text);
	expect(response.status).toBe(200);
	return (await response.json()) as Findings;
}

/** A published answer to somebody else's case. */
async function publishedAnswer(agencyId: number, text: string): Promise<void> {
	const caseId = await desk.openCase(agencyId, "Нет воды в доме");
	await sql`insert into reply (region_id, case_id, message_id, text, status, author_id, contributors)
		select 1, ${caseId}, m.id, ${text}, 'published', 2, '{2}' from message m where m.case_id = ${caseId}`.execute(
		desk.db,
	);
}

describe("the check of a draft", () => {
	test("says what is weak, where, and what to say instead", async () => {
		const caseId = await desk.openCase(1, "Когда включат воду?");
		const text = "Здравствуйте. В настоящее время течь ищут, трубу заменят.";
		const { findings: found, length, maxLength, repeatChance } = await findings(caseId, text);
		expect(found.map(({ code, severity, start, end }) => [code, severity, text.slice(start, end)])).toEqual([
			["officialese", "hint", "В настоящее время"],
			["no-date", "warn", "заменят"],
			["unanswered-question", "warn", ""],
		]);
		expect(found[0]?.plainer).toBe("сейчас");
		expect(found[2]?.quote).toBe("Когда включат воду");
		expect([length, maxLength]).toEqual([text.length, 1000]);
		expect(repeatChance).toBeGreaterThan(0);
		expect(repeatChance).toBeLessThan(1);
	});

	test("knows the agency's own earlier answers, not those of others", async () => {
		const own = "Воду отключили из-за аварии на трубе во дворе, бригада уже работает и к вечеру закончит ремонт.";
		const others = "Снег с этой улицы вывозят ночью, когда машин мало, а днём тротуар посыпают песком наши дворники.";
		await publishedAnswer(1, own);
		await publishedAnswer(2, others);
		const caseId = await desk.openCase(1, "Нет воды");
		const codes = async (text: string) => (await findings(caseId, text)).findings.map(({ code }) => code);
		expect(await codes(own)).toContain("copy");
		expect(await codes(others)).not.toContain("copy");
	});

	test("the same answer to the same person again is a warning", async () => {
		const caseId = await desk.openCase(1, "Нет воды");
		const answer = "Здравствуйте. Воду отключили из-за аварии, вода будет к 18:00, бригада уже работает на месте.";
		await sql`insert into message (region_id, page_id, thread_id, case_id, external_id, direction, author_key, text, sent_at)
			select region_id, page_id, thread_id, case_id, external_id || '-out', 'out', 'page:1', ${answer}, sent_at + interval '1 minute'
			from message where case_id = ${caseId}`.execute(desk.db);
		await sql`insert into message (region_id, page_id, thread_id, case_id, external_id, direction, author_key, text, sent_at)
			select region_id, page_id, thread_id, case_id, external_id || '-again', 'in', 'user:1', 'Воды так и нет. Кто чинит трубу?', sent_at + interval '2 minutes'
			from message where case_id = ${caseId} and direction = 'in'`.execute(desk.db);
		const { findings: found } = await findings(caseId, answer);
		expect(found.map(({ code, severity, quote }) => [code, severity, quote])).toEqual([
			["copy", "warn", undefined],
			["unanswered-question", "hint", "Кто чинит трубу"],
		]);
	});

	test("a case of another agency is not found, a text too long not read", async () => {
		const caseId = await desk.openCase(1);
		expect((await check(caseId, "Воду дали.", stranger)).status).toBe(404);
		expect((await check(caseId, "я".repeat(20_001))).status).toBe(400);
	});

	test.each([
		["nothing", ""],
		["a space", " "],
		["a null character", "\u0000"],
		["half a character", "\ud800"],
		["promises without end", "будет ".repeat(3333)],
		["open brackets", "{".repeat(20_000)],
		["pictures", "👍🏻".repeat(5000)],
		["initials", "гр. А. Б. ".repeat(2000)],
	])("reads %s", async (_, text) => {
		const { findings: found } = await findings(await desk.openCase(1, "?".repeat(5000)), text);
		for (const { start, end } of found) expect(start <= end && end <= text.length).toBe(true);
	});
});

test.each([
	["Здравствуйте. Ваше обращение принято в работу.", "bare-acceptance"],
	["Обратитесь в управляющую компанию.", "elsewhere"],
	["Здравствуйте. Гр. Соколов И. П. сломал кран, чиним до 18:00.", "personal"],
])("%s is not submitted", async (text, code) => {
	const caseId = await desk.openCase(1);
	const path = `/api/cases/${caseId}/reply`;
	const saved = await desk.call("PUT", path, { as: executor, body: { text, revision: null } });
	const { reply } = (await saved.json()) as { reply: { revision: number } };
	const order = { revision: reply.revision, requestKey: `request-${code}` };
	const refused = await desk.call("POST", `${path}/submit`, { as: executor, body: order });
	expect(refused.status).toBeGreaterThanOrEqual(400);
	expect(await refused.json()).toMatchObject({
		code: "reply-checks-failed",
		details: { findings: [expect.objectContaining({ code, severity: "block" })] },
	});
});
