import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { HealthCode } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import type { PageKey } from "../registry/page-work.ts";
import type { DeskNoticeCode, DeskNoticeData } from "./desk-codes.ts";
import type { CaseNoticeCode, CaseNoticeData } from "./raise-case-notice.ts";

/**
 * Who answers for a page's connection: those who may manage pages, and the people of the page's own agency who see it.
 */
export async function findResponsible(tx: Tx, page: PageKey): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select s.id from staff s
		join page p on p.region_id = s.region_id and p.id = ${page.pageId}
		where s.region_id = ${page.regionId} and s.is_active and exists (
			select from staff_role sr join role r on r.region_id = sr.region_id and r.code = sr.role_code
			where sr.region_id = s.region_id and sr.staff_id = s.id
				and ('page.manage' = any(r.permissions) or ('page.read' = any(r.permissions) and s.agency_id = p.agency_id)))
		order by s.id`.execute(tx);
	return rows.map((row) => row.id);
}

type PageData = { state: "ok" | "warn" | "fail"; text: string };

/** Of notice `n`: what its view, endpoint or article is called now; null when there is none, or the caller may not know. */
function nameOf(caller: Caller) {
	const hooks = caller.permissions.has("integration.manage");
	return sql<string | null>`case
		when n.code in ('view-case', 'view-many') then (select v.name from saved_view v
			where v.region_id = n.region_id and v.id = (n.data->>'viewId')::int and v.deleted_at is null
				and (v.owner_id = n.staff_id or v.shared = 'region'
					or v.shared = 'agency' and v.agency_id = any (${[...caller.agencyIds]}::int[])))
		when n.code = 'webhook-off' and ${hooks} then (select e.name from webhook_endpoint e
			where e.region_id = n.region_id and e.id = (n.data->>'endpointId')::int)
		when n.code = 'article-overdue' then (select a.title from article a
			where a.region_id = n.region_id and a.id = (n.data->>'articleId')::int) end`;
}

/** The caller's own notices, newest first. */
export async function listNotices(db: Db, caller: Caller, query: { cursor?: string | undefined; limit: number }) {
	const before = Number(query.cursor) || Number.MAX_SAFE_INTEGER;
	const rows = await db
		.selectFrom("notice as n")
		.leftJoin("page as p", (join) => join.onRef("p.region_id", "=", "n.region_id").onRef("p.id", "=", "n.page_id"))
		.select(nameOf(caller).as("subject"))
		.select([
			"n.id",
			"n.kind",
			"n.page_id",
			"n.case_id",
			"n.code",
			"n.data",
			"n.is_urgent",
			"n.created_at",
			"n.read_at",
			"p.name",
		])
		.where("n.region_id", "=", caller.regionId)
		.where("n.staff_id", "=", caller.staffId)
		.where("n.id", "<", before)
		.orderBy("n.id", "desc")
		.limit(query.limit + 1)
		.execute();
	const items = rows.slice(0, query.limit).map(noticeOf);
	const { unread } = await db
		.selectFrom("notice")
		.select(sql<number>`count(*)::int`.as("unread"))
		.where("region_id", "=", caller.regionId)
		.where("staff_id", "=", caller.staffId)
		.where("read_at", "is", null)
		.executeTakeFirstOrThrow();
	return { items, unread, nextCursor: rows.length > query.limit ? String(items.at(-1)?.id) : null };
}

type NoticeRow = {
	id: number;
	kind: string;
	page_id: number | null;
	case_id: number | null;
	code: string;
	data: unknown;
	is_urgent: boolean;
	created_at: Date;
	read_at: Date | null;
	name: string | null;
	subject: string | null;
};

function noticeOf(row: NoticeRow) {
	const noticed = { id: row.id, createdAt: row.created_at.toISOString(), readAt: row.read_at?.toISOString() ?? null };
	if (row.kind === "desk")
		return {
			...noticed,
			kind: "desk" as const,
			code: row.code as DeskNoticeCode,
			name: row.subject,
			data: row.data as DeskNoticeData,
		};
	if (row.case_id === null)
		return {
			...noticed,
			kind: "page-health" as const,
			pageId: row.page_id ?? 0,
			pageName: row.name ?? "",
			code: row.code as HealthCode,
			...(row.data as PageData),
		};
	return {
		...noticed,
		kind: "case" as const,
		caseId: row.case_id,
		code: row.code as CaseNoticeCode,
		isUrgent: row.is_urgent,
		viewName: row.subject,
		data: row.data as CaseNoticeData,
	};
}
