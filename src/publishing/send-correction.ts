import { sql } from "kysely";
import { noteCorrection, recordCorrected } from "../cases/settle-correction.ts";
import type { Channel, EditOrder, PublishOutcome } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { readChannelPage } from "../registry/reads.ts";
import type { OpenPage } from "../registry/reads.ts";
import { lockSendingPage } from "./publish-reply.ts";
import type { PublishParts } from "./publish-reply.ts";
import { findPublication } from "./reads.ts";
import { lockCorrection } from "./reads-correction.ts";
import type { CorrectionRow, CorrectionState } from "./reads-correction.ts";
import { claimCorrection, correctPublication, moveCorrection } from "./writes-correction.ts";

type Key = { regionId: number; correctionId: number };

/** Tries of a correction that the network surely did not take; then its author hears of it. */
const mostTries = 5;

/**
 * Changes the words of a published answer in the network: claimed (committed), called, recorded. A call whose end nobody
 * knows is never repeated by itself: a person looks.
 */
export async function sendCorrection(parts: PublishParts, key: Key): Promise<void> {
	const claim = await parts.db.transaction().execute((tx) => claimNext(tx, parts, key));
	if (claim === null) return;
	if ("waitUntil" in claim) return wake(parts.enqueue, parts.db, key, claim.waitUntil);
	const outcome = await claim.edit(claim.page, claim.order);
	await parts.db.transaction().execute(async (tx) => {
		await lockSendingPage(tx, { regionId: key.regionId, pageId: claim.found.page_id });
		await recordOutcome(tx, parts.enqueue, claim.found, outcome);
	});
}

type Claim = { found: CorrectionRow; page: OpenPage; edit: NonNullable<Channel["edit"]>; order: EditOrder };

async function claimNext(tx: Tx, parts: PublishParts, key: Key): Promise<Claim | { waitUntil: Date } | null> {
	const pageId = await pageOf(tx, key);
	if (pageId === null) return null;
	// in the same order as publishing: page, order, case
	const state = await lockSendingPage(tx, { regionId: key.regionId, pageId });
	const found = await lockCorrection(tx, key.regionId, key.correctionId);
	if (!state || !found || (found.state !== "queued" && found.state !== "claimed")) return null;
	const lease = found.lease_until?.getTime() ?? 0;
	if (found.state === "claimed" && lease > Date.now()) return { waitUntil: new Date(lease + 1000) };
	if (found.state === "claimed") {
		// the worker died between the claim and the record
		await recordUnknown(tx, found, "worker-lost", "the worker ended before the network's answer was written down");
		return null;
	}
	const after = Math.max(...[found.not_before, state.send_after].map((at) => (at instanceof Date ? at.getTime() : 0)));
	if (after > Date.now()) return { waitUntil: new Date(after) };
	const page = await readChannelPage(tx, key.regionId, pageId, parts.secretKey);
	const publication = await findPublication(tx, key.regionId, found.publication_id);
	// a page that is stopped keeps its corrections as it keeps its answers
	if (!page || state.status !== "active" || !publication?.externalId || !publication.sentAt) return null;
	const order = {
		externalId: publication.externalId,
		text: found.text,
		before: publication.text,
		photos: publication.photos.length,
		sentAt: publication.sentAt,
	};
	const channel = parts.channels.get(page.channel);
	// the time for it may have passed while it waited for approval
	const refusal = channel?.editRefusal?.(page, order, new Date()) ?? null;
	if (!channel?.edit || refusal !== null) {
		const code = refusal ?? "network";
		await recordFailed(tx, found, { class: "content", code, text: "" });
		return null;
	}
	await claimCorrection(tx, key.regionId, found.id);
	return { found: { ...found, attempts: found.attempts + 1 }, page, edit: channel.edit, order };
}

async function pageOf(tx: Tx, { regionId, correctionId }: Key): Promise<number | null> {
	const row = await tx
		.selectFrom("correction")
		.select("page_id")
		.where("region_id", "=", regionId)
		.where("id", "=", correctionId)
		.executeTakeFirst();
	return row?.page_id ?? null;
}

