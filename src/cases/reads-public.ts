import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";

/** A door of the desk's own: what follows is read for residents and their programs, of this page and no other. */
export type Door = { regionId: number; id: number; channel: string };

export type PublicMessage = { id: number; direction: "in" | "out"; text: string; sentAt: Date; photos: number };

export type PublicThread = {
	caseId: number;
	status: CaseStatus;
	isOpen: boolean;
	agencyId: number | null;
	dueAt: Date;
	messages: PublicMessage[];
};

/** What a resident sees of their thread: the latest case and all that was said; null until the first message is read. */
export async function readPublicThread(db: Db, door: Door, threadKey: string): Promise<PublicThread | null> {
	const { rows } = await sql<{
		thread_id: number;
		id: number;
		status: CaseStatus;
		is_open: boolean;
		agency_id: number | null;
		due_at: Date;
	}>`
		select t.id as thread_id, c.id, c.status, c.is_open, c.agency_id, c.due_at
		from thread t join "case" c on c.region_id = t.region_id and c.thread_id = t.id
		where t.region_id = ${door.regionId} and t.page_id = ${door.id} and t.key = ${threadKey}
		order by c.id desc limit 1`.execute(db);
	const [row] = rows;
	if (!row) return null;
	const messages = await sql<PublicMessage>`
		select id, direction, text, sent_at as "sentAt",
			(select count(*)::int from jsonb_array_elements(attachments) a where a ->> 'kind' = 'photo') as photos
		from message
		where region_id = ${door.regionId} and thread_id = ${row.thread_id} and deleted_at is null
		order by sent_at, id limit 500`.execute(db);
	const { id: caseId, status, is_open: isOpen, agency_id: agencyId, due_at: dueAt } = row;
	return { caseId, status, isOpen, agencyId, dueAt, messages: messages.rows };
}

export type PublicRequest = {
	key: string;
	isOpen: boolean;
	topicCode: string | null;
	agencyId: number | null;
	/** what the resident wrote first */
	text: string;
	/** the latest published answer */
	answer: string | null;
	requestedAt: Date;
	updatedAt: Date;
	dueAt: Date;
	address: string | null;
	latitude: number | null;
	longitude: number | null;
};

export type RequestFilter = {
	keys: string[] | null;
	topicCodes: string[] | null;
	from: Date;
	to: Date;
	isOpen: boolean | null;
	limit: number;
	offset: number;
};

/** What came through a door, newest first; with `keys` only these, whatever the rest of the filter says. */
export async function listPublicRequests(db: Db, door: Door, filter: RequestFilter): Promise<PublicRequest[]> {
	const { keys, topicCodes, from, to, isOpen } = filter;
	const chosen = keys
		? sql`t.key = any(${keys})`
		: sql`c.registered_at between ${from} and ${to}
			and (${topicCodes}::text[] is null or c.topic_code = any(${topicCodes}))
			and (${isOpen}::boolean is null or c.is_open = ${isOpen})`;
	const { rows } = await sql<PublicRequest>`
		select t.key, c.is_open as "isOpen", c.topic_code as "topicCode", c.agency_id as "agencyId",
			coalesce(first.text, '') as text, answer.text as answer, c.registered_at as "requestedAt",
			greatest(c.registered_at, c.last_message_at, c.answered_at, c.closed_at) as "updatedAt", c.due_at as "dueAt",
			c.address, c.latitude, c.longitude
		from "case" c
		join thread t on t.region_id = c.region_id and t.id = c.thread_id
		left join message first on first.region_id = c.region_id and first.page_id = c.page_id
			and first.external_id = t.key and first.deleted_at is null
		left join lateral (
			select m.text from message m where m.region_id = c.region_id and m.thread_id = c.thread_id
				and m.direction = 'out' and m.deleted_at is null
			order by m.sent_at desc, m.id desc limit 1
		) answer on true
		where c.region_id = ${door.regionId} and c.page_id = ${door.id} and c.channel = ${door.channel} and ${chosen}
			and not exists (select from "case" later
				where later.region_id = c.region_id and later.thread_id = c.thread_id and later.id > c.id)
		order by c.registered_at desc, c.id desc limit ${filter.limit} offset ${filter.offset}`.execute(db);
	return rows;
}

export type PublicAnswer = { id: number; key: string; text: string; at: Date; isOpen: boolean };

/** Answers published through a door within a time, oldest first. */
export async function listPublicAnswers(
	db: Db,
	door: Door,
	filter: { from: Date; to: Date; keys: string[] | null; limit: number; offset: number },
): Promise<PublicAnswer[]> {
	const { rows } = await sql<PublicAnswer>`
		select m.id, t.key, m.text, m.sent_at as at, c.is_open as "isOpen"
		from publication p
		join message m on m.region_id = p.region_id and m.page_id = p.page_id and m.external_id = p.external_id
		join thread t on t.region_id = m.region_id and t.id = m.thread_id
		join "case" c on c.region_id = p.region_id and c.id = p.case_id
		where p.region_id = ${door.regionId} and p.page_id = ${door.id} and m.deleted_at is null
			and m.sent_at between ${filter.from} and ${filter.to}
			and (${filter.keys}::text[] is null or t.key = any(${filter.keys}))
		order by m.sent_at, m.id limit ${filter.limit} offset ${filter.offset}`.execute(db);
	return rows;
}

/** Whether a message of this id came through the door already. */
export async function hasPublicMessage(db: Db, door: Door, externalId: string): Promise<boolean> {
	const row = await db
		.selectFrom("message")
		.select("id")
		.where("region_id", "=", door.regionId)
		.where("page_id", "=", door.id)
		.where("external_id", "=", externalId)
		.executeTakeFirst();
	return row !== undefined;
}
