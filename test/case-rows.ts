import { sql } from "kysely";
import type { Db } from "../src/db/database.ts";

/** Rows of cases for tests that need no messages. */

let made = 0;

/** A case of an agency that is being worked on. @returns its id */
export async function addCase(
	db: Db,
	agencyId: number | null,
	{ status = "inProgress", assigneeId = null as number | null, priority = "normal" } = {},
): Promise<number> {
	const { rows } = await sql<{ id: number }>`
		with t as (insert into thread (region_id, page_id, key, kind) values (1, 1, ${`case-rows-${++made}`}, 'comments') returning id)
		insert into "case" (region_id, thread_id, page_id, channel, author_key, status, topic_code, agency_id, assignee_id, excerpt,
			priority, registered_at, clock_from, due_at, last_message_at, search)
		select 1, id, 1, 'vk', 'user:1', ${status}, 'housing.no-water', ${agencyId}::int, ${assigneeId}::int, 'Тайный текст жителя',
			${priority}, now(), now(), now(), now(), '' from t returning id`.execute(db);
	return rows[0]!.id;
}

/** Roles by which the test region's people see cases. */
export async function giveCaseRights(db: Db): Promise<void> {
	await sql`insert into role (region_id, code, title_ru, title_en, permissions) values
		(1, 'sees-region', 'a', 'a', ${["case.read.region", "case.triage"]}),
		(1, 'sees-agency', 'b', 'b', ${["case.read.agency", "case.work", "reply.write"]}) on conflict do nothing`.execute(
		db,
	);
	await sql`insert into staff_role (region_id, staff_id, role_code) values
		(1, 1, 'sees-region'), (1, 2, 'sees-agency'), (1, 3, 'sees-agency'), (1, 4, 'sees-agency') on conflict do nothing`.execute(
		db,
	);
}

/** A running clock whose next stage comes at `stageAt`. */
export async function addClock(
	db: Db,
	caseId: number,
	clock: {
		start: Date;
		minutes: number;
		agencyId: number | null;
		stageAt: Date;
		kind?: string;
		isRoundTheClock?: boolean;
		pausedAt?: Date;
	},
): Promise<void> {
	const { start, minutes, agencyId, stageAt, kind = "answer", isRoundTheClock = false, pausedAt = null } = clock;
	await sql`insert into case_clock (region_id, case_id, kind, agency_id, is_round_the_clock, minutes, started_at, due_at, stage_at, paused_at, pause_until, set_by)
		values (1, ${caseId}, ${kind}, ${agencyId}, ${isRoundTheClock}, ${minutes}, ${start},
			${new Date(start.getTime() + minutes * 60_000)}, ${stageAt}, ${pausedAt}, ${pausedAt && new Date(pausedAt.getTime() + 864e5)}, 'minutes')`.execute(
		db,
	);
}
