import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { deleteSubscription, upsertSubscription } from "./writes-push.ts";
import type { NewSubscription } from "./writes-push.ts";

/** A browser of the caller takes notices from now on; the address, checked by the caller of this, is not written to the audit. */
export async function subscribePush(db: Db, caller: Caller, given: NewSubscription): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await upsertSubscription(tx, caller, given);
		await recordAudit(tx, caller, "push-subscribed", { host: new URL(given.endpoint).host });
	});
}

/** It takes none; one that took none is no error. */
export async function unsubscribePush(db: Db, caller: Caller, endpoint: string): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await deleteSubscription(tx, caller, endpoint);
		await recordAudit(tx, caller, "push-unsubscribed", {});
	});
}
