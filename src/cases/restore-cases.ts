import type { Updateable } from "kysely";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Tx } from "../db/database.ts";
import type { Case } from "../db/tables.ts";
import type { CaseStatus } from "../domain/case.ts";
import type { Registry } from "../registry/reads.ts";
import { actorColumns, runClocks } from "./act-on-case.ts";
import { isSettled, takeOver } from "./plan-act.ts";
import type { PlannedAct } from "./plan-act.ts";
import type { LockedCase } from "./reads.ts";
import { besidesOf } from "./reads-family.ts";
import { reclockCase } from "./run-clocks.ts";
import { appendEvents } from "./writes.ts";
import type { NewEvent } from "./writes.ts";
import { updateCases } from "./writes-many.ts";

/** What an action over many cases changed, as it was before. */
export type Former = Partial<
	Pick<
		Updateable<Case>,
		"agency_id" | "agency_by" | "assignee_id" | "topic_code" | "topic_by" | "parent_id" | "outcome"
	> &
		Pick<LockedCase, "priority" | "priority_by"> & { closed_at: string | null }
> & { status: CaseStatus };

/**
 * Takes an action back, as if it had not been: the one change of a status outside the table, for a few minutes, of what nobody
 * has touched since. The clocks go on as they would have.
 * @param cases locked by this transaction, each with what is brought back
 * @param data goes into the history
 */
export async function restoreCases(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	cases: readonly { locked: LockedCase; former: Former }[],
	data: Record<string, unknown>,
): Promise<void> {
	requirePermission(caller, "case.triage");
	const reopened = cases.filter(({ locked, former }) => isSettled(locked.status) && !isSettled(former.status));
	const besides = await besidesOf(
		tx,
		reopened.map(({ locked }) => locked),
	);
	const planned: { locked: LockedCase; act: PlannedAct }[] = [];
	for (const { locked, former } of cases) {
		const act = planRestoring(caller, locked, former, data);
		if (besides.has(locked.id)) act.change.split_of = besides.get(locked.id);
		// an answer that stood before is counted already
		if (locked.status !== act.to && act.to !== "answered") await runClocks(tx, registry, locked, act);
		planned.push({ locked, act });
	}
	const changes = planned.map(({ locked, act }) => ({ id: locked.id, change: act.change }));
	await updateCases(tx, registry.region.id, changes);
	for (const { locked, act } of planned) {
		const { topic_code, priority, priority_by } = { ...locked, ...act.change };
		takeOver(locked, act.to, act.change);
		Object.assign(locked, { topic_code, priority, priority_by });
		if (!isSettled(act.to)) await reclockCase(tx, registry, locked);
	}
	await appendEvents(
		tx,
		planned.map(({ act }) => act.event),
	);
}

function planRestoring(
	caller: Caller,
	locked: LockedCase,
	{ closed_at: closedAt, ...former }: Former,
	data: Record<string, unknown>,
): PlannedAct {
	const change: Updateable<Case> = { ...former };
	if (closedAt !== undefined) change.closed_at = closedAt === null ? null : new Date(closedAt);
	const event: NewEvent = {
		region_id: locked.region_id,
		case_id: locked.id,
		agency_id: former.agency_id ?? locked.agency_id,
		type: "bulkUndone",
		...actorColumns(caller),
		data: { from: locked.status, to: former.status, ...data },
	};
	return { action: "restore", at: new Date(), to: former.status, change, event };
}
