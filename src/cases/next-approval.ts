import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { isOwned } from "./reads.ts";
import { stepsOf } from "./reads-approval.ts";

/** Counting stops here. */
export const approvalCap = 1000;

export type NextApproval = {
	caseId: number;
	text: string;
	step: 1 | 2;
	steps: 1 | 2;
	firstApprovedByName: string | null;
	inNameOf: string | null;
	cursor: string;
	nextCaseId: number | null;
};

type Row = {
	id: number;
	due_at: Date;
	status: "onApproval" | "onReview";
	agency_id: number | null;
	topic_code: string | null;
	text: string;
	contributors: number[];
	first_name: string | null;
};

/**
 * The most urgent answer that this person may let pass, behind `after`: none they wrote in, none they let pass already.
 * @throws DomainError forbidden
 */
export async function nextApproval(
	db: Db,
	registry: Registry,
	caller: Caller,
	after: string | undefined,
): Promise<{ item: NextApproval | null; waiting: number; cap: number }> {
	const where = waitingFor(caller);
	const [at, id] = after?.split("_") ?? [];
	const behind = at && id ? sql`(c.due_at, c.id) > (${new Date(at)}::timestamptz, ${Number(id)}::bigint)` : sql`true`;
	const found = await sql<Row>`
		select c.id, c.due_at, c.status, c.agency_id, c.topic_code, r.text, r.contributors, f.name as first_name
		from reply r join "case" c on c.region_id = r.region_id and c.id = r.case_id
		left join staff f on f.region_id = r.region_id and f.id = r.first_approved_by
		where ${where} and ${behind} order by c.due_at, c.id limit 2`.execute(db);
	const counted = await sql<{ n: number }>`select count(*)::int as n from (
		select 1 from reply r join "case" c on c.region_id = r.region_id and c.id = r.case_id
		where ${where} limit ${approvalCap}) capped`.execute(db);
	const [row, following] = found.rows;
	const waiting = { waiting: counted.rows[0]?.n ?? 0, cap: approvalCap };
	if (!row) return { item: null, ...waiting };
	const lender = caller.approvesFor?.find(({ staffId }) => !row.contributors.includes(staffId));
	const item = {
		caseId: row.id,
		text: row.text,
		step: row.status === "onReview" ? (2 as const) : (1 as const),
		// a rule that was taken away meanwhile does not undo the first step
		steps: row.status === "onReview" ? (2 as const) : await stepsOf(db, registry, row),
		firstApprovedByName: row.first_name,
		inNameOf: row.status === "onApproval" ? (lender?.name ?? null) : null,
		cursor: `${row.due_at.toISOString()}_${row.id}`,
		nextCaseId: following?.id ?? null,
	};
	return { item, ...waiting };
}

function waitingFor(caller: Caller) {
	const me = caller.staffId;
	const mayFirst = caller.permissions.has("reply.approve");
	const maySecond = caller.permissions.has("reply.review");
	if (!mayFirst && !maySecond) throw new DomainError("forbidden", { permission: "reply.approve" });
	const lenders = caller.approvesFor?.map(({ staffId }) => staffId);
	return sql`r.region_id = ${caller.regionId} and r.status = 'submitted' and not ${me}::int = any (r.contributors)
		and ${isOwned(caseScope(caller))}
		and (
			(${mayFirst} and c.status = 'onApproval' and ${lenders ? sql`not ${lenders}::int[] <@ r.contributors` : sql`true`})
			or (${maySecond} and c.status = 'onReview' and r.first_approved_by is distinct from ${me}::int
				and r.first_approved_for is distinct from ${me}::int))`;
}
