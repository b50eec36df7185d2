import { sql } from "kysely";
import type { Advice, Attachment } from "../channels/channel.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { PromiseGiven, PromiseState, ReplyKind } from "../domain/promise.ts";
import type { FileReason } from "../files/reasons.ts";
import type { Registry } from "../registry/reads.ts";
import { isSameText } from "../text/is-same-text.ts";

/** What became of a resident's file. */
export type AttachedFile = {
	number: number;
	state: "waiting" | "kept" | "refused" | "gone";
	reason: FileReason | null;
	width: number | null;
	height: number | null;
};
type ReplyPromise = PromiseGiven & { id: number; askedOn: string | null; state: PromiseState };
export type ReplyPhoto = { id: string; width: number; height: number; made: "edited" | "pair" | null };

/** Whether a photo of a reply was made of another one, or of two. */
const madeOf = (photo: string) => sql`(select case count(*) when 1 then 'edited' when 2 then 'pair' end
	from reply_photo_source s where s.region_id = ${sql.ref(`${photo}.region_id`)}
		and s.reply_id = ${sql.ref(`${photo}.reply_id`)} and s.sha256 = ${sql.ref(`${photo}.sha256`)})`;

type MessageRow = {
	id: number;
	direction: "in" | "out";
	author_key: string;
	author_name: string | null;
	contact: string | null;
	text: string;
	attachments: Attachment[];
	sent_at: Date;
	edited_at: Date | null;
	deleted_at: Date | null;
	url: string | null;
	is_ours: boolean;
	files: (AttachedFile & { position: number })[] | null;
	photos: ReplyPhoto[] | null;
	earlier: { replacedAt: string; text: string }[] | null;
};

/** The messages of a case in their order: the resident's, and what the page said to them. */
export async function readMessages(db: Db, registry: Registry, regionId: number, pageId: number, caseId: number) {
	const own = `page:${registry.pages.get(pageId)?.externalId ?? ""}`;
	const result = await sql<MessageRow>`
		select m.id, m.direction, m.author_key, m.author_name, m.text, m.attachments, m.sent_at, m.edited_at, m.deleted_at,
			m.url, m.contact,
			exists (select 1 from publication p where p.region_id = m.region_id and p.page_id = m.page_id
				and p.external_id = m.external_id) as is_ours,
			(select json_agg(json_build_object('position', f.position, 'number', f.number, 'state', f.state,
					'reason', case when f.state in ('refused', 'gone') then f.reason end, 'width', k.width, 'height', k.height))
				from message_file f left join file k on k.region_id = f.region_id and k.sha256 = f.sha256
				where f.region_id = m.region_id and f.message_id = m.id and f.position is not null) as files,
			(select json_agg(json_build_object('id', k.sha256, 'width', k.width, 'height', k.height,
					'made', ${madeOf("r")}) order by r.position, r.sha256)
				from publication p
				join reply_photo r on r.region_id = p.region_id and r.reply_id = p.reply_id
				join file k on k.region_id = r.region_id and k.sha256 = r.sha256
				where p.region_id = m.region_id and p.page_id = m.page_id and p.external_id = m.external_id) as photos,
			(select json_agg(json_build_object('replacedAt', v.replaced_at, 'text', v.text) order by v.replaced_at)
				from message_version v where v.region_id = m.region_id and v.message_id = m.id) as earlier
		from message m
		where m.region_id = ${regionId} and m.case_id = ${caseId}
		order by m.sent_at, m.id`.execute(db);
	return result.rows.map((row) => ({
		id: row.id,
		direction: row.direction,
		author: authorOf(row, own),
		authorName: row.author_name,
		contact: row.contact,
		text: row.text,
		attachments: row.photos === null ? withFiles(row) : withFiles(row).filter(({ kind }) => kind !== "photo"),
		photos: row.photos ?? [],
		sentAt: row.sent_at.toISOString(),
		editedAt: row.edited_at?.toISOString() ?? null,
		deletedAt: row.deleted_at?.toISOString() ?? null,
		url: row.url,
		isOutside: row.direction === "out" && !row.is_ours,
		earlier: (row.earlier ?? []).map((one) => ({ ...one, replacedAt: new Date(one.replacedAt).toISOString() })),
	}));
}

/** Each attachment with what became of its file. */
function withFiles({ attachments, files }: MessageRow): (Attachment & { file?: AttachedFile })[] {
	const byPosition = new Map((files ?? []).map(({ position, ...file }) => [position, file]));
	return attachments.map((attachment, position) => {
		const file = byPosition.get(position);
		return file ? { ...attachment, file } : attachment;
	});
}

function authorOf(row: MessageRow, own: string): "resident" | "page" | "other-page" {
	if (row.direction === "out" || row.author_key === own) return "page";
	return row.author_key.startsWith("page:") ? "other-page" : "resident";
}

/** What an event says; of a correction both texts, from where they are kept and may be taken away. */
const correctionsIn = sql<unknown>`case when jsonb_typeof(e.data->'correctionId') = 'number' then e.data || coalesce((
	select jsonb_build_object('before', k.before, 'text', k.text) from correction k
	where k.region_id = e.region_id and k.id = (e.data->>'correctionId')::bigint), '{}') else e.data end`;

