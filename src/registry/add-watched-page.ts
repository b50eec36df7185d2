import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { openSecrets, sealSecrets } from "./page-secrets.ts";
import { hasAgency } from "./reads-pages.ts";
import { newWebhookKey } from "./save-page.ts";
import { insertPage } from "./writes.ts";

/** The key by which a network lets an application read what is public. */
const serviceKey = "serviceToken";

export type ServiceAccess = { agencyId: number; apiUrl: unknown; serviceToken: string };

/** A service key of any active page of this network in the region: one is enough to read communities of others. */
export async function findServiceAccess(
	db: Db,
	regionId: number,
	channel: string,
	secretKey: Buffer,
): Promise<ServiceAccess | null> {
	const rows = await db
		.selectFrom("page")
		.select(["agency_id", "settings", "secrets"])
		.where("region_id", "=", regionId)
		.where("channel", "=", channel)
		.where("status", "=", "active")
		.where("secrets", "is not", null)
		.orderBy("id")
		.execute();
	for (const { agency_id: agencyId, settings, secrets } of rows) {
		const key = secrets ? readKey(secretKey, secrets) : null;
		if (key) return { agencyId, apiUrl: (settings as Record<string, unknown>).apiUrl, serviceToken: key };
	}
	return null;
}

function readKey(secretKey: Buffer, sealed: Buffer): string | null {
	try {
		return openSecrets(secretKey, sealed)[serviceKey] ?? null;
	} catch {
		// sealed with another secret key: of no use
		return null;
	}
}

export type WatchedPage = {
	channel: string;
	externalId: string;
	name: string;
	url: string | null;
	agencyId: number;
	settings: Record<string, unknown>;
	secrets: Record<string, string>;
	/** false: only links that people paste are read there */
	isPolled: boolean;
};

/**
 * Adds somebody else's community. The caller's right was checked.
 * @returns its id; null when the region has a page for it already
 * @throws DomainError agency-unknown
 */
export async function addWatchedPage(
	db: Db,
	caller: Caller,
	secretKey: Buffer,
	page: WatchedPage,
): Promise<number | null> {
	return db.transaction().execute(async (tx) => {
		if (!(await hasAgency(tx, caller.regionId, page.agencyId)))
			throw new DomainError("agency-unknown", { agencyId: page.agencyId });
		const id = await insertPage(tx, {
			region_id: caller.regionId,
			kind: "watched",
			channel: page.channel,
			external_id: page.externalId,
			name: page.name,
			url: page.url,
			agency_id: page.agencyId,
			webhook_key: newWebhookKey(),
			settings: JSON.stringify(page.settings),
			secrets: sealSecrets(secretKey, page.secrets),
			status: page.isPolled ? "active" : "stopped",
			status_reason: page.isPolled ? null : "links-only",
		});
		if (id !== null) await recordAudit(tx, caller, "page-watched", { pageId: id, name: page.name });
		return id;
	});
}
