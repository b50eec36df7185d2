import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { rubricCodes } from "../src/domain/review.ts";
import { drawAnswers } from "../src/quality/draw-answers.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { addPerson } from "./staff.ts";

export let desk: Desk;
/** quality controllers of the centre */
export let ann: string;
export let ben: string;
export let cat: string;
export let executor: string;
export let other: string;
export let curator: string;
export const rights = ["case.read.region", "quality.review"] as const;

/** A desk with three controllers of the centre; each test begins without answers. */
export function useQualityDesk(): void {
	beforeAll(async () => {
		desk = await openDesk();
		ann = await addPerson(desk, 20, null, rights);
		ben = await addPerson(desk, 21, null, rights);
		cat = await addPerson(desk, 22, null, rights);
		executor = await desk.signIn("login-2");
		other = await desk.signIn("login-4");
		curator = await desk.signIn("login-1");
	});
	afterAll(() => desk.close());
	beforeEach(async () => {
		await sql`truncate quality_answer, quality_review, quality_month, notice, publication cascade`.execute(desk.db);
	});
}

export const month = { from: "2026-10-01", to: "2026-10-31" };
export const at = (day: number, hour = 12): Date => new Date(Date.UTC(2026, 9, day, hour));
export type Answer = {
	day?: number;
	agencyId?: number;
	approvedBy?: number;
	kind?: string;
	status?: string;
	passed?: string[];
};

/** A case whose answer stands in the thread since that day of October. */
export async function answer({
	day = 5,
	agencyId = 1,
	approvedBy = 3,
	kind = "final",
	status = "answered",
	passed = [],
}: Answer = {}) {
	const caseId = await desk.openCase(agencyId);
	await sql`update "case" set status = ${status}, answered_at = ${at(day)} where id = ${caseId}`.execute(desk.db);
	const { rows } = await sql<{ id: number }>`
		insert into reply (region_id, case_id, message_id, text, author_id, contributors, status, kind, approved_by, passed_over)
		select 1, ${caseId}, id, 'Починим завтра', 2, '{2}', 'published', ${kind}, ${approvedBy}::int, ${passed}::text[]
		from message where case_id = ${caseId} returning id`.execute(desk.db);
	const replyId = rows[0]!.id;
	await sql`insert into publication (region_id, reply_id, case_id, page_id, key, target, text, state, external_id, sent_at)
		values (1, ${replyId}, ${caseId}, 1, ${`key-${replyId}`}, '{}', 'Починим завтра', 'sent', ${`x${replyId}`}, ${at(day)})`.execute(
		desk.db,
	);
	return { caseId, replyId };
}
export async function answers(count: number, of: Answer = {}) {
	const made = [];
	for (let i = 0; i < count; i++) made.push(await answer(of));
	return made;
}
export const draw = (now: Date) => drawAnswers(desk.db, now);
export const rows = async () =>
	(
		await sql<{
			reply_id: number;
			agency_id: number;
			chance: number;
			weight: number;
			is_drawn: boolean;
			is_double: boolean;
			lot: number;
		}>`
			select * from quality_answer order by reply_id`.execute(desk.db)
	).rows;
/** Whether two look at this answer is decided by the test. */
export async function setDouble(replyId: number, isDouble: boolean) {
	await sql`update quality_answer set is_double = ${isDouble} where reply_id = ${replyId}`.execute(desk.db);
	await sql`delete from quality_review where reply_id = ${replyId} and number = 2`.execute(desk.db);
	if (isDouble)
		await sql`insert into quality_review (region_id, reply_id, number) values (1, ${replyId}, 2)`.execute(desk.db);
}

export async function call<T>(method: string, path: string, as: string, body?: unknown) {
	const response = await desk.call(method, `/api/quality${path}`, { as, body });
	const text = await response.text();
	return { status: response.status, text, body: (text ? JSON.parse(text) : null) as T & { code?: string } };
}
export type Item = {
	id: number;
	version: number;
	replyId: number;
	caseId: number;
	others: { verdict: string }[];
	text: string;
};
export const take = async (as: string) =>
	(await call<{ item: Item | null; waiting: number }>("POST", "/reviews/next", as)).body.item;
export const rubric = (against: string[] = []) =>
	Object.fromEntries(rubricCodes.map((code) => [code, against.includes(code) ? "not-met" : "met"]));
export type Given = { verdict: string; against?: string[]; words?: string; sendsBack?: boolean };
export const judge = (
	as: string,
	{ id, version }: { id: number; version: number },
	{ verdict, against = [], ...given }: Given,
) => call("POST", `/reviews/${id}`, as, { version, verdict, rubric: rubric(against), ...given });
export const bad: Given = { verdict: "non-answer", against: ["no-deed", "bare-refusal"], words: "Ничего не обещано" };
export const statusOf = async (caseId: number) =>
	(await desk.db.selectFrom("case").select("status").where("id", "=", caseId).executeTakeFirstOrThrow()).status;
export type Figures = {
	agencies: {
		agencyId: number;
		answers: number;
		sampled: number;
		reviewed: number;
		returned: number;
		required: number;
		nonAnswer: { share: number; low: number; high: number } | null;
	}[];
	agreement: {
		all: { count: number; agreed: number; kappa: number | null };
		pairs: { pair: number[]; count: number }[];
	} | null;
};
export const figures = async (as: string) =>
	(await call<Figures>("GET", `/figures?from=${month.from}&to=${month.to}`, as)).body;
