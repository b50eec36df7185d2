import type { Db } from "../db/database.ts";
import type { Caller } from "./permissions.ts";
import { recordAudit } from "./record-audit.ts";
import { updateNoticeSettings } from "./writes.ts";

/** Minutes of the local day between which nothing is sent, over midnight where `from` is later. */
export type QuietHours = { from: number; to: number };

/** Where a member of staff gets notices besides the screen; null: nowhere. */
export type NoticeSettings = {
	channel: string | null;
	address: string | null;
	language: "ru" | "en";
	/** null: never quiet */
	quiet: QuietHours | null;
};

export async function readNoticeSettings(db: Db, caller: Caller): Promise<NoticeSettings> {
	const row = await db
		.selectFrom("staff")
		.select(["notice_channel as channel", "notice_address as address", "notice_language as language"])
		.select(["quiet_from", "quiet_to"])
		.where("region_id", "=", caller.regionId)
		.where("id", "=", caller.staffId)
		.executeTakeFirstOrThrow();
	const { quiet_from: from, quiet_to: to, ...where } = row;
	const quiet = from === null || to === null ? null : { from, to };
	return { ...where, language: where.language as NoticeSettings["language"], quiet };
}

/** A person says where their own notices go; quiet hours that are not named stay as they are. */
export async function saveNoticeSettings(
	db: Db,
	caller: Caller,
	settings: Omit<NoticeSettings, "quiet"> & { quiet?: QuietHours | null | undefined },
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await updateNoticeSettings(tx, caller.regionId, caller.staffId, settings);
		await recordAudit(tx, caller, "notice-settings-changed", { channel: settings.channel });
	});
}
