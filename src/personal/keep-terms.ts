import { forgetContacts, forgetViews } from "../cases/erase-cases.ts";
import { takeOldCases } from "../cases/reads-erase.ts";
import type { Db } from "../db/database.ts";
import { removeFiles } from "../files/remove-files.ts";
import type { FileStore } from "../files/store.ts";
import { forgetOldBodies } from "../ingest/forget-bodies.ts";
import { listRules, monthsBefore } from "./reads.ts";
import type { Rule } from "./reads.ts";
import { removeCases } from "./remove-cases.ts";
import { insertRemoval, noteDoneTo } from "./writes.ts";

/** Rows that one transaction removes. */
const batch = { case: 200, contact: 500, delivery: 1_000, view: 5_000 };
/** So many batches of a kind in one night; the next night goes on. */
const mostBatches = 2_000;

/**
 * Removes what has been kept long enough, by the rules of each region, batch by batch. May run twice at once: a batch belongs to
 * one transaction. Open cases and formal appeals are never touched.
 */
export async function keepTerms(parts: { db: Db; files: FileStore }, now: Date): Promise<void> {
	for (const rule of await listRules(parts.db)) {
		let isMore = true;
		for (let count = 0; isMore && count < mostBatches; count++) isMore = await removeBatch(parts.db, rule, now);
	}
	await removeFiles(parts);
}

/** @returns whether there may be more */
async function removeBatch(db: Db, rule: Rule, now: Date): Promise<boolean> {
	const { regionId, kind, months } = rule;
	const before = monthsBefore(now, months);
	const limit = batch[kind];
	return db.transaction().execute(async (tx) => {
		const register = (caseIds: readonly number[], counts: Record<string, number>) =>
			insertRemoval(tx, { regionId, kind, months, caseIds, counts });
		if (kind === "case") {
			const ids = await takeOldCases(tx, regionId, before, limit);
			await removeCases(tx, regionId, ids, { months });
			return ids.length === limit;
		}
		if (kind === "contact") {
			const ids = await forgetContacts(tx, regionId, before, limit);
			if (ids.length > 0) await register(ids, { cases: ids.length });
			return ids.length === limit;
		}
		if (kind === "view") {
			const views = await forgetViews(tx, regionId, before, limit);
			if (views > 0) await register([], { views });
			return views === limit;
		}
		const { erased, last } = await forgetOldBodies(tx, regionId, { before, after: rule.doneTo, limit });
		if (last === null) return false;
		await noteDoneTo(tx, regionId, kind, last);
		rule.doneTo = last;
		if (erased > 0) await register([], { deliveries: erased });
		return true;
	});
}
