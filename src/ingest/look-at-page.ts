import { sql } from "kysely";
import { healthCodes } from "../channels/channel.ts";
import type { Channels, HealthCode } from "../channels/channel.ts";
import { SealedError } from "../db/sealed.ts";
import type { Db, Tx } from "../db/database.ts";
import { raiseNotices } from "../notify/raise-notices.ts";
import { findOwnTroubles, ownCodes } from "../registry/find-own-troubles.ts";
import { hideSecrets } from "../registry/hide-secrets.ts";
import { inTime } from "../registry/in-time.ts";
import { readHealth } from "../registry/reads-health.ts";
import { readChannelPage } from "../registry/reads.ts";
import type { OpenPage } from "../registry/reads.ts";
import { recordHealth, worstOfEach } from "../registry/record-health.ts";
import type { PageKey, StoredFinding } from "../registry/page-work.ts";
import { switchStandby } from "../registry/standby.ts";

export type LookParts = {
	db: Db;
	channels: Channels;
	secretKey: Buffer;
	/** the address under which networks reach the server, without a slash at the end */
	publicUrl: string;
};

/** A few calls of 15 s at most each. */
const patienceSeconds = 60;

/**
 * Looks at a page's connection: what its network says, and what the desk sees by itself. Changes are recorded once, told to
 * those responsible, and a webhook that fails or works again switches the page's standby.
 * @returns false when the network could not be looked at: what was known of it stays
 */
export async function lookAtPage(parts: LookParts, key: PageKey, now: Date): Promise<boolean> {
	const { db } = parts;
	const told = await askNetwork(parts, key);
	const own = await findOwnTroubles(db, key, now);
	const findings = worstOfEach([...(told ?? []), ...own]);
	const about: readonly HealthCode[] = told === null ? ownCodes : healthCodes;
	await db.transaction().execute(async (tx) => {
		await lockHealth(tx, key);
		const before = await readHealth(tx, key);
		const webhook = before.find((one) => one.code === "webhook" && one.state !== "fail");
		const changes = await recordHealth(tx, key, findings, about, now);
		await raiseNotices(tx, key, changes, now);
		await switchStandby(tx, key, findings, webhook?.seenAt ?? null, now);
	});
	return told !== null;
}

/** Two looks at once would both find the same change. */
async function lockHealth(tx: Tx, { regionId, pageId }: PageKey): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${`otklik health ${regionId}`}, ${pageId}))`.execute(tx);
}

/** What the network says; null when it could not be asked now. */
async function askNetwork(parts: LookParts, key: PageKey): Promise<StoredFinding[] | null> {
	let page: OpenPage | null;
	try {
		page = await readChannelPage(parts.db, key.regionId, key.pageId, parts.secretKey);
	} catch (error) {
		if (!(error instanceof SealedError)) throw error;
		return [{ code: "key", state: "fail", text: "the keys of the page were sealed with another secret key" }];
	}
	const channel = page && parts.channels.get(page.channel);
	// a page stopped by a person is left alone
	if (!page || !channel?.look || page.status === "stopped") return [];
	const { secrets, webhookPath } = page;
	try {
		const findings = await inTime(channel.look(page, parts.publicUrl + webhookPath), patienceSeconds);
		return findings.map((finding) => ({ ...finding, text: hideSecrets(finding.text, secrets) }));
	} catch {
		return null;
	}
}
