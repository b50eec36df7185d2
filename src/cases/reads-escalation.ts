import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import type { Permission } from "../domain/permission.ts";
import type { Priority } from "../domain/priority.ts";
import type { ClockKind } from "../domain/sla-profile.ts";
import type { Clock } from "./clock-times.ts";
import type { DueClock, People } from "./who-to-tell.ts";

/** A clock whose next stage has come, held by the transaction. */
export type StagedClock = DueClock & {
	id: number;
	caseId: number;
	kind: ClockKind;
	status: CaseStatus;
	topicCode: string | null;
	priority: Priority;
	/** none stands: a clock that does is not taken */
	clock: Pick<Clock, "minutes" | "set_by" | "started_at" | "due_at" | "pauses" | "stage">;
};

/** Regions in which a stage has come. */
export async function findStagedRegions(db: Db, now: Date): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select g.id from region g where exists (select from case_clock k where k.region_id = g.id and k.stage_at <= ${now}
			and k.ended_at is null and k.paused_at is null) order by g.id`.execute(db);
	return rows.map((row) => row.id);
}

/** The longest waiting clocks whose stage has come and nobody else holds. The cases themselves are not held. */
export async function takeStaged(tx: Tx, regionId: number, now: Date, limit: number): Promise<StagedClock[]> {
	const { rows } = await sql<Omit<StagedClock, "clock"> & StagedClock["clock"]>`
		select k.id, k.case_id as "caseId", k.kind, k.agency_id as "agencyId", k.minutes, k.set_by, k.started_at, k.due_at, k.pauses,
			k.stage, c.status, c.agency_id as "caseAgencyId", c.assignee_id as "assigneeId", c.owner_id as "ownerId",
			c.topic_code as "topicCode", c.priority
		from case_clock k join "case" c on c.region_id = k.region_id and c.id = k.case_id
		where k.region_id = ${regionId} and k.stage_at <= ${now} and k.ended_at is null and k.paused_at is null
		order by k.stage_at limit ${limit} for update of k skip locked`.execute(tx);
	return rows.map(({ minutes, set_by, started_at, due_at, pauses, stage, ...row }) => ({
		...row,
		clock: { minutes, set_by, started_at, due_at, pauses, stage },
	}));
}

/** When stages come in the time after `from`: at most a few moments, to the second above. */
export async function nextStages(db: Db, from: Date, to: Date): Promise<Date[]> {
	const { rows } = await sql<{ at: Date }>`
		select distinct date_trunc('second', k.stage_at + interval '999 milliseconds') as at
		from region g join case_clock k on k.region_id = g.id
		where k.stage_at > ${from} and k.stage_at <= ${to} and k.ended_at is null and k.paused_at is null
		order by 1 limit 20`.execute(db);
	return rows.map((row) => row.at);
}

/** Everybody of a region who is active, with what they may do. */
export async function readPeople(tx: Tx, regionId: number): Promise<People> {
	const { rows: list } = await sql<{ id: number; agencyId: number | null; permissions: Permission[] }>`
		select s.id, s.agency_id as "agencyId", array(
			select distinct unnest(r.permissions) from staff_role sr
			join role r on r.region_id = sr.region_id and r.code = sr.role_code
			where sr.region_id = s.region_id and sr.staff_id = s.id) as permissions
		from staff s where s.region_id = ${regionId} and s.is_active order by s.id`.execute(tx);
	const { rows: under } = await sql<{ id: number; parentId: number }>`
		select id, parent_id as "parentId" from agency where region_id = ${regionId} and parent_id is not null`.execute(tx);
	return {
		list: list.map((person) => ({ ...person, permissions: new Set(person.permissions) })),
		parents: new Map(under.map(({ id, parentId }) => [id, parentId])),
	};
}
