import { sql } from "kysely";
import { changePerson, switchPersonOff } from "../access/manage-people.ts";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { findStaffCaller } from "../access/reads.ts";
import type { Db, Tx } from "../db/database.ts";
import { settledStatuses } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { lockCases } from "./reads.ts";
import { tellHistory } from "./tell-history.ts";
import { updateCase } from "./writes.ts";

/** What a person has in hand: cases they took, and cases they stay with until these are closed. */
export type OpenWork = { taken: number; owned: number };

/** Counts what somebody has in hand. */
export async function openWorkOf(db: Db | Tx, regionId: number, staffId: number): Promise<OpenWork> {
	const { rows } = await sql<OpenWork>`
		select count(*) filter (where c.assignee_id = ${staffId})::int as taken,
			count(*) filter (where c.owner_id = ${staffId})::int as owned
		from "case" c where ${isInHand(regionId, staffId)}`.execute(db);
	return rows[0]!;
}

const isInHand = (regionId: number, staffId: number) => sql<boolean>`c.region_id = ${regionId}
	and (c.assignee_id = ${staffId} or c.owner_id = ${staffId}) and c.status <> all (${[...settledStatuses]}::text[])`;

/**
 * Ends a person's work at the desk. What they had in hand goes to another one where that person may see it, and otherwise back to
 * everybody of its agency.
 * @returns how many cases another one has now, and how many nobody
 * @throws DomainError forbidden, not-found, person-is-self, rights-beyond-own, last-administrator, work-not-transferable
 */
export async function endPersonsWork(
	db: Db,
	caller: Caller,
	staffId: number,
	toId: number | null,
): Promise<{ handed: number; freed: number }> {
	return changePerson(db, caller, staffId, async (tx, before) => {
		const to = toId === null ? null : await successorOf(tx, caller, staffId, toId);
		const { rows } = await sql<{ id: number }>`
			select c.id from "case" c where ${isInHand(caller.regionId, staffId)} order by c.id`.execute(tx);
		const scope = to && caseScope(to);
		const ids = rows.map(({ id }) => id);
		const count = { handed: 0, freed: 0 };
		for (const locked of await lockCases(tx, caller.regionId, ids, null)) {
			const mayTake = to !== null && (scope === null || (scope?.includes(locked.agency_id ?? 0) ?? false));
			const next = mayTake ? to.staffId : null;
			const isTaken = locked.assignee_id === staffId;
			const isOwned = locked.owner_id === staffId;
			if (!isTaken && !isOwned) continue;
			await updateCase(tx, caller.regionId, locked.id, {
				...(isTaken && { assignee_id: next }),
				...(isOwned && { owner_id: next }),
			});
			await tellHistory(tx, caller, locked, "handedOn", { from: staffId, to: next });
			count[mayTake ? "handed" : "freed"]++;
		}
		await switchPersonOff(tx, caller, before);
		return count;
	});
}

async function successorOf(tx: Tx, caller: Caller, fromId: number, toId: number): Promise<Caller> {
	const to = toId === fromId ? null : await findStaffCaller(tx, caller.regionId, toId);
	if (!to?.permissions.has("case.work")) throw new DomainError("work-not-transferable", { staffId: toId });
	return to;
}
