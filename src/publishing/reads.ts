import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import { caseScope } from "../access/permissions.ts";
import type { Advice, PublishTarget } from "../channels/channel.ts";
import { isOwned } from "../cases/reads.ts";
import type { Db, Tx } from "../db/database.ts";
import type { ReplyKey } from "../cases/settle-reply.ts";

/** A publication somebody works on. */
export type Claimed = ReplyKey & {
	id: number;
	pageId: number;
	key: string;
	target: PublishTarget;
	text: string;
	state: "queued" | "claimed" | "sent" | "failed" | "unknown";
	attempts: number;
	firstCalledAt: Date | null;
	leaseUntil: Date | null;
	externalId: string | null;
	sentAt: Date | null;
	/** hashes of its photos, in their order */
	photos: string[];
	/** a person carries it out: the desk calls no network for it */
	byPerson: boolean;
};

const columns = [
	"id",
	"region_id",
	"reply_id",
	"case_id",
	"page_id",
	"key",
	"target",
	"text",
	"state",
	"attempts",
	"first_called_at",
	"lease_until",
	"external_id",
	"sent_at",
	"by_person",
] as const;

const selectPublications = (db: Db | Tx, regionId: number) =>
	db
		.selectFrom("publication")
		.select(columns)
		.select(
			sql<string[]>`array(select h.sha256 from reply_photo h
				where h.region_id = publication.region_id and h.reply_id = publication.reply_id order by h.position, h.sha256)`.as(
				"photos",
			),
		)
		.where("region_id", "=", regionId);

type Row = Awaited<ReturnType<ReturnType<typeof selectPublications>["executeTakeFirstOrThrow"]>>;

function toClaimed(row: Row): Claimed {
	return {
		id: row.id,
		regionId: row.region_id,
		replyId: row.reply_id,
		caseId: row.case_id,
		pageId: row.page_id,
		key: row.key,
		target: row.target as unknown as PublishTarget,
		text: row.text,
		state: row.state as Claimed["state"],
		attempts: row.attempts,
		firstCalledAt: row.first_called_at,
		leaseUntil: row.lease_until,
		externalId: row.external_id,
		sentAt: row.sent_at,
		photos: row.photos,
		byPerson: row.by_person,
	};
}

/** The oldest order of a page that is not settled; held until the transaction ends. */
export async function nextOfPage(tx: Tx, regionId: number, pageId: number): Promise<Claimed | null> {
	const row = await selectPublications(tx, regionId)
		.where("page_id", "=", pageId)
		.where("state", "in", ["queued", "claimed"])
		.where("by_person", "=", false)
		.orderBy("id")
		.limit(1)
		.forUpdate()
		.executeTakeFirst();
	return row ? toClaimed(row) : null;
}

export async function findPublication(db: Db | Tx, regionId: number, id: number): Promise<Claimed | null> {
	const row = await selectPublications(db, regionId).where("id", "=", id).executeTakeFirst();
	return row ? toClaimed(row) : null;
}

/** Publications of a case in one state, the earliest first. */
export async function findPublicationsOf(
	db: Db | Tx,
	regionId: number,
	caseId: number,
	state: Claimed["state"],
): Promise<Claimed[]> {
	const rows = await selectPublications(db, regionId)
		.where("case_id", "=", caseId)
		.where("state", "=", state)
		.orderBy("id")
		.execute();
	return rows.map(toClaimed);
}

/** The same, held until the transaction ends. */
export async function lockPublication(tx: Tx, regionId: number, id: number): Promise<Claimed | null> {
	const row = await selectPublications(tx, regionId).where("id", "=", id).forUpdate().executeTakeFirst();
	return row ? toClaimed(row) : null;
}

/** Orders of a page whose answer may be the one that the network just showed. */
export async function findUnconfirmed(tx: Tx, regionId: number, pageIds: number[]): Promise<Claimed[]> {
	const rows = await selectPublications(tx, regionId)
		.where("page_id", "in", pageIds)
		.where("state", "in", ["queued", "claimed", "unknown"])
		.where((where) => where.or([where("first_called_at", "is not", null), where("by_person", "=", true)]))
		.orderBy("id")
		.forUpdate()
		.execute();
	return rows.map(toClaimed);
}

/** Which of these messages of a page are answers that the desk has sent. */
export async function findSentByExternalId(
	tx: Tx,
	regionId: number,
	pageId: number,
	externalIds: string[],
): Promise<Claimed[]> {
	const rows = await selectPublications(tx, regionId)
		.where("page_id", "=", pageId)
		.where("external_id", "in", externalIds)
		.execute();
	return rows.map(toClaimed);
}

/** Publications in one state, oldest first, as the screen shows them. */
export async function listPublications(
	db: Db,
	caller: Caller,
	query: { state: Claimed["state"]; cursor?: string | undefined; limit: number },
) {
	const select = db
		.selectFrom("publication as p")
		.innerJoin("case as c", (join) => join.onRef("c.region_id", "=", "p.region_id").onRef("c.id", "=", "p.case_id"))
		.select([
			"p.id",
			"p.case_id",
			"p.page_id",
			"p.state",
			"p.text",
			"p.attempts",
			"p.error_class",
			"p.error_text",
			"p.advice",
		])
		.select("p.created_at")
		.where("p.region_id", "=", caller.regionId)
		.where("p.state", "=", query.state)
		.where("p.id", ">", Number(query.cursor ?? 0) || 0)
		.where(isOwned(caseScope(caller)))
		.orderBy("p.id")
		.limit(query.limit + 1);
	const rows = await select.execute();
	const items = rows.slice(0, query.limit).map((row) => ({
		id: row.id,
		caseId: row.case_id,
		pageId: row.page_id,
		state: row.state as Claimed["state"],
		text: row.text,
		attempts: row.attempts,
		errorClass: row.error_class,
		errorText: row.error_text,
		advice: row.advice as Advice | null,
		createdAt: row.created_at.toISOString(),
	}));
	return { items, nextCursor: rows.length > query.limit ? String(items.at(-1)?.id) : null };
}
