import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Caller } from "../access/permissions.ts";
import { workOf } from "../access/reads-absence.ts";
import type { Db } from "../db/database.ts";
import type { Registry } from "../registry/reads.ts";
import { isFound } from "./queue-filter.ts";
import { ranksOf } from "./queue-order.ts";
import type { QueueGroup, QueueQuery } from "./queue-filter.ts";

/** More than these are not counted: then each number is the least there is. */
const mostCounted = 50_000;

const keys = { topic: sql`c.topic_code`, place: sql`c.territory_code` } as const;

type Asked = Omit<QueueQuery, "sort" | "limit" | "cursor" | "group"> & { group: QueueGroup };
/** `key` null: cases of no topic or no territory; `until`: where a group of terms ends, null: it does not */
type Group = { key: string | null; count: number; until: string | null };

/**
 * How many cases each group of a list holds, in the order of the list; empty ones are left out, but for those of terms, whose
 * borders are wanted. Days are those of the region's zone.
 * @throws DomainError forbidden
 */
export async function countGroups(db: Db, registry: Registry, caller: Caller, asked: Asked, now: Date) {
	const query: QueueQuery = { ...asked, sort: "due", limit: 1 };
	const mine = asked.view === "mine" || asked.owner === "mine" ? await workOf(db, caller, now) : [];
	const found = sql`select c.topic_code, c.territory_code, c.due_at from "case" c
		where ${isFound(registry, caller, query, now, mine)} limit ${mostCounted}`;
	const groups =
		asked.group === "due"
			? await countTerms(db, found, registry.region.timeZone, now)
			: await countNamed(db, found, asked.group, ranksOf(registry, asked.group, asked.language));
	const counted = groups.reduce((sum, { count }) => sum + count, 0);
	return { items: groups, isWhole: counted < mostCounted };
}

async function countNamed(
	db: Db,
	found: RawBuilder<unknown>,
	group: keyof typeof keys,
	ranks: ReadonlyMap<string, number>,
): Promise<Group[]> {
	const { rows } = await sql<Group>`select ${keys[group]} as key, count(*)::int as count, null as until
		from (${found}) as c group by 1`.execute(db);
	const rankOf = ({ key }: Group): number => ranks.get(key ?? "") ?? ranks.size;
	return rows.toSorted((a, b) => rankOf(a) - rankOf(b));
}

async function countTerms(db: Db, found: RawBuilder<unknown>, zone: string, now: Date): Promise<Group[]> {
	const dayAfter = (days: number) =>
		sql`(date_trunc('day', ${now}::timestamptz at time zone ${zone}) + ${`${days} days`}::interval) at time zone ${zone}`;
	const { rows } = await sql<{ today: Date; tomorrow: Date; counts: number[] }>`
		with border as materialized (select ${dayAfter(1)} as today, ${dayAfter(2)} as tomorrow)
		select b.today, b.tomorrow, array[
			count(*) filter (where c.due_at < ${now}), count(*) filter (where c.due_at >= ${now} and c.due_at < b.today),
			count(*) filter (where c.due_at >= b.today and c.due_at < b.tomorrow), count(*) filter (where c.due_at >= b.tomorrow)
		]::int[] as counts
		from border b left join (${found}) as c on true group by 1, 2`.execute(db);
	const [row] = rows;
	if (!row) return [];
	const untils = [now, row.today, row.tomorrow, null];
	return ["overdue", "today", "tomorrow", "later"].map((key, index) => ({
		key,
		count: row.counts[index] ?? 0,
		until: untils[index]?.toISOString() ?? null,
	}));
}
