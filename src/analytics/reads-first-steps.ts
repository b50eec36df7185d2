import { sql } from "kysely";
import { requireRegional } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { nameBefore } from "../registry/seed.ts";

/** How far a region has come, read from what is really there. */
export type FirstSteps = {
	/** it has a name of its own */
	isNamed: boolean;
	/** the last day of the calendars that differs from their week: "2027-12-31"; null: no holiday is known */
	holidaysUntil: string | null;
	agencies: number;
	people: number;
	/** of those who are at work */
	writers: number;
	approvers: number;
	/** one may write an answer and another approve it */
	canAnswer: boolean;
	/** somebody may take a message in and say whose it is */
	canTriage: boolean;
	rules: number;
	pages: number;
	hasCase: boolean;
	hasAnswer: boolean;
};

/** @throws DomainError forbidden */
export async function readFirstSteps(db: Db, caller: Caller): Promise<FirstSteps> {
	requireRegional(caller, "staff.manage");
	const { regionId } = caller;
	const { rows } = await sql<FirstSteps & { name: string }>`
		with able as (
			select p.id, bool_or('reply.write' = any(r.permissions)) as writes,
				bool_or('reply.approve' = any(r.permissions)) as approves,
				bool_or('case.triage' = any(r.permissions)) as sorts
			from staff p
			left join staff_role sr on sr.region_id = p.region_id and sr.staff_id = p.id
			left join role r on r.region_id = sr.region_id and r.code = sr.role_code
			where p.region_id = ${regionId} and p.is_active and not p.is_service group by p.id
		)
		select region.name,
			(select max(day)::text from calendar_day where region_id = ${regionId}) as "holidaysUntil",
			(select count(*)::int from agency where region_id = ${regionId}) as agencies,
			(select count(*)::int from able) as people,
			(select count(*)::int from able where writes) as writers,
			(select count(*)::int from able where approves) as approvers,
			exists (select from able a join able b on a.id <> b.id where a.writes and b.approves) as "canAnswer",
			exists (select from able where sorts) as "canTriage",
			(select count(*)::int from routing_rule where region_id = ${regionId}) as rules,
			(select count(*)::int from page where region_id = ${regionId} and kind = 'official') as pages,
			exists (select from "case" where region_id = ${regionId}) as "hasCase",
			exists (select from "case" where region_id = ${regionId} and answered_at is not null) as "hasAnswer"
		from region where id = ${regionId}`.execute(db);
	const [row] = rows;
	if (!row) throw new Error(`there is no region ${regionId}`);
	const { name, ...steps } = row;
	return { ...steps, isNamed: name !== nameBefore };
}
