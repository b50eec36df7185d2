import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT and UPDATE of say_link and resident_say. */

export async function putSayLink(tx: Tx, regionId: number, replyId: number, tokenHash: Buffer): Promise<void> {
	await tx
		.insertInto("say_link")
		.values({ region_id: regionId, reply_id: replyId, token_hash: tokenHash })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export type Say = {
	region_id: number;
	case_id: number;
	reply_id: number;
	via: "link" | "word";
	rating?: number | null;
	is_solved: boolean | null;
	is_thanks?: boolean;
	words?: string | null;
	said_at: Date;
};

/** The last word about an answer counts; what it says nothing of stays as it was. */
export async function putSay(tx: Tx, say: Say): Promise<void> {
	await tx
		.insertInto("resident_say")
		.values(say)
		.onConflict((conflict) =>
			conflict.columns(["region_id", "reply_id"]).doUpdateSet({
				via: say.via,
				said_at: say.said_at,
				rating: sql`coalesce(excluded.rating, resident_say.rating)`,
				is_solved: sql`coalesce(excluded.is_solved, resident_say.is_solved)`,
				is_thanks: sql`excluded.is_thanks or resident_say.is_thanks`,
				words: sql`coalesce(excluded.words, resident_say.words)`,
			}),
		)
		.execute();
}
