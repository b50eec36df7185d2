import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { isOwned } from "../cases/reads.ts";
import type { Db } from "../db/database.ts";

/**
 * Answers that wait for a person to carry them to the resident, the oldest first: what to say, to whom, where.
 * @throws DomainError forbidden
 */
export async function listByPerson(
	db: Db,
	caller: Caller,
	query: { pageId?: number | undefined; cursor?: string | undefined; limit: number },
) {
	requirePermission(caller, "publication.settle");
	let select = db
		.selectFrom("publication as p")
		.innerJoin("case as c", (join) => join.onRef("c.region_id", "=", "p.region_id").onRef("c.id", "=", "p.case_id"))
		.innerJoin("reply as r", (join) => join.onRef("r.region_id", "=", "p.region_id").onRef("r.id", "=", "p.reply_id"))
		.innerJoin("message as m", (join) =>
			join.onRef("m.region_id", "=", "r.region_id").onRef("m.id", "=", "r.message_id"),
		)
		.innerJoin("thread as t", (join) => join.onRef("t.region_id", "=", "m.region_id").onRef("t.id", "=", "m.thread_id"))
		.select(["p.id", "p.case_id", "p.page_id", "p.text", "p.created_at", "c.excerpt", "c.due_at"])
		.select(["m.external_id", "m.author_name", "m.contact", "m.url", "t.url as thread_url"])
		.where("p.region_id", "=", caller.regionId)
		.where("p.state", "=", "queued")
		.where("p.by_person", "=", true)
		.where("p.id", ">", Number(query.cursor ?? 0) || 0)
		.where(isOwned(caseScope(caller)))
		.orderBy("p.id")
		.limit(query.limit + 1);
	if (query.pageId !== undefined) select = select.where("p.page_id", "=", query.pageId);
	const rows = await select.execute();
	const items = rows.slice(0, query.limit).map((row) => ({
		id: row.id,
		caseId: row.case_id,
		pageId: row.page_id,
		text: row.text,
		question: row.excerpt,
		messageId: row.external_id,
		residentName: row.author_name,
		contact: row.contact,
		url: row.url ?? row.thread_url,
		createdAt: row.created_at.toISOString(),
		dueAt: row.due_at.toISOString(),
	}));
	return { items, nextCursor: rows.length > query.limit ? String(items.at(-1)?.id) : null };
}