async function recordOutcome(tx: Tx, enqueue: Enqueue, found: CorrectionRow, outcome: PublishOutcome): Promise<void> {
	if (outcome.kind === "sent") {
		await recordCorrectionSent(tx, found, ["claimed"]);
		return enqueue(tx, "settle-unknown", { regionId: found.region_id, publicationId: found.publication_id });
	}
	if (outcome.kind === "unknown") return recordUnknown(tx, found, outcome.code, outcome.text);
	const mayPass = outcome.class === "retry-soon" || outcome.class === "retry-late";
	if (!mayPass || found.attempts >= mostTries) return recordFailed(tx, found, outcome);
	const seconds = outcome.retryAfterSeconds ?? (outcome.class === "retry-late" ? 600 : 2 ** found.attempts);
	const notBefore = new Date(Date.now() + seconds * 1000);
	const error = { error_class: outcome.class, error_code: outcome.code, error_text: outcome.text };
	await moveCorrection(tx, found.region_id, found.id, ["claimed"], {
		state: "queued",
		not_before: notBefore,
		...error,
	});
	await wake(enqueue, tx, { regionId: found.region_id, correctionId: found.id }, notBefore);
}

/** The new words stand in the thread: correction, publication, reply, message and history say so, once. */
export async function recordCorrectionSent(
	tx: Tx,
	found: CorrectionRow,
	from: readonly CorrectionState[],
): Promise<void> {
	const at = new Date();
	const clean = { error_class: null, error_code: null, error_text: null, advice: null };
	if (!(await moveCorrection(tx, found.region_id, found.id, from, { state: "sent", sent_at: at, ...clean }))) return;
	await correctPublication(tx, found.region_id, found.publication_id, found.text);
	const publication = await findPublication(tx, found.region_id, found.publication_id);
	if (!publication?.externalId) return;
	const of = { ...publication, correctionId: found.id };
	await recordCorrected(tx, of, { externalId: publication.externalId, text: found.text, at });
}

async function recordFailed(
	tx: Tx,
	found: CorrectionRow,
	failure: { class: string; code: string; text: string; advice?: string },
): Promise<void> {
	const error = {
		error_class: failure.class,
		error_code: failure.code,
		error_text: failure.text,
		advice: failure.advice ?? null,
	};
	const from = ["queued", "claimed"] as const;
	if (!(await moveCorrection(tx, found.region_id, found.id, from, { state: "failed", ...error }))) return;
	const { class: name, code, text } = failure;
	await noteCorrection(tx, keyOf(found), "correctionFailed", { class: name, code, text }, "system");
}

async function recordUnknown(tx: Tx, found: CorrectionRow, code: string, text: string): Promise<void> {
	const error = { error_class: "unknown", error_code: code, error_text: text };
	if (!(await moveCorrection(tx, found.region_id, found.id, ["claimed"], { state: "unknown", ...error }))) return;
	await noteCorrection(tx, keyOf(found), "correctionUnknown", { code, text }, "system");
}

const keyOf = (found: CorrectionRow) => ({
	regionId: found.region_id,
	caseId: found.case_id,
	correctionId: found.id,
});

const wake = (enqueue: Enqueue, tx: Db | Tx, key: Key, startAfter: Date): Promise<void> =>
	enqueue(tx, "send-correction", key, { startAfter });

/** Wakes corrections that nobody works on: a safety net under the jobs, run once a minute. */
export async function wakeCorrections(db: Db, enqueue: Enqueue): Promise<number> {
	const { rows } = await sql<{ region_id: number; id: number }>`
		select k.region_id, k.id from correction k join page p on p.region_id = k.region_id and p.id = k.page_id
		where p.status = 'active' and p.send_after <= now() and ((k.state = 'queued' and k.not_before <= now())
			or (k.state = 'claimed' and k.lease_until < now())) order by k.id limit 1000`.execute(db);
	for (const row of rows) await enqueue(db, "send-correction", { regionId: row.region_id, correctionId: row.id });
	return rows.length;
}
