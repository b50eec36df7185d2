import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { noticeKinds } from "./notice-kinds.ts";
import type { NoticeKind } from "./notice-kinds.ts";
import { upsertChoice } from "./writes-choice.ts";

/** Where one kind of notices comes, as far as the way is set up at all. */
export type NoticeChoice = { kind: NoticeKind; byMessage: boolean; inBrowser: boolean };

/** Every kind in its order; a person who chose nothing gets everything. */
export async function readChoices(db: Db, { regionId, staffId }: Caller): Promise<NoticeChoice[]> {
	const rows = await db
		.selectFrom("notice_choice")
		.select(["kind", "by_message as byMessage", "in_browser as inBrowser"])
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.execute();
	const chosen = new Map(rows.map((row) => [row.kind, row]));
	return noticeKinds.map((kind) => ({ byMessage: true, inBrowser: true, ...chosen.get(kind), kind }));
}

/** A person says where a kind of their own notices comes; said again it changes nothing. */
export async function chooseNotices(db: Db, caller: Caller, choice: NoticeChoice): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await upsertChoice(tx, caller, choice);
		await recordAudit(tx, caller, "notice-choice-changed", choice);
	});
}
