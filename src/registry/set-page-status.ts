import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { PageStatus } from "./reads.ts";
import { lockPage } from "./reads-pages.ts";
import { newWebhookKey } from "./save-page.ts";
import { restartTurns, wishTurns } from "./turns.ts";
import { updatePage, updatePageStatus } from "./writes.ts";

/**
 * The machine's finding about a page, e.g. that its key no longer works; sending stops unless it is `active`.
 * @returns false when the page already had this status
 */
export async function setPageStatus(
	tx: Db | Tx,
	page: { regionId: number; pageId: number; status: PageStatus; reason: string | null },
): Promise<boolean> {
	const isNews = await updatePageStatus(tx, page.regionId, page.pageId, page.status, page.reason);
	// a look tells the people responsible
	if (isNews) await wishTurns(tx, page, ["look"], new Date());
	return isNews;
}

/**
 * A person lets a page send again, at once.
 * @throws DomainError forbidden, page-unknown
 */
export async function resumePage(tx: Tx, caller: Caller, pageId: number): Promise<void> {
	requirePermission(caller, "page.manage");
	const page = await lockPage(tx, caller.regionId, pageId);
	if (!page) throw new DomainError("page-unknown", { pageId });
	await updatePageStatus(tx, caller.regionId, pageId, "active", null);
	await updatePage(tx, caller.regionId, pageId, { send_after: new Date(0), refused_count: 0 });
	await restartTurns(tx, { regionId: caller.regionId, pageId }, new Date());
	await recordAudit(tx, caller, "page-resumed", { pageId, from: page.status });
}

/**
 * A person stops a page: nothing goes out and nothing is read on our own initiative. What the network delivers is still taken.
 * @throws DomainError forbidden, page-unknown
 */
export async function stopPage(tx: Tx, caller: Caller, pageId: number): Promise<void> {
	requirePermission(caller, "page.manage");
	const page = await lockPage(tx, caller.regionId, pageId);
	if (!page) throw new DomainError("page-unknown", { pageId });
	await updatePageStatus(tx, caller.regionId, pageId, "stopped", null);
	await wishTurns(tx, { regionId: caller.regionId, pageId }, ["look"], new Date());
	await recordAudit(tx, caller, "page-stopped", { pageId, from: page.status });
}

/**
 * Gives a page another webhook address; the former one is dead at once.
 * @throws DomainError forbidden, page-unknown
 */
export async function renewWebhookKey(tx: Tx, caller: Caller, pageId: number): Promise<void> {
	requirePermission(caller, "page.manage");
	if (!(await lockPage(tx, caller.regionId, pageId))) throw new DomainError("page-unknown", { pageId });
	await updatePage(tx, caller.regionId, pageId, { webhook_key: newWebhookKey() });
	await wishTurns(tx, { regionId: caller.regionId, pageId }, ["look"], new Date());
	await recordAudit(tx, caller, "page-webhook-key-renewed", { pageId });
}

/** Holds a page's sending queue: nothing goes out before `until`. */
export async function holdPage(tx: Db | Tx, regionId: number, pageId: number, until: Date): Promise<void> {
	await updatePage(tx, regionId, pageId, { send_after: until });
}
