import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT and UPDATE of publication. */

/** The latest dialogue of the page with the person, where the case is answered past the public thread and there is one. */
const privately = sql`left join lateral (
	select d.key, d.kind, i.external_id
	from "case" o
	join thread d on d.region_id = o.region_id and d.id = o.thread_id and d.kind = 'direct'
	join message i on i.region_id = o.region_id and i.case_id = o.id and i.direction = 'in' and i.deleted_at is null
	where c.answers_privately and t.kind <> 'direct' and o.region_id = c.region_id and o.channel = c.channel
		and o.author_key = c.author_key and o.page_id = c.page_id
	order by o.registered_at desc, i.sent_at desc limit 1) as p on true`;

/** Makes the publication of each approved reply of a page that has none yet and is not held; the key stays the same for every attempt. */
export async function putPublications(tx: Tx, regionId: number, pageId: number): Promise<void> {
	await sql`insert into publication (region_id, reply_id, case_id, page_id, key, target, text)
		select r.region_id, r.id, r.case_id, c.page_id, gen_random_uuid()::text,
			jsonb_strip_nulls(jsonb_build_object('threadKey', coalesce(p.key, t.key), 'threadKind', coalesce(p.kind, t.kind),
				'replyToExternalId', coalesce(p.external_id, m.external_id), 'contact', m.contact,
				'threadTitle', left(t.title, 200))), r.text
		from reply r
		join "case" c on c.region_id = r.region_id and c.id = r.case_id
		join message m on m.region_id = r.region_id and m.id = r.message_id
		join thread t on t.region_id = m.region_id and t.id = m.thread_id
		${privately}
		where r.region_id = ${regionId} and r.status = 'approved' and c.page_id = ${pageId}
			and (r.publish_after is null or r.publish_after <= now())
			and not exists (select 1 from publication p where p.region_id = r.region_id and p.reply_id = r.id)
		order by r.approved_at, r.id
		on conflict (region_id, reply_id) do nothing`.execute(tx);
}

/** The orders of a page that nobody works on are a person's from now on. */
export async function leaveToPerson(tx: Tx, regionId: number, pageId: number): Promise<void> {
	await tx
		.updateTable("publication")
		.set({ by_person: true, error_class: null, error_code: null, error_text: null, advice: null })
		.where("region_id", "=", regionId)
		.where("page_id", "=", pageId)
		.where("state", "=", "queued")
		.where("by_person", "=", false)
		.execute();
}

/** Seconds a claim lasts: the network call takes at most 15, and each photo as long again. */
const leaseSeconds = 30;
const leaseSecondsOfPhoto = 20;

export async function claimPublication(tx: Tx, regionId: number, id: number, photos: number): Promise<void> {
	await tx
		.updateTable("publication")
		.set({
			state: "claimed",
			attempts: sql`attempts + 1`,
			claimed_at: sql`now()`,
			first_called_at: sql`coalesce(first_called_at, now())`,
			lease_until: sql`now() + make_interval(secs => ${leaseSeconds + photos * leaseSecondsOfPhoto})`,
		})
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}

export type StateChange = {
	state: "queued" | "sent" | "failed" | "unknown";
	external_id?: string;
	sent_at?: Date;
	error_class?: string | null;
	error_code?: string | null;
	error_text?: string | null;
	advice?: string | null;
	seen_text?: string;
	seen_at?: Date;
};

/**
 * Moves a publication on, if it is still in one of the states `from`.
 * @returns false when somebody else has settled it meanwhile
 */
export async function movePublication(
	tx: Tx,
	regionId: number,
	id: number,
	from: string[],
	change: StateChange,
): Promise<boolean> {
	const result = await tx
		.updateTable("publication")
		.set({ ...change, lease_until: null })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("state", "in", from)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

/** What the network shows of a sent answer. */
export async function noteSeen(tx: Tx, regionId: number, id: number, text: string): Promise<void> {
	await tx
		.updateTable("publication")
		.set({ seen_text: text, seen_at: sql`now()` })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}
