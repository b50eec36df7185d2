import { recordAudit } from "../access/record-audit.ts";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Channel } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { orderCheck } from "../registry/page-checks.ts";
import type { OpenPage } from "../registry/reads.ts";
import { longestCheckMs } from "../registry/standby.ts";

/**
 * A person has a page compared with its network. @returns the id of the comparison
 * @throws DomainError forbidden, page-not-able; invalid-request for a time that is empty, to come, or longer than 31 days
 */
export async function orderCheckByHand(
	db: Db,
	caller: Caller,
	channel: Channel,
	page: OpenPage,
	window: { from: Date; to: Date },
	now: Date,
): Promise<number> {
	requirePermission(caller, "page.manage");
	if (!channel.readWindow) throw new DomainError("page-not-able", { channel: page.channel });
	const from = window.from.getTime();
	const to = Math.min(window.to.getTime(), now.getTime());
	if (from >= to || to - from > longestCheckMs)
		throw new DomainError("invalid-request", { fields: [{ path: "from", message: "time" }] });
	return db.transaction().execute(async (tx) => {
		const key = { regionId: page.regionId, pageId: page.id };
		const order = { reason: "hand" as const, from: new Date(from), to: new Date(to), staffId: caller.staffId };
		const id = await orderCheck(tx, key, order, now);
		await recordAudit(tx, caller, "page-compared", { pageId: page.id, checkId: id });
		return id;
	});
}
