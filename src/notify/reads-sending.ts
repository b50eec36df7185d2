import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { isWanted } from "./notice-kinds.ts";
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

/** Whether a message went to person `s` within so many seconds before a moment. */
const wasTold = (now: Date, seconds: RawBuilder<number>) => sql<boolean>`exists (select from notice_sending z
	where z.region_id = s.region_id and z.staff_id = s.id and z.claimed_at > ${now}::timestamptz - make_interval(secs => ${seconds}))`;

/** Whether person `s` of region `g` wants quiet at a moment, by the clock of their agency; whoever is on duty, or stands in there, has none. */
export const isQuiet = (now: Date) => sql<boolean>`(s.quiet_from is not null and not exists (
		select from duty_shift d where d.region_id = s.region_id and d.starts_at <= ${now} and d.ends_at > ${now}
			and (d.staff_id = s.id or exists (select from absence a where a.region_id = d.region_id and a.staff_id = d.staff_id
				and a.substitute_id = s.id and a.starts_at <= ${now} and a.ends_at > ${now})))
	and (select case when s.quiet_from < s.quiet_to then m >= s.quiet_from and m < s.quiet_to else m >= s.quiet_from or m < s.quiet_to end
		from (select extract(hour from t) * 60 + extract(minute from t) as m
			from (select ${now}::timestamptz at time zone coalesce(
				(select a.time_zone from agency a where a.region_id = s.region_id and a.id = s.agency_id), g.time_zone) as t) l) l))`;

/**
 * People who have unsent notices that they want by message, want no quiet now and heard nothing for the pause: a short one where something is urgent.
 */
export async function findToSend(db: Db, now: Date, pause: { usual: number; urgent: number }) {
	const { rows } = await sql<{ regionId: number; staffId: number }>`
		select s.region_id as "regionId", s.id as "staffId"
		from (select n.region_id, n.staff_id, bool_or(n.is_urgent) as is_urgent from notice n
			where n.sending_id is null and n.read_at is null and n.created_at > ${now}::timestamptz - interval '1 day'
				and ${isWanted("message")}
			group by n.region_id, n.staff_id) n
		join staff s on s.region_id = n.region_id and s.id = n.staff_id
		join region g on g.id = s.region_id
		where s.is_active and s.notice_channel is not null and s.notice_address is not null and not ${isQuiet(now)}
			and not ${wasTold(now, sql`case when n.is_urgent then ${pause.urgent}::int else ${pause.usual}::int end`)}
		order by n.is_urgent desc, s.region_id, s.id`.execute(db);
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
			and not ${wasTold(now, sql`${pauseSeconds}::int`)}`.execute(tx);
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
			and n.created_at > ${now}::timestamptz - interval '1 day' and ${isWanted("message")}
		order by n.id for update of n`.execute(tx);
	return rows;
}

/** One message at a time is made for a person: others wait until the transaction ends. */
export async function lockPerson(tx: Tx, { regionId, staffId }: { regionId: number; staffId: number }): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${`otklik notices ${regionId}`}, ${staffId}))`.execute(tx);
}
