import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { Registry } from "../registry/reads.ts";
import { inScope } from "./reads.ts";

export type AppealQuery = {
	caseId?: number | undefined;
	state?: "handed" | "registered" | "answered" | "withdrawn" | undefined;
	/** open ones whose day comes within so many days, or is past */
	within?: number | undefined;
	limit: number;
};

export type AppealRow = {
	id: number;
	caseId: number;
	agencyId: number | null;
	basis: "resident-word" | "law";
	messageId: number | null;
	article: string | null;
	reason: string;
	handedAt: string;
	registerBy: string;
	registeredNumber: string | null;
	registeredOn: string | null;
	dueOn: string | null;
	/** days until it must be registered, or answered; negative when that day is past; null once it is over */
	daysLeft: number | null;
	state: "handed" | "registered" | "answered" | "withdrawn";
	endedOn: string | null;
	result: string | null;
	toldHow: "reply" | "phone" | "meeting" | null;
	version: number;
};

/** Formal appeals, those that run out first at the top. @throws DomainError forbidden */
export async function listAppeals(
	db: Db,
	registry: Registry,
	caller: Caller,
	query: AppealQuery,
	now: Date,
): Promise<AppealRow[]> {
	const today = sql`(${now}::timestamptz at time zone ${registry.region.timeZone})::date`;
	const isOpen = sql`f.state in ('handed', 'registered')`;
	const conditions = [sql`f.region_id = ${caller.regionId}`, inScope(caseScope(caller))];
	if (query.caseId) conditions.push(sql`f.case_id = ${query.caseId}`);
	if (query.state) conditions.push(sql`f.state = ${query.state}`);
	if (query.within !== undefined)
		conditions.push(isOpen, sql`coalesce(f.due_on, f.register_by) <= ${today} + ${query.within}::int`);
	const { rows } = await sql<AppealRow & { handedAt: Date }>`
		select f.id, f.case_id as "caseId", f.agency_id as "agencyId", f.basis, f.message_id as "messageId", f.article, f.reason,
			f.handed_at as "handedAt", f.register_by::text as "registerBy", f.registered_number as "registeredNumber",
			f.registered_on::text as "registeredOn", f.due_on::text as "dueOn",
			case when ${isOpen} then coalesce(f.due_on, f.register_by) - ${today} end as "daysLeft",
			f.state, f.ended_on::text as "endedOn", f.result, f.told_how as "toldHow", f.version
		from formal_appeal f join "case" c on c.region_id = f.region_id and c.id = f.case_id
		where ${sql.join(conditions, sql` and `)}
		order by (${isOpen}) desc, coalesce(f.due_on, f.register_by), f.id limit ${query.limit}`.execute(db);
	return rows.map((row) => ({ ...row, handedAt: row.handedAt.toISOString() }));
}
