import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller, CaseScope } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import { agencyExists } from "../access/reads-tokens.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { openSecrets, sealSecrets } from "../registry/page-secrets.ts";
import type { EventType } from "./event-types.ts";
import { mayPost } from "./post.ts";
import { countEndpoints, lockEndpoint, readHorizon } from "./reads.ts";
import { newSecret } from "./sign.ts";
import { deliveryOf } from "./tell-endpoints.ts";
import { deleteEndpoint, insertDeliveries, insertEndpoint, reviveDeliveries, updateEndpoint } from "./writes.ts";

export type EndpointOrder = {
	name: string;
	url: string;
	eventTypes: readonly EventType[];
	/** null: of the whole region */
	agencyId: number | null;
	hasExcerpt: boolean;
};

/** What is not named stays as it is. `skipMissed`: what happened while the endpoint was off is not told. */
export type EndpointChange = {
	[K in "name" | "url" | "eventTypes" | "hasExcerpt"]?: EndpointOrder[K] | undefined;
} & { state?: "active" | "disabled" | undefined; skipMissed?: boolean | undefined };

const formerHours = 24;
/** Each has a lane of its own in every worker. */
const mostEndpoints = 100;

/** Whose endpoints the caller keeps: an agency's own people those of their agencies. @throws DomainError forbidden */
export function endpointScope(caller: Caller): CaseScope {
	requirePermission(caller, "integration.manage");
	return caseScope(caller);
}

/**
 * Adds an endpoint that is told what happens from now on.
 * @returns its signing secret, which nobody can read again
 * @throws DomainError forbidden, agency-unknown, webhook-address-refused, invalid-request when there are too many
 */
export async function addEndpoint(
	db: Db,
	secretKey: Buffer,
	caller: Caller,
	order: EndpointOrder,
): Promise<{ id: number; secret: string }> {
	const scope = endpointScope(caller);
	checkAddress(order.url);
	if (order.hasExcerpt) requirePermission(caller, "personal.read");
	const { regionId } = caller;
	const { name, url, eventTypes, agencyId, hasExcerpt } = order;
	if (scope !== null && (agencyId === null || !scope.includes(agencyId)))
		throw new DomainError("forbidden", { agencyId });
	return db.transaction().execute(async (tx) => {
		if (agencyId !== null && !(await agencyExists(tx, regionId, agencyId)))
			throw new DomainError("agency-unknown", { agencyId });
		if ((await countEndpoints(tx, regionId)) >= mostEndpoints)
			throw new DomainError("invalid-request", { reason: "too-many-endpoints", most: mostEndpoints });
		const secret = newSecret();
		const id = await insertEndpoint(tx, {
			...{ region_id: regionId, name, url, event_types: [...new Set(eventTypes)], agency_id: agencyId },
			...{ has_excerpt: hasExcerpt, secrets: sealSecrets(secretKey, { current: secret }) },
			...{ told_tx: await readHorizon(tx), created_by: caller.staffId },
		});
		const about = { endpointId: id, name, host: new URL(url).host, eventTypes, agencyId, hasExcerpt };
		await recordAudit(tx, caller, "webhook-endpoint-added", about);
		return { id, secret };
	});
}

/**
 * Changes an endpoint, or switches it off and on.
 * @throws DomainError not-found, forbidden, webhook-address-refused
 */
export async function changeEndpoint(db: Db, caller: Caller, id: number, change: EndpointChange): Promise<void> {
	if (change.url !== undefined) checkAddress(change.url);
	await withEndpoint(db, caller, id, async (tx, found) => {
		const hasExcerpt = change.hasExcerpt ?? found.has_excerpt;
		// where residents' words go is settled by somebody who may read them
		if (hasExcerpt && (!found.has_excerpt || change.url !== undefined)) requirePermission(caller, "personal.read");
		const isSwitched = change.state !== undefined && change.state !== found.state;
		const { regionId } = caller;
		await updateEndpoint(
			tx,
			{ regionId, id },
			{
				has_excerpt: hasExcerpt,
				...(change.name !== undefined && { name: change.name }),
				...(change.url !== undefined && { url: change.url }),
				...(change.eventTypes && { event_types: [...new Set(change.eventTypes)] }),
				...(isSwitched && { state: change.state, state_at: new Date(), failing_since: null }),
				...(isSwitched && { state_reason: change.state === "disabled" ? "by-person" : null }),
				...(change.skipMissed === true && { told_tx: await readHorizon(tx), told_id: 0 }),
			},
		);
		const { url, ...said } = change;
		await recordAudit(tx, caller, "webhook-endpoint-changed", {
			endpointId: id,
			...said,
			...(url !== undefined && { host: new URL(url).host }),
		});
	});
}

