import { sql } from "kysely";
import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { actorColumns } from "./act-on-case.ts";
import type { Actor } from "./act-on-case.ts";
import { endPromiseClock } from "./promise-clock.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { findPromise } from "./reads-promise.ts";
import type { CasePromise } from "./reads-promise.ts";
import { updatePromise } from "./writes-promise.ts";
import { putPromisePhotos } from "./writes-promise-photo.ts";
import type { ShownPhoto } from "./writes-promise-photo.ts";
import { tellHistory } from "./tell-history.ts";

export type PromiseResult = { text: string; photos: readonly ShownPhoto[] };

/**
 * The executor shows what became of a promise: kept when shown in time, else broken all the same, with the result beside it.
 * The same result twice is one.
 * @throws DomainError not-found, also for a case of another agency, forbidden, promise-ended, case-evidence-missing where
 * the work can be seen and no photo shows it done, photo-unknown for a photo that is not of this case
 */
export async function showPromise(
	db: Db,
	registry: Registry,
	caller: Caller,
	promiseId: number,
	result: PromiseResult,
	now: Date,
): Promise<void> {
	requirePermission(caller, "case.work");
	const asked = await findPromise(db, caller.regionId, promiseId);
	if (!asked) throw new DomainError("not-found", {});
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, asked.case_id, caseScope(caller));
		const promise = await findPromise(tx, caller.regionId, promiseId);
		if (!promise) throw new DomainError("not-found", {});
		if (promise.result === result.text) return;
		if (promise.result !== null || (promise.state !== "open" && promise.state !== "broken"))
			throw new DomainError("promise-ended", { state: promise.state });
		await requirePhotos(tx, locked, result.photos);
		const isPhysical = registry.topics.get(locked.topic_code ?? "")?.isPhysical ?? false;
		if (isPhysical && !result.photos.some(({ moment }) => moment === "after"))
			throw new DomainError("case-evidence-missing", {});
		await endByResult(tx, registry, caller, locked, promise, result, now);
	});
}

/** Writes down the result of a promise under way or broken. @param actor who shows it */
export async function endByResult(
	tx: Tx,
	registry: Registry,
	actor: Actor,
	locked: LockedCase,
	promise: CasePromise,
	result: PromiseResult,
	now: Date,
): Promise<void> {
	const isLate = promise.state === "broken" || (promise.control_due_at !== null && now > promise.control_due_at);
	const key = {
		regionId: locked.region_id,
		id: promise.id,
		state: promise.state === "broken" ? "broken" : "open",
	} as const;
	const { actor_id } = actorColumns(actor);
	await updatePromise(tx, key, {
		state: isLate ? "broken" : "kept",
		result: result.text,
		...(promise.state === "open" && { ended_at: now, ended_by: actor_id }),
	});
	await putPromisePhotos(tx, locked.region_id, promise.id, result.photos);
	await endPromiseClock(tx, registry, locked, now, "met");
	await tellHistory(
		tx,
		actor,
		{ ...locked, agency_id: promise.agency_id },
		isLate ? "promiseShownLate" : "promiseKept",
		{ promiseId: promise.id, dueOn: promise.due_on },
	);
}

/** What shows the work done is a photo of ours; how it was before may be the resident's, too. @throws DomainError photo-unknown */
async function requirePhotos(tx: Tx, locked: LockedCase, photos: readonly ShownPhoto[]): Promise<void> {
	if (photos.length === 0) return;
	const { rows } = await sql<{ sha256: string; is_ours: boolean }>`
		select p.sha256, true as is_ours from reply r
			join reply_photo p on p.region_id = r.region_id and p.reply_id = r.id
			where r.region_id = ${locked.region_id} and r.case_id = ${locked.id}
		union select e.sha256, e.moment is distinct from 'before' from case_evidence e
			where e.region_id = ${locked.region_id} and e.case_id = ${locked.id}
		union select f.sha256, false from message m
			join message_file f on f.region_id = m.region_id and f.message_id = m.id and f.state = 'kept'
			where m.region_id = ${locked.region_id} and m.case_id = ${locked.id}`.execute(tx);
	const ours = new Set(rows.filter((row) => row.is_ours).map((row) => row.sha256));
	const all = new Set(rows.map((row) => row.sha256));
	for (const { id, moment } of photos)
		if (!(moment === "after" ? ours : all).has(id)) throw new DomainError("photo-unknown", { id });
}
