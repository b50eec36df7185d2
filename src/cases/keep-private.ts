import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { findCues } from "../text/cues/find-cues.ts";
import type { LockedCase } from "./reads.ts";

/** Words by which an answer would tell everybody what the hidden mark keeps. */
const status =
	/(?<!\p{L})сво(?!\p{L})|спец(?:иальн\p{L}{1,3} военн\p{L}{1,3} )?операци|ветеран\p{L}{0,3} боев|участник\p{L}{0,3} (?:боев|специальн)|мобилизованн|защитник\p{L}{0,3} отечества/iu;

/**
 * Makes sure that an answer which everybody can read says nothing of why a case is marked. An answer that goes into a
 * dialogue may say it.
 * @throws DomainError reply-not-for-public
 */
export async function keepPrivate(tx: Tx, locked: LockedCase, text: string): Promise<void> {
	const { rows } = await sql<{ is_public: boolean }>`
		select c.answers_privately and t.kind <> 'direct' and ${dialogueOf} is null as is_public
		from "case" c join thread t on t.region_id = c.region_id and t.id = c.thread_id
		where c.region_id = ${locked.region_id} and c.id = ${locked.id}`.execute(tx);
	if (!rows[0]?.is_public) return;
	if (status.test(text) || findCues(text).some(({ code }) => code === "military-family"))
		throw new DomainError("reply-not-for-public");
}

/** Of a case `c`: the latest dialogue of its page with the same person; null: there is none to write into. */
const dialogueOf = sql<number | null>`(
	select d.id from "case" p join thread d on d.region_id = p.region_id and d.id = p.thread_id
	where p.region_id = c.region_id and p.channel = c.channel and p.author_key = c.author_key and p.page_id = c.page_id
		and d.kind = 'direct'
		and exists (select from message i where i.region_id = p.region_id and i.case_id = p.id and i.direction = 'in' and i.deleted_at is null)
	order by p.registered_at desc limit 1)`;

/** The thread by its key in the network, where an answer went past the thread of its message. */
export async function threadByKey(db: Db | Tx, regionId: number, pageId: number, key: string): Promise<number | null> {
	const row = await db
		.selectFrom("thread")
		.select("id")
		.where("region_id", "=", regionId)
		.where("page_id", "=", pageId)
		.where("key", "=", key)
		.executeTakeFirst();
	return row?.id ?? null;
}
