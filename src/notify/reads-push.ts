import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { DeskNoticeData } from "./desk-codes.ts";
import { isWanted } from "./notice-kinds.ts";
import { isQuiet } from "./reads-sending.ts";

type Person = { regionId: number; staffId: number };
export type Subscription = {
	id: number;
	regionId: number;
	endpoint: string;
	p256dh: string;
	auth: string;
	language: "ru" | "en";
};
export type PushedNotice = {
	id: number;
	kind: "page-health" | "case" | "desk";
	code: string;
	isUrgent: boolean;
	caseId: number | null;
	data: DeskNoticeData;
};

/**
 * People with a browser that takes notices and something new for it: outside their quiet hours, and not within the pause
 * after the last one, which is short where something is urgent.
 */
export async function findToPush(db: Db, now: Date, pause: { usual: number; urgent: number }): Promise<Person[]> {
	const { rows } = await sql<Person>`
		select s.region_id as "regionId", s.id as "staffId"
		from (select n.region_id, n.staff_id, bool_or(n.is_urgent) as is_urgent from notice n
			where n.pushed_at is null and n.read_at is null and n.created_at > ${now}::timestamptz - interval '1 day'
				and ${isWanted("browser")}
			group by n.region_id, n.staff_id) n
		join staff s on s.region_id = n.region_id and s.id = n.staff_id
		join region g on g.id = s.region_id
		where s.is_active and not ${isQuiet(now)}
			and exists (select from push_subscription p where p.region_id = s.region_id and p.staff_id = s.id
				and (p.wait_until is null or p.wait_until <= ${now}))
			and not exists (select from notice o where o.region_id = s.region_id and o.staff_id = s.id
				and o.pushed_at > ${now}::timestamptz - make_interval(secs =>
					case when n.is_urgent then ${pause.urgent}::int else ${pause.usual}::int end))
		order by n.is_urgent desc, s.region_id, s.id`.execute(db);
	return rows;
}

/** What a person's browsers were not told and the person has not read, the urgent first. */
export async function findUnpushed(tx: Tx, { regionId, staffId }: Person, now: Date): Promise<PushedNotice[]> {
	const { rows } = await sql<PushedNotice>`
		select n.id, n.kind, n.code, n.is_urgent as "isUrgent", n.case_id as "caseId", n.data from notice n
		where n.region_id = ${regionId} and n.staff_id = ${staffId} and n.pushed_at is null and n.read_at is null
			and n.created_at > ${now}::timestamptz - interval '1 day' and ${isWanted("browser")}
		order by n.is_urgent desc, n.id desc for update of n`.execute(tx);
	return rows;
}

/** The browsers of a person that may be tried now. */
export async function findSubscriptions(
	db: Db | Tx,
	{ regionId, staffId }: Person,
	now: Date,
): Promise<Subscription[]> {
	const rows = await db
		.selectFrom("push_subscription")
		.select(["id", "region_id as regionId", "endpoint", "p256dh", "auth", "language"])
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.where((where) => where.or([where("wait_until", "is", null), where("wait_until", "<=", now)]))
		.orderBy("id")
		.execute();
	return rows.map((row) => ({ ...row, language: row.language === "en" ? "en" : "ru" }));
}

export async function countSubscriptions(db: Db, { regionId, staffId }: Person): Promise<number> {
	const { count } = await db
		.selectFrom("push_subscription")
		.select(({ fn }) => fn.countAll<number>().as("count"))
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.executeTakeFirstOrThrow();
	return count;
}
