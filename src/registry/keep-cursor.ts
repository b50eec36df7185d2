import type { Tx } from "../db/database.ts";
import type { PageKey } from "./page-work.ts";
import { wishTurns } from "./turns.ts";
import { putCursor } from "./writes-health.ts";

/** Keeps how far a page was read, in the transaction that stores what was read; a gap is looked at soon. */
export async function keepCursor(tx: Tx, page: PageKey, cursor: string, gap: string | null, now: Date): Promise<void> {
	await putCursor(tx, page, cursor, gap === null ? null : gap.slice(0, 500), now);
	if (gap !== null) await wishTurns(tx, page, ["look"], now);
}
