import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let publicationId: number;
let caseId: number;
const as: Record<"curator" | "writer" | "approver" | "roads", string> = {
	curator: "",
	writer: "",
	approver: "",
	roads: "",
};

beforeAll(async () => {
	desk = await openDesk();
	as.curator = await desk.signIn("login-1");
	as.writer = await desk.signIn("login-2");
	as.approver = await desk.signIn("login-3");
	as.roads = await desk.signIn("login-4");
	caseId = await desk.openCase(desk.region.housing);
	const { rows } = await sql<{ id: number }>`
		with r as (insert into reply (region_id, case_id, message_id, text, status, author_id, contributors)
			select 1, ${caseId}, id, 'Воду дадут к 18:00.', 'published', 2, '{2}' from message where case_id = ${caseId} returning id)
		insert into publication (region_id, reply_id, case_id, page_id, key, target, text, state, external_id, sent_at)
		select 1, id, ${caseId}, 1, 'key', '{}', 'Воду дадут к 18:00.', 'sent', 'wall-900001_1_reply_2', now() from r returning id`.execute(
		desk.db,
	);
	publicationId = rows[0]!.id;
});
afterAll(() => desk.close());

const ask = async (method: string, path: string, who: string, body?: unknown) => {
	const response = await desk.call(method, `/api${path}`, { as: who, body });
	const answer = (await response.json()) as Record<string, unknown>;
	return { status: response.status, body: answer };
};
const good = { text: "Воду дадут к 20:00.", reason: "Ошибка в часе", requestKey: "request-key-1" };

test("a network that takes no edits says so, with what can be done", async () => {
	const list = await ask("GET", `/cases/${caseId}/corrections`, as.writer);
	expect(list.body).toEqual({
		items: [],
		answers: [{ publicationId, text: "Воду дадут к 18:00.", refusal: "network" }],
	});
	const refused = await ask("POST", `/publications/${publicationId}/corrections`, as.writer, good);
	expect([refused.status, refused.body]).toMatchObject([
		409,
		{ code: "correction-refused", details: { refusal: "network" } },
	]);
});

test("who may do what, and what is no request", async () => {
	expect((await ask("POST", `/publications/${publicationId}/corrections`, as.curator, good)).status).toBe(403);
	expect((await ask("POST", `/publications/${publicationId}/corrections`, as.roads, good)).status).toBe(404);
	expect((await ask("GET", `/cases/${caseId}/corrections`, as.roads)).status).toBe(404);
	for (const change of [{ reason: "  " }, { text: "" }, { requestKey: "x" }, { text: 5 }])
		expect(
			(await ask("POST", `/publications/${publicationId}/corrections`, as.writer, { ...good, ...change })).status,
		).toBe(400);
	for (const step of ["approve", "return", "cancel", "settle"]) {
		const body = step === "settle" ? { as: "sent" } : step === "return" ? { reason: "нет" } : undefined;
		expect([step, (await ask("POST", `/corrections/999/${step}`, as.approver, body)).status]).toEqual([step, 404]);
	}
	expect((await ask("GET", "/corrections?state=proposed", as.approver)).body).toEqual({ items: [], nextCursor: null });
	expect((await ask("GET", "/corrections?state=nothing", as.approver)).status).toBe(400);
	expect((await ask("GET", "/corrections?cursor=x", as.approver)).status).toBe(400);
});
