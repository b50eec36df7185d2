import { sql } from "kysely";
import type { Insertable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { CaseMark } from "../db/tables.ts";

/** Every INSERT and UPDATE of case_mark: what a person last said of it stands. */
export async function putMark(tx: Tx, mark: Omit<Insertable<CaseMark>, "at">): Promise<void> {
	await tx
		.insertInto("case_mark")
		.values(mark)
		.onConflict((conflict) =>
			conflict
				.columns(["region_id", "case_id", "kind"])
				.doUpdateSet({ state: mark.state, staff_id: mark.staff_id, at: sql`now()` }),
		)
		.execute();
}

/** What was said of the mark of one case holds for another one of the same person. */
export async function copyMark(tx: Tx, regionId: number, fromId: number, toId: number): Promise<void> {
	await sql`insert into case_mark (region_id, case_id, kind, state, staff_id)
		select region_id, ${toId}, kind, state, staff_id from case_mark
		where region_id = ${regionId} and case_id = ${fromId} on conflict do nothing`.execute(tx);
}
