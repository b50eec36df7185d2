import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { DeskNoticeCode } from "./desk-codes.ts";
import type { CaseNoticeCode } from "./raise-case-notice.ts";

/** What a notice is about, as a person chooses it; the words stand in `web/locales/notice-kinds-*.ts`. */
export const noticeKinds = [
	"terms",
	"tasks",
	"disputes",
	"promises",
	"answers",
	"views",
	"connections",
	"articles",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

const kindOfCode: Record<CaseNoticeCode | DeskNoticeCode, NoticeKind> = {
	"term-half": "terms",
	"term-near": "terms",
	"term-over": "terms",
	"term-far-over": "terms",
	"life-danger": "terms",
	"task-given": "tasks",
	"task-done": "tasks",
	"task-refused": "tasks",
	"case-disputed": "disputes",
	"handover-offered": "disputes",
	"handover-ended": "disputes",
	"promise-due": "promises",
	"promise-moved": "promises",
	"promise-broken": "promises",
	"draft-taken": "answers",
	"resident-silent": "answers",
	"quality-returned": "answers",
	"view-case": "views",
	"view-many": "views",
	"webhook-off": "connections",
	"article-overdue": "articles",
};

/** Where notices go besides the screen of the desk, on which they always stand. */
export type NoticeWay = "message" | "browser";

/**
 * SQL over `n` (notice): whether its person wants it this way. What is urgent, a danger to life or a term long over, and what
 * comes to who is on duty, cannot be unwanted.
 */
export const isWanted = (way: NoticeWay): RawBuilder<boolean> => sql<boolean>`(n.is_urgent or not exists (
	select from notice_choice w where w.region_id = n.region_id and w.staff_id = n.staff_id
		and w.kind = case n.kind when 'page-health' then 'connections' else ${JSON.stringify(kindOfCode)}::jsonb ->> n.code end
		and not ${sql.ref(way === "message" ? "w.by_message" : "w.in_browser")}))`;
