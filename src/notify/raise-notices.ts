import { readStandIns } from "../access/reads-absence.ts";
import type { Tx } from "../db/database.ts";
import type { HealthChange, PageKey } from "../registry/page-work.ts";
import { findResponsible } from "./reads.ts";
import { insertNotices } from "./writes.ts";

/** Tells those who answer for a page what changed for the worse, and what that they heard of is well again. */
export async function raiseNotices(tx: Tx, page: PageKey, changes: readonly HealthChange[], now: Date): Promise<void> {
	if (changes.length === 0) return;
	const notices = changes.map(({ code, state, text }) => ({ pageId: page.pageId, code, data: { state, text } }));
	const standIn = await readStandIns(tx, page.regionId, now);
	const people = new Set((await findResponsible(tx, page)).map(standIn));
	await insertNotices(tx, page.regionId, [...people], notices, now);
}
