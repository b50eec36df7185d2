import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { Ground } from "./hide-comment.ts";
import { inScope } from "./reads.ts";

export type HidingRow = {
	id: number;
	caseId: number;
	messageId: number;
	pageId: number;
	ground: Ground;
	snapshot: string;
	quote: string;
	state: "proposed" | "refused" | "agreed" | "hidden" | "restored";
	proposedBy: number;
	proposedAt: string;
	decidedBy: number | null;
	reason: string | null;
	hiddenAt: string | null;
	appeal: string | null;
	appealState: "waiting" | "upheld" | "granted" | null;
	appealDecidedBy: number | null;
	appealReason: string | null;
	version: number;
};

export type HidingQuery = {
	caseId?: number | undefined;
	state?: HidingRow["state"] | undefined;
	appeal?: "waiting" | undefined;
	limit: number;
};

/** The log of hidden comments, the latest first. @throws DomainError forbidden */
export async function listHidings(db: Db, caller: Caller, query: HidingQuery): Promise<HidingRow[]> {
	const conditions = [sql`h.region_id = ${caller.regionId}`, inScope(caseScope(caller))];
	if (query.caseId) conditions.push(sql`h.case_id = ${query.caseId}`);
	if (query.state) conditions.push(sql`h.state = ${query.state}`);
	if (query.appeal) conditions.push(sql`h.appeal_state = ${query.appeal}`);
	const { rows } = await sql<HidingRow & { proposedAt: Date; hiddenAt: Date | null }>`
		select h.id, h.case_id as "caseId", h.message_id as "messageId", h.page_id as "pageId", h.ground, h.snapshot, h.quote,
			h.state, h.proposed_by as "proposedBy", h.proposed_at as "proposedAt", h.decided_by as "decidedBy", h.reason,
			h.hidden_at as "hiddenAt", h.appeal, h.appeal_state as "appealState", h.appeal_decided_by as "appealDecidedBy",
			h.appeal_reason as "appealReason", h.version
		from comment_hiding h join "case" c on c.region_id = h.region_id and c.id = h.case_id
		where ${sql.join(conditions, sql` and `)} order by h.id desc limit ${query.limit}`.execute(db);
	return rows.map((row) => ({
		...row,
		proposedAt: row.proposedAt.toISOString(),
		hiddenAt: row.hiddenAt?.toISOString() ?? null,
	}));
}

export type HidingCount = {
	pageId: number;
	ground: Ground;
	proposed: number;
	refused: number;
	agreed: number;
	appealed: number;
	restored: number;
};

/** How often it was proposed, refused, agreed, appealed against and taken back, page by page. @throws DomainError forbidden */
export async function countHidings(db: Db, caller: Caller, from: Date, to: Date): Promise<HidingCount[]> {
	const { rows } = await sql<HidingCount>`
		select h.page_id as "pageId", h.ground, count(*)::int as proposed,
			count(*) filter (where h.state = 'refused')::int as refused,
			count(*) filter (where h.state in ('agreed', 'hidden', 'restored'))::int as agreed,
			count(*) filter (where h.appeal_state is not null)::int as appealed,
			count(*) filter (where h.state = 'restored')::int as restored
		from comment_hiding h join "case" c on c.region_id = h.region_id and c.id = h.case_id
		where h.region_id = ${caller.regionId} and h.proposed_at >= ${from} and h.proposed_at < ${to} and ${inScope(caseScope(caller))}
		group by 1, 2 order by 1, 2`.execute(db);
	return rows;
}