/** Takes an endpoint away, and its deliveries. @throws DomainError not-found, forbidden */
export async function removeEndpoint(db: Db, caller: Caller, id: number): Promise<void> {
	await withEndpoint(db, caller, id, async (tx, { name }) => {
		await deleteEndpoint(tx, { regionId: caller.regionId, id });
		await recordAudit(tx, caller, "webhook-endpoint-removed", { endpointId: id, name });
	});
}

/**
 * Gives an endpoint a new signing secret; for a day deliveries are signed with the former one, too.
 * @throws DomainError not-found, forbidden
 */
export async function renewSecret(
	db: Db,
	secretKey: Buffer,
	caller: Caller,
	id: number,
): Promise<{ secret: string; formerUntil: Date }> {
	return withEndpoint(db, caller, id, async (tx, found) => {
		const { current = "" } = openSecrets(secretKey, found.secrets);
		const secret = newSecret();
		const formerUntil = new Date(Date.now() + formerHours * 3_600_000);
		const secrets = sealSecrets(secretKey, { current: secret, former: current });
		await updateEndpoint(tx, { regionId: caller.regionId, id }, { secrets, former_until: formerUntil });
		await recordAudit(tx, caller, "webhook-secret-renewed", { endpointId: id });
		return { secret, formerUntil };
	});
}

/** Has an event sent that tells nothing, to see whether it arrives. @returns the delivery's id */
export async function sendTest(db: Db, caller: Caller, id: number): Promise<number> {
	return withEndpoint(db, caller, id, async (tx) => {
		const { regionId } = caller;
		const now = new Date();
		const sequence = await nextSequence(tx, regionId, id);
		const event = { type: "endpoint.test", timestamp: now.toISOString(), data: { sequence } };
		const [deliveryId] = await insertDeliveries(tx, [
			deliveryOf({ regionId, id }, event, { sequence, caseId: null, now }),
		]);
		await recordAudit(tx, caller, "webhook-test-sent", { endpointId: id });
		return deliveryId!;
	});
}

async function nextSequence(tx: Tx, regionId: number, id: number): Promise<number> {
	const { sequence } = await tx
		.selectFrom("webhook_endpoint")
		.select("sequence")
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.executeTakeFirstOrThrow();
	await updateEndpoint(tx, { regionId, id }, { sequence: sequence + 1 });
	return sequence + 1;
}

/** Has dead deliveries of an endpoint sent again. @returns how many */
export async function sendDeadAgain(db: Db, caller: Caller, id: number): Promise<number> {
	return withEndpoint(db, caller, id, async (tx) => {
		const count = await reviveDeliveries(tx, { regionId: caller.regionId, id }, null, new Date());
		if (count > 0) await recordAudit(tx, caller, "webhooks-sent-again", { endpointId: id, count });
		return count;
	});
}

/** Has one dead delivery sent again. @throws DomainError not-found, forbidden, webhook-not-repeatable */
export async function sendOneAgain(db: Db, caller: Caller, deliveryId: number): Promise<void> {
	endpointScope(caller);
	const delivery = await db
		.selectFrom("webhook_delivery")
		.select("endpoint_id")
		.where("region_id", "=", caller.regionId)
		.where("id", "=", deliveryId)
		.executeTakeFirst();
	if (!delivery) throw new DomainError("not-found");
	const id = delivery.endpoint_id;
	await withEndpoint(db, caller, id, async (tx) => {
		const count = await reviveDeliveries(tx, { regionId: caller.regionId, id }, deliveryId, new Date());
		if (count === 0) throw new DomainError("webhook-not-repeatable", { deliveryId });
		await recordAudit(tx, caller, "webhooks-sent-again", { endpointId: id, deliveryId, count });
	});
}

type Found = NonNullable<Awaited<ReturnType<typeof lockEndpoint>>>;

async function withEndpoint<T>(
	db: Db,
	caller: Caller,
	id: number,
	run: (tx: Tx, found: Found) => Promise<T>,
): Promise<T> {
	const scope = endpointScope(caller);
	return db.transaction().execute(async (tx) => {
		const found = await lockEndpoint(tx, caller.regionId, scope, id);
		if (!found) throw new DomainError("not-found");
		return run(tx, found);
	});
}

function checkAddress(address: string): void {
	const url = URL.parse(address);
	if (!url || !mayPost(url, null)) throw new DomainError("webhook-address-refused");
}
