import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";

/** Whoever was not heard of for so long is no longer there; heartbeats come every 20 seconds. */
export const staleSeconds = 50;
/** So long after the last keystroke an answer is held for who wrote it. */
export const holdMinutes = 3;

export type Person = { staffId: number; name: string; since: string; seenAt: string };
export type Holder = { staffId: number; name: string; since: string; until: string };
/** Who is at a case, and who writes its answer just now. */
export type Presence = { people: Person[]; writing: Holder | null };

/** Who holds the answer of a case now; null: nobody. */
export async function readHolder(db: Db | Tx, regionId: number, caseId: number): Promise<Holder | null> {
	const row = await db
		.selectFrom("reply_hold as h")
		.innerJoin("staff as s", (join) => join.onRef("s.region_id", "=", "h.region_id").onRef("s.id", "=", "h.staff_id"))
		.select(["h.staff_id", "s.name", "h.since", "h.until"])
		.where("h.region_id", "=", regionId)
		.where("h.case_id", "=", caseId)
		.where("h.until", ">", sql<Date>`now()`)
		.executeTakeFirst();
	if (!row) return null;
	return {
		staffId: row.staff_id,
		name: row.name,
		since: row.since.toISOString(),
		until: row.until.toISOString(),
	};
}

/** Who is at a case; the reader's right to it is checked before. */
export async function readPresence(db: Db | Tx, regionId: number, caseId: number): Promise<Presence> {
	const rows = await db
		.selectFrom("case_presence as p")
		.innerJoin("staff as s", (join) => join.onRef("s.region_id", "=", "p.region_id").onRef("s.id", "=", "p.staff_id"))
		.select(["p.staff_id", "s.name", "p.since", "p.seen_at"])
		.where("p.region_id", "=", regionId)
		.where("p.case_id", "=", caseId)
		.where("p.seen_at", ">=", sql<Date>`now() - make_interval(secs => ${staleSeconds})`)
		.orderBy("p.since")
		.orderBy("p.staff_id")
		.execute();
	return {
		people: rows.map((row) => ({
			staffId: row.staff_id,
			name: row.name,
			since: row.since.toISOString(),
			seenAt: row.seen_at.toISOString(),
		})),
		writing: await readHolder(db, regionId, caseId),
	};
}

/** Texts of a case's drafts that another took the place of, the latest first; what a person typed in vain only they see. */
export async function listDraftTexts(db: Db, caller: Caller, caseId: number) {
	const rows = await db
		.selectFrom("draft_text as d")
		.innerJoin("staff as s", (join) => join.onRef("s.region_id", "=", "d.region_id").onRef("s.id", "=", "d.staff_id"))
		.select(["d.id", "d.staff_id", "s.name", "d.why", "d.text", "d.at"])
		.where("d.region_id", "=", caller.regionId)
		.where("d.case_id", "=", caseId)
		.where((is) => is.or([is("d.why", "=", "replaced"), is("d.staff_id", "=", caller.staffId)]))
		.orderBy("d.id", "desc")
		.limit(100)
		.execute();
	return {
		items: rows.map((row) => ({
			id: row.id,
			staffId: row.staff_id,
			name: row.name,
			why: row.why as "replaced" | "refused",
			text: row.text,
			at: row.at.toISOString(),
		})),
	};
}
