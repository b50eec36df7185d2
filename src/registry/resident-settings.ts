import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { updateResidentSettings } from "./writes-resident.ts";

/** What a region has settled of promises and of the resident's say; see the columns of `region`. */
export type ResidentSettings = {
	promiseDays: number;
	sayLink: "off" | "offered" | "always";
	sayLinkInComments: boolean;
	sayDays: number;
};

export async function readResidentSettings(db: Db, regionId: number): Promise<ResidentSettings> {
	const row = await db
		.selectFrom("region")
		.select(["promise_days", "say_link", "say_link_in_comments", "say_days"])
		.where("id", "=", regionId)
		.executeTakeFirstOrThrow();
	return {
		promiseDays: row.promise_days,
		sayLink: row.say_link as ResidentSettings["sayLink"],
		sayLinkInComments: row.say_link_in_comments,
		sayDays: row.say_days,
	};
}

/** @throws DomainError forbidden */
export async function setResidentSettings(db: Db, caller: Caller, settings: ResidentSettings): Promise<void> {
	requirePermission(caller, "sla.manage");
	await db.transaction().execute(async (tx) => {
		await updateResidentSettings(tx, caller.regionId, settings);
		await recordAudit(tx, caller, "resident-settings-set", settings);
	});
}
