import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { requireOwnPassword } from "./own-account.ts";
import type { Caller } from "./permissions.ts";
import { recordAudit } from "./record-audit.ts";
import { beginAtProvider } from "./sign-in-by-provider.ts";
import type { ProviderParts } from "./sign-in-by-provider.ts";
import { deleteLink } from "./writes-providers.ts";

/**
 * Begins the linking of one's account with oneself at a provider.
 * @returns where the browser goes
 * @throws DomainError password-wrong, sign-in-throttled, not-found, provider-refused
 */
export async function beginLinking(
	parts: ProviderParts,
	caller: Caller,
	{ providerId, password, browser }: { providerId: number; password: string; browser: string },
): Promise<string> {
	// at a screen left open nobody else becomes the owner
	await requireOwnPassword(parts.db, caller, password);
	const { regionId, staffId } = caller;
	return beginAtProvider(parts, { providerId, browser, next: null, linkTo: { regionId, staffId } });
}

/** @throws DomainError not-found */
export async function removeOwnLink(db: Db, caller: Caller, providerId: number): Promise<void> {
	const { regionId, staffId } = caller;
	await db.transaction().execute(async (tx) => {
		if (!(await deleteLink(tx, { regionId, providerId, staffId }))) throw new DomainError("not-found", { providerId });
		await recordAudit(tx, caller, "sign-in-unlinked", { providerId, personId: staffId });
	});
}
