import type { Tx } from "../db/database.ts";
import { orderCheck } from "./page-checks.ts";
import { readReading } from "./reads-health.ts";
import type { PageKey, StoredFinding } from "./page-work.ts";
import { wishTurns } from "./turns.ts";
import { putStandby } from "./writes-health.ts";

const dayMs = 86_400_000;
/** What a network tried to deliver shortly before it was known to fail may be lost too. */
const slackMs = 15 * 60_000;
export const longestCheckMs = 31 * dayMs;

/**
 * While a page's webhook fails the page is read instead (`pollSeconds` of its channel is asked anew); once it works again
 * the time between is compared with the network.
 * @param lastWellAt when the webhook was last seen to work; null: nobody knows
 */
export async function switchStandby(
	tx: Tx,
	page: PageKey,
	findings: readonly StoredFinding[],
	lastWellAt: Date | null,
	now: Date,
): Promise<void> {
	const webhook = findings.find((finding) => finding.code === "webhook");
	if (!webhook) return;
	const { standbySince } = await readReading(tx, page);
	if (webhook.state === "fail" && standbySince === null) {
		await putStandby(tx, page, lastWellAt ?? now);
		await wishTurns(tx, page, ["poll", "listen", "reconcile"], now);
	}
	if (webhook.state !== "fail" && standbySince !== null) {
		await putStandby(tx, page, null);
		await wishTurns(tx, page, ["poll"], now);
		const from = new Date(Math.max(standbySince.getTime() - slackMs, now.getTime() - longestCheckMs));
		await orderCheck(tx, page, { reason: "outage", from, to: now, staffId: null }, now);
	}
}
