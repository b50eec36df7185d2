import type { Tx } from "../db/database.ts";
import { controlAt } from "../domain/promise.ts";
import type { Registry } from "../registry/reads.ts";
import { calendarOf } from "./clock-case.ts";
import { flagInPlace, flagOnCase } from "./flag-systemic.ts";
import { endPromiseClock } from "./promise-clock.ts";
import { workShown } from "./reads-evidence.ts";
import { photosOf } from "./reads-photo.ts";
import type { LockedCase } from "./reads.ts";
import { draftPromise, openPromise, promiseBefore } from "./reads-promise.ts";
import type { CasePromise } from "./reads-promise.ts";
import { mostPhotos } from "./reply-limits.ts";
import { endByResult } from "./show-promise.ts";
import { tellOfPromise } from "./tell-of-promise.ts";
import { updatePromise } from "./writes-promise.ts";
import { tellHistory } from "./tell-history.ts";

type Published = { id: number; kind: string; text: string };

/**
 * An answer stands in the thread, and with it its promise; one that was under way has moved to the new day. A final answer
 * that promises nothing shows what became of the one under way, with a photo where the work can be seen.
 * @param at when the answer was published
 */
export async function settlePromise(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	reply: Published,
	at: Date,
): Promise<void> {
	const made = await draftPromise(tx, locked.region_id, reply.id);
	if (made) await makePromise(tx, registry, locked, made, at);
	else if (reply.kind === "final") await keepByAnswer(tx, registry, locked, reply, at);
}

async function makePromise(tx: Tx, registry: Registry, locked: LockedCase, made: CasePromise, at: Date): Promise<void> {
	const regionId = locked.region_id;
	const before = await promiseBefore(tx, regionId, locked.id);
	const agency_id = locked.agency_id ?? made.agency_id;
	const control_at = controlAt(calendarOf(registry, agency_id), made.due_on);
	const change = { state: "open", agency_id, created_at: at, control_at };
	await updatePromise(tx, { regionId, id: made.id, state: "waiting" }, change);
	if (before) await replacePromise(tx, registry, locked, before, made, at);
	await flagInPlace(tx, regionId, { ...made, agency_id }, at);
	await tellHistory(tx, "system", { ...locked, agency_id }, before ? "promiseMoved" : "promiseMade", {
		promiseId: made.id,
		replyId: made.reply_id,
		dueOn: made.due_on,
		...(before && { fromPromiseId: before.id, from: before.due_on }),
	});
}

/** A promise broken stays broken; one under way has moved, which the curators see. */
async function replacePromise(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	before: CasePromise,
	made: CasePromise,
	at: Date,
): Promise<void> {
	const key = { regionId: locked.region_id, id: before.id };
	if (before.state === "broken") {
		await updatePromise(tx, { ...key, state: "broken" }, { next_id: made.id });
		return;
	}
	await updatePromise(tx, { ...key, state: "open" }, { state: "moved", ended_at: at, next_id: made.id });
	await endPromiseClock(tx, registry, locked, at, "met");
	await flagOnCase(tx, locked.region_id, before);
	await tellOfPromise(tx, locked, "promise-moved", null, at);
}

async function keepByAnswer(tx: Tx, registry: Registry, locked: LockedCase, reply: Published, at: Date): Promise<void> {
	const open = await openPromise(tx, locked.region_id, locked.id);
	if (!open) return;
	const published = await photosOf(tx, locked.region_id, reply.id);
	const photos = published.length > 0 ? published : await workShown(tx, locked.region_id, locked.id, mostPhotos);
	const isPhysical = registry.topics.get(locked.topic_code ?? "")?.isPhysical ?? false;
	// without a photo the work is not shown yet: the control asks for it
	if (isPhysical && photos.length === 0) return;
	const result = { text: reply.text, photos: photos.map((id) => ({ id, moment: "after" as const })) };
	await endByResult(tx, registry, "system", locked, open, result, at);
}
