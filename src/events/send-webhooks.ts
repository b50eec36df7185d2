import { recordOwnAudit } from "../access/record-audit.ts";
import type { Db, Tx } from "../db/database.ts";
import { openSecrets } from "../registry/page-secrets.ts";
import { mostFailingDays, nextAttempt } from "./ladder.ts";
import { post } from "./post.ts";
import type { Posted } from "./post.ts";
import { findTarget, readExcerpt } from "./reads.ts";
import type { EndpointKey } from "./reads.ts";
import { signedHeaders } from "./sign.ts";
import { tellOfDisabled } from "./tell-of-disabled.ts";
import { claimDelivery, endAttempt, noteFailing, noteWorking, updateEndpoint } from "./writes.ts";
import type { ClaimedDelivery } from "./writes.ts";

export type SendParts = {
	db: Db;
	secretKey: Buffer;
	/** host with port that endpoints may have besides public ones; null: none */
	trustedHost: string | null;
	now: () => Date;
	/** from 0 to 1 */
	chance: () => number;
	/** milliseconds within which an endpoint has to answer */
	withinMs: number;
};

/** An attempt whose end is not written down by then is lost with its worker. */
const lostAfterMs = 60_000;

/**
 * Sends the delivery of an endpoint that has waited longest: claimed and committed, then called, then written down. A worker
 * that dies between leaves it to another, with the same id: at least once.
 * @returns whether it arrived; null when none was due
 */
export async function sendNext(parts: SendParts, key: EndpointKey): Promise<boolean | null> {
	const { db, now } = parts;
	const target = await findTarget(db, key);
	if (!target) return null;
	const at = now();
	const delivery = await claimDelivery(db, key, at, new Date(at.getTime() + lostAfterMs + parts.withinMs));
	if (!delivery) return null;
	const posted = await send(parts, key, target, delivery);
	const hasArrived = posted.kind === "answered" && posted.status >= 200 && posted.status < 300;
	await db.transaction().execute(async (tx) => {
		if (hasArrived) await noteArrived(tx, key, delivery, posted, now());
		else await noteFailed(tx, key, delivery, posted, now(), parts.chance());
	});
	return hasArrived;
}

async function send(
	{ db, secretKey, trustedHost, withinMs, now }: SendParts,
	{ regionId }: EndpointKey,
	target: NonNullable<Awaited<ReturnType<typeof findTarget>>>,
	delivery: ClaimedDelivery,
): Promise<Posted> {
	let secrets: Record<string, string>;
	try {
		secrets = openSecrets(secretKey, target.secrets);
	} catch {
		return { kind: "failed", code: "SECRET_SEALED" };
	}
	const { current = "", former } = secrets;
	const isFormerValid = former !== undefined && target.former_until !== null && target.former_until > now();
	let { body } = delivery;
	if (target.has_excerpt && delivery.case_id !== null) {
		const event = JSON.parse(body) as { data: Record<string, unknown> };
		const excerpt = await readExcerpt(db, regionId, delivery.case_id);
		body = JSON.stringify({ ...event, data: { ...event.data, excerpt } });
	}
	const signed = signedHeaders(isFormerValid ? [current, former] : [current], delivery.message_id, now(), body);
	return post(target.url, { headers: { ...signed, "user-agent": "Otklik" }, body, trustedHost, withinMs });
}

const saidOf = (posted: Posted) =>
	posted.kind === "answered"
		? { last_status: posted.status, last_error: null }
		: { last_status: null, last_error: posted.code };

async function noteArrived(
	tx: Tx,
	key: EndpointKey,
	delivery: ClaimedDelivery,
	posted: Posted,
	now: Date,
): Promise<void> {
	await endAttempt(tx, key.regionId, delivery, { state: "delivered", ended_at: now, ...saidOf(posted) });
	await noteWorking(tx, key);
}

async function noteFailed(
	tx: Tx,
	key: EndpointKey,
	delivery: ClaimedDelivery,
	posted: Posted,
	now: Date,
	chance: number,
): Promise<void> {
	// the receiver says that nobody listens there any more
	const isGone = posted.kind === "answered" && posted.status === 410;
	const retryAfter = posted.kind === "answered" ? posted.retryAfterSeconds : null;
	const nextAt = isGone ? null : nextAttempt(delivery.attempts, now, chance, retryAfter);
	await endAttempt(tx, key.regionId, delivery, {
		...saidOf(posted),
		...(nextAt ? { next_at: nextAt } : { state: "dead", ended_at: now }),
	});
	const { since, isActive } = await noteFailing(tx, key, now);
	const isTooLong = now.getTime() - since.getTime() > mostFailingDays * 24 * 3_600_000;
	// another delivery that failed at the same moment has switched it off
	if (!isActive || (!isGone && !isTooLong)) return;
	const reason = isGone ? "gone" : "failing";
	await updateEndpoint(tx, key, { state: "disabled", state_reason: reason, state_at: now });
	await recordOwnAudit(tx, key.regionId, "webhook-endpoint-disabled", { endpointId: key.id, reason });
	await tellOfDisabled(tx, key, reason, now);
}
