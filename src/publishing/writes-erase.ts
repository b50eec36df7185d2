import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** What went out for cases and to whom; when it went, and that it did, stays. */
export async function erasePublications(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<void> {
	await sql`update publication set text = '', target = '{}', seen_text = null, error_text = null,
			external_id = case when external_id is null then null else 'removed:' || id end
		where region_id = ${regionId} and case_id = any (${caseIds}::bigint[])`.execute(tx);
}
