import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import { takeCases } from "../cases/reads-erase.ts";
import { findCasesOfPerson } from "../cases/reads-person.ts";
import type { PersonClue } from "../cases/reads-person.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { removeFiles } from "../files/remove-files.ts";
import type { FileStore } from "../files/store.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { removeCases } from "./remove-cases.ts";
import { decideRequest, endRequest, insertRequest } from "./writes.ts";

/**
 * Writes down that a person asks for their data, or to have it removed, with the cases found by the clue; an erasure waits for
 * a second member of staff.
 * @throws DomainError forbidden, reason-missing without a ground, not-found when the clue leads to nothing
 */
export async function makeRequest(
	db: Db,
	caller: Caller,
	order: { kind: "export" | "erasure"; ground: string; clue: PersonClue },
): Promise<number> {
	requirePermission(caller, "personal.manage");
	const ground = order.ground.trim();
	if (ground === "") throw new DomainError("reason-missing");
	const caseIds = (await findCasesOfPerson(db, caller, order.clue)).map(({ id }) => id);
	if (caseIds.length === 0) throw new DomainError("not-found", {});
	return db.transaction().execute(async (tx) => {
		const { kind } = order;
		const made = { regionId: caller.regionId, kind, ground, caseIds, staffId: caller.staffId };
		const requestId = await insertRequest(tx, made);
		await recordAudit(tx, caller, "personal-request-made", { requestId, kind, cases: caseIds.length });
		return requestId;
	});
}

/**
 * A second person confirms or refuses an erasure; what is confirmed is done by a job.
 * @throws DomainError forbidden, not-found, second-person-needed, request-decided, reason-missing when it is refused without one
 */
export async function decideErasure(
	{ db, enqueue }: { db: Db; enqueue: Enqueue },
	caller: Caller,
	requestId: number,
	order: { isConfirmed: boolean; reason: string },
): Promise<void> {
	requirePermission(caller, "personal.manage");
	const reason = order.reason.trim();
	if (!order.isConfirmed && reason === "") throw new DomainError("reason-missing");
	await db.transaction().execute(async (tx) => {
		const request = await lockRequest(tx, caller.regionId, requestId);
		if (request.kind !== "erasure") throw new DomainError("request-decided", { kind: request.kind });
		if (request.asked_by === caller.staffId) throw new DomainError("second-person-needed");
		if (request.state !== "asked") throw new DomainError("request-decided", { state: request.state });
		const state = order.isConfirmed ? "confirmed" : "refused";
		await decideRequest(tx, caller.regionId, requestId, { state, staffId: caller.staffId, reason });
		await recordAudit(tx, caller, "personal-request-decided", { requestId, state });
		if (order.isConfirmed) await enqueue(tx, "erase-person", { regionId: caller.regionId, requestId });
	});
}

async function lockRequest(tx: Tx, regionId: number, requestId: number) {
	const row = await tx
		.selectFrom("personal_request")
		.select(["kind", "state", "asked_by", "case_ids"])
		.where("region_id", "=", regionId)
		.where("id", "=", requestId)
		.forUpdate()
		.executeTakeFirst();
	if (!row) throw new DomainError("not-found", { requestId });
	return row;
}

const atOnce = 100;

/** Does a confirmed erasure, batch by batch; what is gone already is passed over, so it may run twice. Held cases are named in the request. */
export async function erasePerson(
	parts: { db: Db; files: FileStore },
	{ regionId, requestId }: { regionId: number; requestId: number },
): Promise<void> {
	const request = await parts.db.transaction().execute((tx) => lockRequest(tx, regionId, requestId));
	if (request.state !== "confirmed") return;
	const held: number[] = [];
	for (let from = 0; from < request.case_ids.length; from += atOnce)
		await parts.db.transaction().execute(async (tx) => {
			const taken = await takeCases(tx, regionId, request.case_ids.slice(from, from + atOnce));
			await removeCases(tx, regionId, taken.free, { requestId });
			held.push(...taken.held);
		});
	await parts.db.transaction().execute((tx) => endRequest(tx, regionId, requestId, held));
	await removeFiles(parts);
}

/** Erasures that were confirmed and whose job was lost. */
export async function wakeErasures(db: Db, enqueue: Enqueue): Promise<void> {
	const rows = await db
		.selectFrom("personal_request")
		.select(["region_id", "id"])
		.where("state", "=", "confirmed")
		.where("kind", "=", "erasure")
		.limit(100)
		.execute();
	for (const row of rows) await enqueue(db, "erase-person", { regionId: row.region_id, requestId: row.id });
}

/** Requests of the region, the latest first. @throws DomainError forbidden */
export async function listRequests(db: Db, caller: Caller) {
	requirePermission(caller, "personal.manage");
	const rows = await db
		.selectFrom("personal_request")
		.selectAll()
		.where("region_id", "=", caller.regionId)
		.orderBy("id", "desc")
		.limit(200)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		kind: row.kind as "export" | "erasure",
		ground: row.ground,
		caseIds: row.case_ids,
		state: row.state as "asked" | "confirmed" | "refused" | "done",
		askedBy: row.asked_by,
		askedAt: row.asked_at.toISOString(),
		decidedBy: row.decided_by,
		reason: row.reason,
		doneAt: row.done_at?.toISOString() ?? null,
		heldIds: row.held_ids,
	}));
}
