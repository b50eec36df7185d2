import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { LockedCase } from "./reads.ts";
import { searchOf, updateCase } from "./writes.ts";

/** What a split changes in messages, cases and replies. */

/** Messages belong to another case from now on, and what the page said to them goes along. */
export async function moveMessages(tx: Tx, regionId: number, messageIds: number[], caseId: number): Promise<void> {
	await sql`with moved as (
			update message set case_id = ${caseId} where region_id = ${regionId} and id = any (${messageIds}::bigint[])
			returning page_id, external_id
		)
		update message m set case_id = ${caseId} from moved
		where m.region_id = ${regionId} and m.page_id = moved.page_id and m.reply_to_external_id = moved.external_id
			and m.direction = 'out' and not exists (select 1 from publication p
				where p.region_id = m.region_id and p.page_id = m.page_id and p.external_id = m.external_id)`.execute(tx);
}

/** A case as its own messages tell it. */
export async function retellCase(
	tx: Tx,
	{ region_id, id }: Pick<LockedCase, "region_id" | "id">,
	told: { text: string; excerpt: string; cues: string[]; lastMessageAt: Date },
): Promise<void> {
	await updateCase(tx, region_id, id, {
		search: searchOf(told.text),
		excerpt: told.excerpt,
		cues: told.cues,
		last_message_at: told.lastMessageAt,
	});
}

export async function moveReplyTo(tx: Tx, regionId: number, replyId: number, messageId: number): Promise<void> {
	await tx
		.updateTable("reply")
		.set({ message_id: messageId })
		.where("region_id", "=", regionId)
		.where("id", "=", replyId)
		.execute();
}
