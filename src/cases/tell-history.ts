import type { Tx } from "../db/database.ts";
import { actorColumns } from "./act-on-case.ts";
import type { Actor } from "./act-on-case.ts";
import type { LockedCase } from "./reads.ts";
import { appendEvents } from "./writes.ts";

/** Appends what happened to a case beside its status. @param data never words of residents: the history cannot forget */
export async function tellHistory(
	tx: Tx,
	actor: Actor,
	{ region_id, id, agency_id }: Pick<LockedCase, "region_id" | "id" | "agency_id">,
	type: string,
	data: Record<string, unknown> = {},
): Promise<void> {
	await appendEvents(tx, [{ region_id, case_id: id, agency_id, type, ...actorColumns(actor), data }]);
}
