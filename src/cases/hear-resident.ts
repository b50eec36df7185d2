import type { Db, Tx } from "../db/database.ts";
import type { ResidentWord } from "../domain/resident-word.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCase } from "./act-on-case.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { findAsked, latestAnswer } from "./reads-say.ts";
import { putSay } from "./writes-say.ts";
import { tellHistory } from "./tell-history.ts";

export type SayOrder = {
	/** 1 … 5 */
	rating: number | null;
	isSolved: boolean | null;
	/** what is still wrong; with it the case is reopened */
	words: string | null;
};

/** kept: written down; reopened: and the case goes on; over: too late; unknown: nobody was given this link */
export type Heard = "kept" | "reopened" | "over" | "unknown";

/**
 * What the resident says of an answer by its link, as often as they like until the time is over; the last word counts.
 * Words that it is not solved reopen a case that rests. Nobody is asked who they are: whoever has the link speaks.
 */
export async function hearByLink(
	db: Db,
	registryOf: (regionId: number) => Promise<Registry>,
	tokenHash: Buffer,
	order: SayOrder,
	now: Date,
): Promise<Heard> {
	const asked = await findAsked(db, tokenHash);
	if (!asked) return "unknown";
	const registry = await registryOf(asked.regionId);
	return db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, asked.regionId, asked.caseId, null);
		const found = await findAsked(tx, tokenHash);
		if (!found) return "unknown";
		if (found.until <= now) return "over";
		const { rating, isSolved, words } = order;
		const isSame = rating === found.rating && isSolved === found.isSolved && words === null;
		if (isSame) return "kept";
		const key = { region_id: asked.regionId, case_id: asked.caseId, reply_id: asked.replyId };
		await putSay(tx, { ...key, via: "link", rating, is_solved: isSolved, words, said_at: now });
		await noteSaid(tx, locked, { replyId: asked.replyId, via: "link", rating, isSolved });
		const rests = locked.status === "answered" || locked.status === "closed";
		if (words === null || isSolved !== false || !rests || !found.isLatest) return "kept";
		await actOnCase(tx, registry, "resident", locked, "residentReopened", { at: now }, { replyId: asked.replyId });
		return "reopened";
	});
}

/** A word in the thread that says only whether the problem is solved, or only thanks. */
export async function hearWord(tx: Tx, locked: LockedCase, word: ResidentWord, at: Date): Promise<void> {
	const replyId = await latestAnswer(tx, locked.region_id, locked.id);
	const { isSolved, isThanks } = word;
	if (replyId !== null) {
		const key = { region_id: locked.region_id, case_id: locked.id, reply_id: replyId };
		await putSay(tx, { ...key, via: "word", is_solved: isSolved, is_thanks: isThanks, said_at: at });
	}
	await noteSaid(tx, locked, { replyId, via: "word", isSolved, isThanks });
}

async function noteSaid(tx: Tx, locked: LockedCase, data: Record<string, unknown>): Promise<void> {
	await tellHistory(tx, "resident", locked, "residentSaid", data);
}
