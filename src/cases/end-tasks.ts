import type { Tx } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import type { Registry } from "../registry/reads.ts";
import type { LockedCase } from "./reads.ts";
import { endClocks } from "./run-clocks.ts";
import { cancelOpenTasks, revokeLinks } from "./writes-task.ts";

/** After a published answer the parts of others may still go on; a case that ends otherwise needs none of them. */
const endsTasks: readonly CaseStatus[] = ["closed", "rejected", "merged", "handedTo59fz"];

/** Open tasks of cases that have just come to such an end are cancelled with their clocks and links. */
export async function endTasksOf(
	tx: Tx,
	registry: Registry,
	acted: readonly { locked: LockedCase; to: CaseStatus }[],
	now: Date,
): Promise<void> {
	const ended = new Map(
		acted.flatMap(({ locked, to }) => (endsTasks.includes(to) ? [[locked.id, locked] as const] : [])),
	);
	for (const { id, case_id } of await cancelOpenTasks(tx, registry.region.id, [...ended.keys()], now)) {
		const locked = ended.get(case_id);
		if (locked) await endClocks(tx, registry, locked, ["task"], now, "cancelled", id);
		await revokeLinks(tx, registry.region.id, id, now);
	}
}
