import { sql } from "kysely";
import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { inScope } from "./reads.ts";

/** By what a person's cases are found: one of them, the address of a message of theirs, or the contact they left. */
export type PersonClue = { caseId: number } | { url: string } | { contact: string };

const mostCases = 5_000;

/**
 * The cases of one person in one network, oldest first: those with the same author's key. A key is not shown, and nothing is kept of it.
 * @throws DomainError forbidden
 */
export async function findCasesOfPerson(db: Db, caller: Caller, clue: PersonClue) {
	requirePermission(caller, "personal.manage");
	const anchor =
		"caseId" in clue
			? sql`a.id = ${clue.caseId}`
			: sql`a.id in (select m.case_id from message m where m.region_id = ${caller.regionId} and m.direction = 'in'
				and ${"url" in clue ? sql`m.url = ${clue.url.trim()}` : sql`m.contact = ${clue.contact.trim()}`})`;
	const { rows } = await sql<{ id: number; channel: string; status: CaseStatus; registeredAt: Date; excerpt: string }>`
		select c.id, c.channel, c.status, c.registered_at as "registeredAt", c.excerpt from "case" c
		where c.region_id = ${caller.regionId} and c.anonymised_at is null and ${inScope(caseScope(caller))}
			and (c.channel, c.author_key) in (select a.channel, a.author_key from "case" a where a.region_id = ${caller.regionId} and ${anchor})
		order by c.registered_at, c.id limit ${mostCases}`.execute(db);
	return rows.map((row) => ({ ...row, registeredAt: row.registeredAt.toISOString() }));
}

export type PersonMessage = {
	caseId: number;
	direction: "in" | "out";
	at: string;
	text: string;
	contact: string | null;
	authorName: string | null;
	url: string | null;
	attachments: string[];
	earlier: string[];
};

/** What the person said of an answer by its link or a word: whether it helped, in marks and words. */
export type PersonSay = {
	caseId: number;
	at: string;
	rating: number | null;
	isSolved: boolean | null;
	isThanks: boolean;
	words: string | null;
};

export async function readPersonSays(db: Db, regionId: number, caseIds: readonly number[]): Promise<PersonSay[]> {
	const { rows } = await sql<Omit<PersonSay, "at"> & { at: Date }>`
		select s.case_id as "caseId", s.said_at as at, s.rating, s.is_solved as "isSolved", s.is_thanks as "isThanks", s.words
		from resident_say s where s.region_id = ${regionId} and s.case_id = any (${caseIds}::bigint[])
		order by s.case_id, s.said_at, s.id`.execute(db);
	return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Everything that was said in these cases, in order, as it is handed to the person. */
export async function readPersonMessages(
	db: Db,
	regionId: number,
	caseIds: readonly number[],
): Promise<PersonMessage[]> {
	const { rows } = await sql<Omit<PersonMessage, "at"> & { at: Date }>`
		select m.case_id as "caseId", m.direction, m.sent_at as at, m.text, m.contact, m.url,
			case m.direction when 'in' then m.author_name end as "authorName",
			array(select coalesce(a ->> 'title', a ->> 'kind') from jsonb_array_elements(m.attachments) a) as attachments,
			array(select v.text from message_version v where v.region_id = m.region_id and v.message_id = m.id
				order by v.replaced_at) as earlier
		from message m where m.region_id = ${regionId} and m.case_id = any (${caseIds}::bigint[])
		order by m.case_id, m.sent_at, m.id`.execute(db);
	return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
