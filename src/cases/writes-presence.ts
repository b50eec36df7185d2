import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of case_presence, reply_hold and draft_text. */

export type CasePerson = { regionId: number; caseId: number; staffId: number };

/**
 * Notes that somebody has the case open.
 * @param staleSeconds who was not seen for so long comes anew
 * @returns whether others do not know yet
 */
export async function putPresence(db: Db | Tx, of: CasePerson, staleSeconds: number): Promise<boolean> {
	const result = await sql<{ is_new: boolean }>`
		with before as (
			select seen_at from case_presence
			where region_id = ${of.regionId} and case_id = ${of.caseId} and staff_id = ${of.staffId}
		), put as (
			insert into case_presence (region_id, case_id, staff_id, since, seen_at)
			values (${of.regionId}, ${of.caseId}, ${of.staffId}, now(), now())
			on conflict (region_id, case_id, staff_id) do update set seen_at = now(),
				since = case when case_presence.seen_at < now() - make_interval(secs => ${staleSeconds}) then now() else case_presence.since end
		)
		select not exists (select from before where seen_at >= now() - make_interval(secs => ${staleSeconds})) as is_new`.execute(
		db,
	);
	return result.rows[0]?.is_new ?? true;
}

/** @returns whether the person was there */
export async function deletePresence(tx: Tx, of: CasePerson): Promise<boolean> {
	const result = await tx
		.deleteFrom("case_presence")
		.where("region_id", "=", of.regionId)
		.where("case_id", "=", of.caseId)
		.where("staff_id", "=", of.staffId)
		.executeTakeFirst();
	return result.numDeletedRows > 0n;
}

/** What nobody looks at any more. @returns how many rows went */
export async function dropStalePresence(db: Db): Promise<number> {
	const gone = await sql`delete from case_presence where seen_at < now() - interval '10 minutes'`.execute(db);
	const free = await sql`delete from reply_hold where until < now() - interval '10 minutes'`.execute(db);
	return Number(gone.numAffectedRows ?? 0n) + Number(free.numAffectedRows ?? 0n);
}

/** Holds the answer of a case until `minutes` from now; the caller has looked who held it, with the case locked. */
export async function putHold(tx: Tx, of: CasePerson, minutes: number): Promise<void> {
	await sql`insert into reply_hold (region_id, case_id, staff_id, since, until)
		values (${of.regionId}, ${of.caseId}, ${of.staffId}, now(), now() + make_interval(mins => ${minutes}))
		on conflict (region_id, case_id) do update set staff_id = excluded.staff_id, until = excluded.until,
			since = case when reply_hold.staff_id = excluded.staff_id and reply_hold.until > now() then reply_hold.since else now() end`.execute(
		tx,
	);
}

/** The same for who holds it already. @returns whether they do */
export async function extendHold(db: Db | Tx, of: CasePerson, minutes: number): Promise<boolean> {
	const result = await sql`update reply_hold set until = now() + make_interval(mins => ${minutes})
		where region_id = ${of.regionId} and case_id = ${of.caseId} and staff_id = ${of.staffId} and until > now()`.execute(
		db,
	);
	return Number(result.numAffectedRows ?? 0n) > 0;
}

/** Lets the answer of a case go, whoever holds it, or only if it is this person. @returns whether it was held */
export async function deleteHold(tx: Tx, regionId: number, caseId: number, staffId?: number): Promise<boolean> {
	let query = tx.deleteFrom("reply_hold").where("region_id", "=", regionId).where("case_id", "=", caseId);
	if (staffId !== undefined) query = query.where("staff_id", "=", staffId);
	return (await query.executeTakeFirst()).numDeletedRows > 0n;
}

/** Tells every server process that who is at a case, or who writes, has changed. */
export async function tellPresence(tx: Db | Tx, regionId: number, caseId: number): Promise<void> {
	await sql`select pg_notify('case_presence', ${`${regionId}:${caseId}`})`.execute(tx);
}

/** Keeps a text that is not the draft; of what a person typed in vain only the latest. */
export async function keepDraftText(
	db: Db | Tx,
	{ regionId, caseId, staffId }: CasePerson,
	why: "replaced" | "refused",
	text: string,
): Promise<void> {
	const row = { region_id: regionId, case_id: caseId, staff_id: staffId, why, text };
	const insert = db.insertInto("draft_text").values(row);
	if (why === "replaced") await insert.execute();
	else
		await insert
			.onConflict((conflict) =>
				conflict
					.columns(["region_id", "case_id", "staff_id"])
					.where("why", "=", "refused")
					.doUpdateSet({ text, at: sql`now()` }),
			)
			.execute();
}
