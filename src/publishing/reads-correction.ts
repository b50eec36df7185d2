import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { isOwned } from "../cases/reads.ts";
import type { Db, Tx } from "../db/database.ts";

export const correctionStates = [
	"proposed",
	"returned",
	"cancelled",
	"queued",
	"claimed",
	"sent",
	"failed",
	"unknown",
] as const;
export type CorrectionState = (typeof correctionStates)[number];

const columns = [
	"k.id",
	"k.region_id",
	"k.publication_id",
	"k.case_id",
	"k.page_id",
	"k.before",
	"k.text",
	"k.reason",
	"k.state",
	"k.request_key",
	"k.author_id",
	"k.attempts",
	"k.not_before",
	"k.lease_until",
	"k.sent_at",
	"k.created_at",
	"k.return_reason",
	"k.error_class",
	"k.error_text",
	"k.advice",
] as const;

const select = (db: Db | Tx, regionId: number) =>
	db.selectFrom("correction as k").select(columns).where("k.region_id", "=", regionId);

export type CorrectionRow = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

/** One correction, held until the transaction ends. */
export async function lockCorrection(tx: Tx, regionId: number, id: number): Promise<CorrectionRow | undefined> {
	return select(tx, regionId).where("k.id", "=", id).forUpdate().executeTakeFirst();
}

export async function findByRequestKey(tx: Tx, regionId: number, key: string): Promise<CorrectionRow | undefined> {
	return select(tx, regionId).where("k.request_key", "=", key).executeTakeFirst();
}

/** Whether an answer has a correction that is not settled. */
export async function hasLiveCorrection(tx: Tx, regionId: number, publicationId: number): Promise<boolean> {
	const row = await select(tx, regionId)
		.where("k.publication_id", "=", publicationId)
		.where("k.state", "in", ["proposed", "queued", "claimed", "unknown"])
		.executeTakeFirst();
	return row !== undefined;
}

/** Corrections of a case, or those in one state that the caller answers for, the oldest first. */
export async function listCorrections(
	db: Db,
	caller: Caller,
	query: { caseId: number } | { state: CorrectionState; cursor?: string | undefined; limit: number },
) {
	const base = db
		.selectFrom("correction as k")
		.innerJoin("case as c", (join) => join.onRef("c.region_id", "=", "k.region_id").onRef("c.id", "=", "k.case_id"))
		.innerJoin("staff as a", (join) => join.onRef("a.region_id", "=", "k.region_id").onRef("a.id", "=", "k.author_id"))
		.leftJoin("staff as b", (join) => join.onRef("b.region_id", "=", "k.region_id").onRef("b.id", "=", "k.approved_by"))
		.select(columns)
		.select(["a.name as author_name", "b.name as approved_by_name"])
		.where("k.region_id", "=", caller.regionId)
		.where(isOwned(caseScope(caller)))
		.orderBy("k.id");
	const isOne = "caseId" in query;
	const limit = isOne ? 200 : query.limit;
	const rows = await (isOne
		? base.where("k.case_id", "=", query.caseId)
		: base.where("k.state", "=", query.state).where("k.id", ">", Number(query.cursor ?? 0) || 0)
	)
		.limit(limit + 1)
		.execute();
	const items = rows.slice(0, limit).map((row) => ({
		id: row.id,
		caseId: row.case_id,
		publicationId: row.publication_id,
		before: row.before,
		text: row.text,
		reason: row.reason,
		state: row.state as CorrectionState,
		authorName: row.author_name,
		approvedByName: row.approved_by_name,
		returnReason: row.return_reason,
		errorClass: row.error_class,
		errorText: row.error_text,
		createdAt: row.created_at.toISOString(),
		sentAt: row.sent_at?.toISOString() ?? null,
	}));
	return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null };
}
