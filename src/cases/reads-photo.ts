import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { inScope } from "./reads.ts";

/** The photos of a reply in their order. */
export async function photosOf(db: Db | Tx, regionId: number, replyId: number): Promise<string[]> {
	const rows = await db
		.selectFrom("reply_photo")
		.select("sha256")
		.where("region_id", "=", regionId)
		.where("reply_id", "=", replyId)
		.orderBy("position")
		.orderBy("sha256")
		.execute();
	return rows.map(({ sha256 }) => sha256);
}

/** What each edited photo of a reply was made of; of a pair first how it was, then how it is now. */
export async function sourcesOf(db: Db | Tx, regionId: number, replyId: number): Promise<Map<string, string[]>> {
	const rows = await db
		.selectFrom("reply_photo_source")
		.select(["sha256", "source_sha256"])
		.where("region_id", "=", regionId)
		.where("reply_id", "=", replyId)
		.orderBy("number")
		.execute();
	const sources = new Map<string, string[]>();
	for (const row of rows) sources.set(row.sha256, [...(sources.get(row.sha256) ?? []), row.source_sha256]);
	return sources;
}

/**
 * Which file stands at this place of a message.
 * @throws DomainError not-found, also for a case of another agency and for a file that is not kept
 */
export async function findMessagePicture(
	db: Db,
	caller: Caller,
	{ caseId, messageId, number }: { caseId: number; messageId: number; number: number },
): Promise<string> {
	const { rows } = await sql<{ sha256: string }>`
		select f.sha256 from message_file f
		join message m on m.region_id = f.region_id and m.id = f.message_id
		join "case" c on c.region_id = m.region_id and c.id = m.case_id
		where f.region_id = ${caller.regionId} and f.message_id = ${messageId} and f.number = ${number}
			and c.id = ${caseId} and ${inScope(caseScope(caller))} and f.state = 'kept'`.execute(db);
	const [found] = rows;
	if (!found) throw new DomainError("not-found", {});
	return found.sha256;
}

/**
 * Makes sure that a photo belongs to an answer of this case.
 * @throws DomainError not-found, also for a case of another agency
 */
export async function requireReplyPhoto(
	db: Db,
	caller: Caller,
	{ caseId, sha256 }: { caseId: number; sha256: string },
): Promise<void> {
	const { rows } = await sql`
		select 1 from reply r
		join reply_photo p on p.region_id = r.region_id and p.reply_id = r.id
		join "case" c on c.region_id = r.region_id and c.id = r.case_id
		where r.region_id = ${caller.regionId} and r.case_id = ${caseId} and p.sha256 = ${sha256}
			and ${inScope(caseScope(caller))} limit 1`.execute(db);
	if (rows.length === 0) throw new DomainError("not-found", {});
}

/** Whether a photo shows the work of this case: in an answer of the desk or past it, or put to the case as evidence. */
export async function hasEvidence(tx: Tx, regionId: number, caseId: number): Promise<boolean> {
	const { rows } = await sql<{ has: boolean }>`
		select exists (select 1 from reply r join reply_photo p on p.region_id = r.region_id and p.reply_id = r.id
				where r.region_id = ${regionId} and r.case_id = ${caseId} and r.status = 'published')
			or exists (select 1 from case_evidence e
				where e.region_id = ${regionId} and e.case_id = ${caseId} and e.moment is distinct from 'before')
			or exists (select 1 from message m join message_file f on f.region_id = m.region_id and f.message_id = m.id
				where m.region_id = ${regionId} and m.case_id = ${caseId} and m.direction = 'out' and f.state = 'kept') as has`.execute(
		tx,
	);
	return rows[0]?.has ?? false;
}
