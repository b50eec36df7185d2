import type { HealthCode } from "../channels/channel.ts";
import type { Tx } from "../db/database.ts";
import { readHealth } from "./reads-health.ts";
import type { HealthChange, HealthState, PageKey, StoredFinding } from "./page-work.ts";
import { deleteHealth, insertHealthEvents, putHealth } from "./writes-health.ts";

const badness: Record<HealthState, number> = { ok: 0, warn: 1, fail: 2 };

/** One finding per code, the worst: two looks may tell of the same thing. */
export function worstOfEach(findings: readonly StoredFinding[]): StoredFinding[] {
	const kept = new Map<HealthCode, StoredFinding>();
	for (const finding of findings) {
		const known = kept.get(finding.code);
		if (!known || badness[finding.state] > badness[known.state]) kept.set(finding.code, finding);
	}
	return [...kept.values()];
}

/**
 * Writes down what a look found; each change of state once.
 * @param about what the look was about: what it did not find of these is forgotten
 * @returns the changes; a finding that is well and was not known before is none
 */
export async function recordHealth(
	tx: Tx,
	page: PageKey,
	findings: readonly StoredFinding[],
	about: readonly HealthCode[],
	now: Date,
): Promise<HealthChange[]> {
	const before = new Map((await readHealth(tx, page)).map((row) => [row.code, row]));
	const found = worstOfEach(findings);
	const changes = found.flatMap((finding): HealthChange[] => {
		const was = before.get(finding.code)?.state ?? null;
		return was === finding.state || (was === null && finding.state === "ok") ? [] : [{ ...finding, was }];
	});
	const gone = [...before.values()].filter(
		({ code }) => about.includes(code) && !found.some((finding) => finding.code === code),
	);
	// what is no longer there is well again
	for (const { code, state } of gone) if (state !== "ok") changes.push({ code, state: "ok", text: "", was: state });
	await putHealth(tx, page, found, now);
	await deleteHealth(
		tx,
		page,
		gone.map(({ code }) => code),
	);
	await insertHealthEvents(tx, page, changes, now);
	return changes;
}
