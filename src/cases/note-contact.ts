import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { hidePersonal } from "../text/hide-personal.ts";
import { openSecrets, sealSecrets } from "../registry/page-secrets.ts";
import { lockCase, requireSeen } from "./reads.ts";
import { tellHistory } from "./tell-history.ts";
import { insertContact } from "./writes-contact.ts";
import { addViews, minutesOf } from "./writes-view.ts";

export type ContactKind = "phone" | "meeting" | "direct";

/**
 * Writes down a contact with the resident outside the thread: by whom it was, when, and what was agreed.
 * @param order `reach`: a number or an address, kept sealed with the secret key
 * @throws DomainError not-found, forbidden, reason-missing, personal-number-in-text when what was agreed holds a number or an address
 */
export async function noteContact(
	{ db, secretKey }: { db: Db; secretKey: Buffer },
	caller: Caller,
	caseId: number,
	order: { kind: ContactKind; at: string; agreed: string; reach?: string | undefined },
): Promise<void> {
	requirePermission(caller, "case.work");
	requirePermission(caller, "personal.read");
	const agreed = order.agreed.trim();
	if (agreed === "") throw new DomainError("reason-missing");
	if (hidePersonal(agreed) !== agreed) throw new DomainError("personal-number-in-text");
	const reach = order.reach?.trim();
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		const sealed = reach ? sealSecrets(secretKey, { reach }) : null;
		const { kind } = order;
		const key = { region_id: caller.regionId, case_id: caseId, staff_id: caller.staffId };
		await insertContact(tx, { ...key, kind, at: new Date(order.at), agreed, sealed });
		await tellHistory(tx, caller, locked, "contactNoted", { kind });
	});
}

/** Contacts of a case, oldest first; how to reach the resident is not among it. @throws DomainError forbidden, not-found */
export async function listContacts(db: Db, caller: Caller, caseId: number) {
	requirePermission(caller, "personal.read");
	await requireSeen(db, caller, caseId);
	const rows = await db
		.selectFrom("case_contact")
		.select(["id", "kind", "at", "staff_id", "agreed"])
		.select((where) => where("sealed", "is not", null).as("has_reach"))
		.where("region_id", "=", caller.regionId)
		.where("case_id", "=", caseId)
		.orderBy("id")
		.execute();
	return rows.map((row) => ({
		id: row.id,
		kind: row.kind as ContactKind,
		at: row.at.toISOString(),
		staffId: row.staff_id,
		agreed: row.agreed,
		hasReach: Boolean(row.has_reach),
	}));
}

/**
 * The number or address of a contact; who opened it is written down before it is told.
 * @throws DomainError forbidden, not-found, page-keys-sealed when it was sealed with another secret key
 */
export async function openContact(
	{ db, secretKey }: { db: Db; secretKey: Buffer },
	caller: Caller,
	{ caseId, contactId }: { caseId: number; contactId: number },
	now: Date,
): Promise<string> {
	requirePermission(caller, "personal.read");
	await requireSeen(db, caller, caseId);
	const row = await db
		.selectFrom("case_contact")
		.select("sealed")
		.where("region_id", "=", caller.regionId)
		.where("case_id", "=", caseId)
		.where("id", "=", contactId)
		.executeTakeFirst();
	if (!row?.sealed) throw new DomainError("not-found", { contactId });
	const view = { regionId: caller.regionId, caseId, staffId: caller.staffId, at: minutesOf(now) };
	await addViews(db, [{ ...view, what: "contact", times: 1 }]);
	try {
		return openSecrets(secretKey, row.sealed).reach ?? "";
	} catch {
		throw new DomainError("page-keys-sealed");
	}
}
