import type { Db } from "../db/database.ts";
import type { Caller } from "./permissions.ts";
import { recordAudit } from "./record-audit.ts";
import { updateNoticeSettings } from "./writes.ts";

/** Where a member of staff gets notices besides the screen; null: nowhere. */
export type NoticeSettings = { channel: string | null; address: string | null; language: "ru" | "en" };

export async function readNoticeSettings(db: Db, caller: Caller): Promise<NoticeSettings> {
	const row = await db
		.selectFrom("staff")
		.select(["notice_channel as channel", "notice_address as address", "notice_language as language"])
		.where("region_id", "=", caller.regionId)
		.where("id", "=", caller.staffId)
		.executeTakeFirstOrThrow();
	return { ...row, language: row.language as NoticeSettings["language"] };
}

/** A person says where their own notices go. */
export async function saveNoticeSettings(db: Db, caller: Caller, settings: NoticeSettings): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await updateNoticeSettings(tx, caller.regionId, caller.staffId, settings);
		await recordAudit(tx, caller, "notice-settings-changed", { channel: settings.channel });
	});
}