/** The history of a case as it was appended. @param hidden types of events that this reader does not hear of */
export async function readHistory(db: Db, regionId: number, caseId: number, hidden: readonly string[]) {
	const rows = await db
		.selectFrom("case_event as e")
		.leftJoin("staff as s", (join) => join.onRef("s.region_id", "=", "e.region_id").onRef("s.id", "=", "e.actor_id"))
		.select(["e.id", "e.at", "e.type", "e.actor_kind", "s.name"])
		.select(correctionsIn.as("data"))
		.where("e.region_id", "=", regionId)
		.where("e.case_id", "=", caseId)
		.where((where) => where.not(where("e.type", "=", where.fn.any(where.val(hidden)))))
		.orderBy("e.id")
		.execute();
	return rows.map((row) => ({
		id: row.id,
		at: row.at.toISOString(),
		type: row.type,
		actor: { kind: row.actor_kind as "system" | "staff" | "resident", name: row.name },
		data: row.data as Record<string, unknown>,
	}));
}

/** Every reply of a case, the latest first, with its photos and how its publishing stands. */
export async function readReplies(db: Db, { regionId, staffId }: Caller, caseId: number) {
	const rows = await selectReplies(db, regionId, caseId);
	return rows.map((row) => ({
		id: row.id,
		text: row.text,
		kind: row.kind as ReplyKind,
		promise: row.promise,
		status: row.status as "draft" | "submitted" | "approved" | "published" | "failed",
		revision: row.revision,
		authorId: row.author_id,
		authorName: row.author_name,
		updatedAt: row.updated_at.toISOString(),
		approvedByName: row.approved_by_name,
		undo: undoOf(row, staffId),
		photos: row.photos ?? [],
		publication:
			row.publication_id === null
				? null
				: {
						id: row.publication_id,
						state: row.state as "queued" | "claimed" | "sent" | "failed" | "unknown",
						attempts: row.attempts ?? 0,
						sentAt: row.sent_at?.toISOString() ?? null,
						errorClass: row.error_class,
						errorText: row.error_text,
						advice: row.advice as Advice | null,
						byPerson: row.by_person ?? false,
						isSeen: row.seen_text === null ? null : isSameText(row.seen_text, row.published_text ?? ""),
					},
	}));
}

type Undoable = {
	status: string;
	approved_by: number | null;
	first_approved_by: number | null;
	held_ms: number | null;
	publication_id: number | null;
};

/** Whether this person's approval can still be taken back. */
function undoOf(row: Undoable, staffId: number): { leftMs: number | null } | null {
	if (row.status === "submitted") return row.first_approved_by === staffId ? { leftMs: null } : null;
	const isHeld = row.status === "approved" && row.publication_id === null && (row.held_ms ?? 0) > 0;
	return isHeld && row.approved_by === staffId ? { leftMs: row.held_ms } : null;
}

function selectReplies(db: Db, regionId: number, caseId: number) {
	return db
		.selectFrom("reply as r")
		.innerJoin("staff as a", (join) => join.onRef("a.region_id", "=", "r.region_id").onRef("a.id", "=", "r.author_id"))
		.leftJoin("staff as b", (join) => join.onRef("b.region_id", "=", "r.region_id").onRef("b.id", "=", "r.approved_by"))
		.leftJoin("publication as p", (join) =>
			join.onRef("p.region_id", "=", "r.region_id").onRef("p.reply_id", "=", "r.id"),
		)
		.select(["r.id", "r.text", "r.kind", "r.status", "r.revision", "r.author_id", "r.updated_at"])
		.select(["a.name as author_name", "b.name as approved_by_name"])
		.select(["r.approved_by", "r.first_approved_by"])
		.select(
			sql<number | null>`floor(extract(epoch from r.publish_after - clock_timestamp()) * 1000)::int`.as("held_ms"),
		)
		.select([
			"p.id as publication_id",
			"p.state",
			"p.attempts",
			"p.sent_at",
			"p.error_class",
			"p.error_text",
			"p.advice",
		])
		.select("p.by_person")
		.select(
			sql<ReplyPromise | null>`(select json_build_object('id', w.id, 'who', w.who, 'what', w.what, 'dueOn', w.due_on,
				'askedOn', w.asked_on, 'state', w.state)
				from promise w where w.region_id = r.region_id and w.reply_id = r.id)`.as("promise"),
		)
		.select(["p.seen_text", "p.text as published_text"])
		.select(
			sql<ReplyPhoto[] | null>`(select json_agg(json_build_object('id', k.sha256, 'width', k.width, 'height', k.height,
					'made', ${madeOf("h")}) order by h.position, h.sha256) from reply_photo h
				join file k on k.region_id = h.region_id and k.sha256 = h.sha256
				where h.region_id = r.region_id and h.reply_id = r.id)`.as("photos"),
		)
		.where("r.region_id", "=", regionId)
		.where("r.case_id", "=", caseId)
		.orderBy("r.id", "desc")
		.execute();
}
