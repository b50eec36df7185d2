import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Channel, Failure, Identified } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { inTime } from "./in-time.ts";
import { findConnected } from "./reads-pages.ts";
import { readChannelPage } from "./reads.ts";
import { isMoved } from "./save-page.ts";

export type IdentifyOrder = {
	channel: string;
	/** where the keys alone do not tell it; empty where they do */
	externalId: string;
	settings: Record<string, unknown>;
	secrets: Record<string, string>;
	/** its stored keys stand in for those not given */
	pageId: number | null;
};

/** A few calls of 15 s at most each. */
const patienceSeconds = 60;

/**
 * Asks the network whose keys these are. Nothing is stored.
 * @returns null where this network cannot be asked
 * @throws DomainError forbidden, page-unknown
 */
export async function identifyPage(
	parts: { db: Db; secretKey: Buffer },
	caller: Caller,
	channel: Channel,
	order: IdentifyOrder,
): Promise<Identified | null> {
	requirePermission(caller, "page.manage");
	if (!channel.identify) return null;
	const known = order.pageId === null ? null : await knownPage(parts, caller, { ...order, pageId: order.pageId });
	const settings = { ...known?.settings, ...order.settings };
	const secrets = { ...known?.secrets, ...order.secrets };
	const page = { id: order.pageId ?? 0, externalId: known?.externalId ?? order.externalId, settings, secrets };
	const said = await inTime(channel.identify(page), patienceSeconds).catch(failureOf);
	const hide = (text: string) => hideSecrets(text, { ...secrets, ...(said.kind === "found" && said.secrets) });
	if (said.kind !== "found") return { ...said, text: hide(said.text) };
	const { findings, name } = said;
	return {
		...said,
		name: hide(name).slice(0, 200),
		findings: findings.map((finding) => ({ ...finding, text: hide(finding.text) })),
	};
}

async function knownPage(
	{ db, secretKey }: { db: Db; secretKey: Buffer },
	caller: Caller,
	order: IdentifyOrder & { pageId: number },
) {
	const page = await readChannelPage(db, caller.regionId, order.pageId, secretKey);
	if (!page || page.channel !== order.channel) throw new DomainError("page-unknown", { pageId: order.pageId });
	// keys were given for one address: whoever names another must know them
	const secrets = isMoved(page.settings, { ...page.settings, ...order.settings }) ? {} : page.secrets;
	return { ...page, secrets };
}

/** The page of the region that stands for this page of the network already. */
export async function findPageOf(db: Db, caller: Caller, channel: string, externalId: string): Promise<number | null> {
	return findConnected(db, caller.regionId, channel, externalId);
}

/** What a channel must not do, but a defect may: the words of an unforeseen error can hold anything, so only its name is told. */
export function failureOf(error: unknown): Failure {
	return { kind: "unknown", code: "error", text: error instanceof Error ? error.name : "error" };
}
