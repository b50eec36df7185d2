import { randomBytes } from "node:crypto";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { openSecrets, sealSecrets } from "./page-secrets.ts";
import { hasAgency, hasTerritory, hasThreads, findConnected, lockPage } from "./reads-pages.ts";
import type { PageKind } from "./reads.ts";
import { restartTurns } from "./turns.ts";
import { insertPage, updatePage } from "./writes.ts";

export type PageOrder = {
	channel: string;
	externalId: string;
	name: string;
	url: string | null;
	agencyId: number;
	territoryCode: string | null;
	/** of a page that exists: as it was, unless said */
	kind?: PageKind | undefined;
	/** switches to set; those not named keep their value */
	settings: Record<string, unknown>;
	/** keys to set; those not named keep their value, an empty one is removed */
	secrets: Record<string, string>;
};

const namesAddress = /url$|host$|port$|server$|endpoint$/i;

/** Whether settings name another address than before: keys were given for one, and go to no other by themselves. */
export function isMoved(before: Record<string, unknown>, after: Record<string, unknown>): boolean {
	const names = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => namesAddress.test(name)));
	return [...names].some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** 24 random bytes: the part of a webhook address that nobody can guess. */
export const newWebhookKey = (): string => randomBytes(24).toString("base64url");

/**
 * Connects a page or changes one.
 * @param pageId null for a new page
 * @returns the page's id
 * @throws DomainError forbidden, page-unknown, agency-unknown; invalid-request with `fields` for a page of the network that is
 * already connected, an unknown territory, and for another channel or network id once residents have written
 */
export async function savePage(
	db: Db,
	caller: Caller,
	secretKey: Buffer,
	pageId: number | null,
	order: PageOrder,
): Promise<number> {
	requirePermission(caller, "page.manage");
	return db.transaction().execute(async (tx) => {
		const existing = pageId === null ? null : await lockPage(tx, caller.regionId, pageId);
		if (pageId !== null && !existing) throw new DomainError("page-unknown", { pageId });
		await checkOrder(tx, caller.regionId, order, existing);
		const settings = { ...(existing?.settings as Record<string, unknown> | undefined), ...order.settings };
		const mayKeep = existing && !isMoved(existing.settings as Record<string, unknown>, settings);
		const before = existing?.secrets && mayKeep ? openOrForget(secretKey, existing.secrets) : {};
		const secrets = Object.fromEntries(
			Object.entries({ ...before, ...order.secrets }).filter(([, value]) => value !== ""),
		);
		const columns = {
			channel: order.channel,
			external_id: order.externalId,
			name: order.name,
			url: order.url,
			agency_id: order.agencyId,
			territory_code: order.territoryCode,
			...(order.kind && { kind: order.kind }),
			settings: JSON.stringify(settings),
			secrets: sealSecrets(secretKey, secrets),
		};
		const id = existing
			? existing.id
			: await insertPage(tx, { ...columns, region_id: caller.regionId, webhook_key: newWebhookKey() });
		if (id === null) throw refused("externalId", "already-connected");
		if (existing) await updatePage(tx, caller.regionId, id, columns).catch(refuseTaken);
		if (existing) await restartTurns(tx, { regionId: caller.regionId, pageId: id }, new Date());
		const keysSet = Object.keys(order.secrets);
		await recordAudit(tx, caller, existing ? "page-changed" : "page-connected", {
			pageId: id,
			name: order.name,
			keysSet,
		});
		return id;
	});
}

async function checkOrder(
	tx: Tx,
	regionId: number,
	order: PageOrder,
	existing: { id: number; channel: string; external_id: string } | null,
): Promise<void> {
	if (!(await hasAgency(tx, regionId, order.agencyId)))
		throw new DomainError("agency-unknown", { agencyId: order.agencyId });
	if (order.territoryCode !== null && !(await hasTerritory(tx, regionId, order.territoryCode)))
		throw refused("territoryCode", "unknown");
	const connected = await findConnected(tx, regionId, order.channel, order.externalId);
	if (connected !== null && connected !== existing?.id) throw refused("externalId", "already-connected");
	// threads and cases carry the network's own ids
	const isOtherPage = existing && (existing.channel !== order.channel || existing.external_id !== order.externalId);
	if (isOtherPage && (await hasThreads(tx, regionId, existing.id))) throw refused("externalId", "in-use");
}

/** A name in a public address is taken by a page of another region, which `isConnected` does not see. */
function refuseTaken(error: unknown): never {
	throw (error as { code?: string }).code === "23505" ? refused("externalId", "already-connected") : error;
}

const refused = (path: string, message: string) => new DomainError("invalid-request", { fields: [{ path, message }] });

function openOrForget(secretKey: Buffer, sealed: Buffer): Record<string, string> {
	try {
		return openSecrets(secretKey, sealed);
	} catch {
		// sealed with another secret key: entering the keys anew is the way out
		return {};
	}
}
