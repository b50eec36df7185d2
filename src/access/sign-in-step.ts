import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { hashToken } from "./session-token.ts";
import { deleteStep, insertStep } from "./writes-steps.ts";
import type { StepRow } from "./writes-steps.ts";

type Kind = StepRow["kind"];

/** What is kept between two visits of one browser. */
export type Step = {
	regionId: number | null;
	providerId: number | null;
	staffId: number | null;
	data: Record<string, unknown>;
};

const minutes = 10;
const keyHash = (kind: Kind, key: string) => createHash("sha256").update(`${kind} ${key}`).digest();

/**
 * Keeps a step of a sign-in for ten minutes.
 * @param key what comes back with it, unguessable
 * @param browser the cookie of the browser that alone may go on with it
 */
export async function keepStep(
	tx: Db | Tx,
	kind: Kind,
	{ key, browser, ...step }: { key: string; browser: string } & Partial<Step>,
): Promise<void> {
	const { regionId = null, providerId = null, staffId = null, data = {} } = step;
	const kept = { regionId, providerId, staffId, data, minutes };
	await insertStep(tx, { ...kept, kind, keyHash: keyHash(kind, key), browserHash: hashToken(browser) });
}

/** Takes a step, which it is once; "unknown" also where another browser brings it. */
export async function takeStep(
	tx: Db | Tx,
	kind: Kind,
	{ key, browser }: { key: string; browser: string | null },
): Promise<Step | "over" | "unknown"> {
	const row = await deleteStep(tx, keyHash(kind, key));
	if (!row || browser === null || !row.browser_hash.equals(hashToken(browser))) return "unknown";
	if (row.is_over) return "over";
	const { region_id: regionId, provider_id: providerId, staff_id: staffId } = row;
	return { regionId, providerId, staffId, data: row.data as Step["data"] };
}

/** Looks at a step without taking it; null when there is none. */
export async function seeStep(db: Db, kind: Kind, { key, browser }: { key: string; browser: string }) {
	const row = await db
		.selectFrom("sign_in_step")
		.select(["region_id", "provider_id", "staff_id", "browser_hash"])
		.where("key_hash", "=", keyHash(kind, key))
		.where("expires_at", ">", sql<Date>`now()`)
		.executeTakeFirst();
	return row?.browser_hash.equals(hashToken(browser)) ? row : null;
}
