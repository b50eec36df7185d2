import { requireRegional } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { areOtherHours, findCalendar, hasTerritory, lockTree } from "./reads-agencies.ts";
import { isTimeZone } from "./time-zone.ts";
import { insertAgency, updateAgency } from "./writes-agencies.ts";

export type AgencyOrder = {
	name: string;
	shortName: string;
	/** IANA name */
	timeZone: string;
	/** null: the region's first calendar */
	calendarId: number | null;
	/** null: it stands under none */
	parentId: number | null;
	/** not given: as it was */
	kind?: string | undefined;
	/** not given: as it was; null: the whole region */
	territoryCode?: string | null | undefined;
};

/**
 * A new agency of the region. Who stands above whom says who sees whose cases: an agency's own people must not move it.
 * @returns its id
 * @throws DomainError forbidden, agency-code-taken, agency-unknown (the one above), calendar-unknown, time-zone-unknown, territory-unknown
 */
export async function addAgency(db: Db, caller: Caller, order: AgencyOrder & { code: string }): Promise<number> {
	requireRegional(caller, "staff.manage");
	return db.transaction().execute(async (tx) => {
		const tree = await lockTree(tx, caller.regionId);
		const row = await rowOf(tx, caller, tree, order);
		const id = await insertAgency(tx, { ...row, code: order.code });
		if (id === null) throw new DomainError("agency-code-taken", { code: order.code });
		await recordAudit(tx, caller, "agency-added", { agencyId: id, code: order.code, parentId: order.parentId });
		return id;
	});
}

/**
 * Changes an agency's names, hours or place under another; its code stays. Whoever works there sees by the new place from
 * the next request on.
 * @returns whether its hours are others now: `changeAgency` has its open cases clocked anew
 * @throws DomainError forbidden, not-found, agency-cycle, agency-unknown (the one above), calendar-unknown, time-zone-unknown, territory-unknown
 */
export async function saveAgency(
	tx: Tx,
	caller: Caller,
	agencyId: number,
	order: AgencyOrder,
): Promise<{ areHoursNew: boolean }> {
	requireRegional(caller, "staff.manage");
	const tree = await lockTree(tx, caller.regionId);
	if (!tree.has(agencyId)) throw new DomainError("not-found", { agencyId });
	if (isUnder(tree, order.parentId, agencyId))
		throw new DomainError("agency-cycle", { agencyId, parentId: order.parentId });
	const row = await rowOf(tx, caller, tree, order);
	const areHoursNew = await areOtherHours(tx, caller.regionId, agencyId, row);
	await updateAgency(tx, agencyId, row);
	await recordAudit(tx, caller, "agency-saved", { agencyId, ...order, fromParentId: tree.get(agencyId) ?? null });
	return { areHoursNew };
}

async function rowOf(tx: Tx, { regionId }: Caller, tree: Map<number, number | null>, order: AgencyOrder) {
	const { name, shortName, timeZone, parentId } = order;
	if (parentId !== null && !tree.has(parentId)) throw new DomainError("agency-unknown", { agencyId: parentId });
	if (!isTimeZone(timeZone)) throw new DomainError("time-zone-unknown", { timeZone });
	const { kind, territoryCode } = order;
	if (territoryCode && !(await hasTerritory(tx, regionId, territoryCode)))
		throw new DomainError("territory-unknown", { territoryCode });
	const calendarId = await findCalendar(tx, regionId, order.calendarId);
	if (calendarId === null) throw new DomainError("calendar-unknown", { calendarId: order.calendarId });
	return {
		region_id: regionId,
		name: name.trim(),
		short_name: shortName.trim(),
		time_zone: timeZone,
		calendar_id: calendarId,
		parent_id: parentId,
		...(kind !== undefined && { kind }),
		...(territoryCode !== undefined && { territory_code: territoryCode }),
	};
}

/** Whether `id` is `above` or stands somewhere under it. */
function isUnder(tree: Map<number, number | null>, id: number | null, above: number): boolean {
	for (let at = id; at !== null; at = tree.get(at) ?? null) if (at === above) return true;
	return false;
}
