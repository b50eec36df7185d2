import { noteOnPublication, recordReplyFailed, recordReplyPublished } from "../cases/settle-reply.ts";
import type { ChannelPage, FailureClass, PublishOutcome } from "../channels/channel.ts";
import type { Tx } from "../db/database.ts";
import type { Registry } from "../registry/reads.ts";
import { holdPage, setPageStatus } from "../registry/set-page-status.ts";
import type { Claimed } from "./reads.ts";
import { movePublication } from "./writes.ts";

/** What to do next with the page's queue. */
export type Next = { wakeAfterMs: number | null };

type NotSent = Extract<PublishOutcome, { kind: "not-sent" }>;
type Treatment = "repeat" | "park" | "stop" | "reconnect" | "fail";

/** Class of failure → what happens to the order and to the page's queue. */
const treatments: Record<FailureClass, Treatment> = {
	"retry-soon": "repeat",
	"retry-late": "park",
	"human-step": "stop",
	"page-dead": "reconnect",
	"wrong-token": "reconnect",
	"recipient-final": "fail",
	content: "fail",
	"target-gone": "fail",
};

/** Pause of a page's queue after "later", where the network names none: a flood or quota error passes in about ten minutes. */
const parkSeconds = 600;
/** Repeats of an uncertain order where the network drops repeats by the key; then a person looks. */
const repeatsOfUnknown = 5;

/** Writes down what the network said, in one transaction with the case. */
export async function recordOutcome(
	tx: Tx,
	registry: Registry,
	page: ChannelPage,
	claimed: Claimed,
	outcome: PublishOutcome,
	mayRepeat: boolean,
): Promise<Next> {
	if (outcome.kind === "sent") return recordSent(tx, registry, page, claimed, outcome.externalId);
	if (outcome.kind === "not-sent") return recordNotSent(tx, registry, claimed, outcome);
	const error = { error_class: "unknown", error_code: outcome.code, error_text: outcome.text };
	if (mayRepeat && claimed.attempts < repeatsOfUnknown) {
		await movePublication(tx, claimed.regionId, claimed.id, ["claimed"], { state: "queued", ...error });
		return { wakeAfterMs: backoffMs(claimed.attempts) };
	}
	await recordUnknown(tx, claimed, error.error_code, error.error_text);
	return { wakeAfterMs: 0 };
}

/** The answer stands in the thread; nothing happens if its echo from the network said so first. */
export async function recordSent(
	tx: Tx,
	registry: Registry,
	page: { externalId: string },
	claimed: Claimed,
	externalId: string,
	from = ["claimed"],
): Promise<Next> {
	const sentAt = new Date();
	const change = { state: "sent", external_id: externalId, sent_at: sentAt } as const;
	const moved = await movePublication(tx, claimed.regionId, claimed.id, from, {
		...change,
		error_class: null,
		error_code: null,
		error_text: null,
		advice: null,
	});
	if (moved)
		await recordReplyPublished(tx, registry, claimed, {
			externalId,
			text: claimed.text,
			sentAt,
			pageExternalId: page.externalId,
			target: claimed.target,
		});
	return { wakeAfterMs: 0 };
}

/** A photo of the answer is not in the store: the answer is with its author again, unless an earlier call may have sent it. */
export async function recordPhotoMissing(tx: Tx, registry: Registry, next: Claimed): Promise<void> {
	const code = "photo-missing";
	if (next.firstCalledAt !== null) return recordUnknown(tx, next, code, "", ["queued", "claimed"]);
	const error = { error_class: code, error_code: code, error_text: null };
	const moved = await movePublication(tx, next.regionId, next.id, ["queued"], { state: "failed", ...error });
	if (moved) await recordReplyFailed(tx, registry, next, { class: code, code, text: "" });
}

/** Nobody can tell whether it stands in the thread: on the list, for a person. */
export async function recordUnknown(
	tx: Tx,
	claimed: Claimed,
	code: string,
	text: string,
	from = ["claimed"],
): Promise<void> {
	const error = { error_class: "unknown", error_code: code, error_text: text };
	const moved = await movePublication(tx, claimed.regionId, claimed.id, from, { state: "unknown", ...error });
	if (moved) await noteOnPublication(tx, claimed, "publicationUnknown", { code, text });
}

async function recordNotSent(tx: Tx, registry: Registry, claimed: Claimed, outcome: NotSent): Promise<Next> {
	const treatment = treatments[outcome.class];
	const error = {
		error_class: outcome.class,
		error_code: outcome.code,
		error_text: outcome.text,
		advice: outcome.advice ?? null,
	};
	if (treatment === "fail") {
		const moved = await movePublication(tx, claimed.regionId, claimed.id, ["claimed"], { state: "failed", ...error });
		if (moved) await recordReplyFailed(tx, registry, claimed, outcome);
		return { wakeAfterMs: 0 };
	}
	await movePublication(tx, claimed.regionId, claimed.id, ["claimed"], { state: "queued", ...error });
	if (treatment === "repeat")
		return { wakeAfterMs: (outcome.retryAfterSeconds ?? 0) * 1000 || backoffMs(claimed.attempts) };
	const { class: failure, code, text } = outcome;
	await noteOnPublication(tx, claimed, "publicationWaits", { class: failure, code, text });
	if (treatment === "park") {
		const seconds = outcome.retryAfterSeconds ?? parkSeconds;
		await holdPage(tx, claimed.regionId, claimed.pageId, new Date(Date.now() + seconds * 1000));
		return { wakeAfterMs: seconds * 1000 };
	}
	const status = treatment === "stop" ? "stopped" : "needs-reconnect";
	await setPageStatus(tx, { regionId: claimed.regionId, pageId: claimed.pageId, status, reason: `${code}: ${text}` });
	return { wakeAfterMs: null };
}

/** 2, 4, 8 … seconds, at most five minutes. */
function backoffMs(attempts: number): number {
	return Math.min(2 ** attempts, 300) * 1000;
}
