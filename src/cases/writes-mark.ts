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
