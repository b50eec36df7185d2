import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { TellableNotice } from "./words.ts";

/** Active pages of a region that were chosen to carry notices to staff, in the order of their connection. */
export function listSenders(db: Db | Tx, regionId: number): Promise<{ id: number; channel: string }[]> {
	return db
		.selectFrom("page")
		.select(["id", "channel"])
		.where("region_id", "=", regionId)
		.where("status", "=", "active")
		.where(sql<boolean>`settings->'sendsNotices' = 'true'::jsonb`)
		.orderBy("id")
		.execute();
}

export type UnsentNotice = { id: number } & TellableNotice;

/** People who have unsent notices and heard nothing for `pauseSeconds`, with where they hear. */
export async function findToSend(db: Db, now: Date, pauseSeconds: number) {
	const { rows } = await sql<{ regionId: number; staffId: number }>`
		select distinct n.region_id as "regionId", n.staff_id as "staffId" from notice n
		join staff s on s.region_id = n.region_id and s.id = n.staff_id
		where n.sending_id is null and n.read_at is null and n.created_at > ${now}::timestamptz - interval '1 day'
			and s.is_active and s.notice_channel is not null and s.notice_address is not null
			and not exists (select from notice_sending z where z.region_id = n.region_id and z.staff_id = n.staff_id
				and z.claimed_at > ${now}::timestamptz - make_interval(secs => ${pauseSeconds}))`.execute(db);
	return rows;
}

/** Where a person gets notices; null when nowhere, or when a message went to them within `pauseSeconds`. */
export async function findAddress(
	tx: Tx,
	{ regionId, staffId }: { regionId: number; staffId: number },
	now: Date,
	pauseSeconds: number,
) {
	const { rows } = await sql<{ channel: string; address: string; language: "ru" | "en"; zone: string }>`
		select notice_channel as channel, notice_address as address, notice_language as language, g.time_zone as zone
		from staff s join region g on g.id = s.region_id
		where s.region_id = ${regionId} and s.id = ${staffId} and s.is_active
			and s.notice_channel is not null and s.notice_address is not null
			and not exists (select from notice_sending z where z.region_id = s.region_id and z.staff_id = s.id
				and z.claimed_at > ${now}::timestamptz - make_interval(secs => ${pauseSeconds}))`.execute(tx);
	return rows[0] ?? null;
}

/** What a person has not been sent and has not read on the screen, oldest first. */
export async function findUnsent(
	tx: Tx,
	{ regionId, staffId }: { regionId: number; staffId: number },
	now: Date,
): Promise<UnsentNotice[]> {
	const { rows } = await sql<UnsentNotice>`
		select n.id, n.kind, n.is_urgent as "isUrgent", n.code, p.name as "pageName", n.data->>'state' as state,
			n.data->>'text' as text, n.case_id as "caseId", n.data
		from notice n left join page p on p.region_id = n.region_id and p.id = n.page_id
		where n.region_id = ${regionId} and n.staff_id = ${staffId} and n.sending_id is null and n.read_at is null
			and n.created_at > ${now}::timestamptz - interval '1 day'
		order by n.id for update of n`.execute(tx);
	return rows;
}

/** One message at a time is made for a person: others wait until the transaction ends. */
export async function lockPerson(tx: Tx, { regionId, staffId }: { regionId: number; staffId: number }): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${`otklik notices ${regionId}`}, ${staffId}))`.execute(tx);
}
