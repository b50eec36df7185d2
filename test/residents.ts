import { sql } from "kysely";
import { readSimilar } from "../src/cases/reads-similar.ts";
import { comment, vkBody } from "./region.ts";
import { deliver, desk } from "./scripted-desk.ts";

export const lamps = "Во дворе дома по улице Садовой, 14 третью неделю не горят фонари, дети идут из школы в темноте.";
export const bus = "Автобус 32 утром не приходит по расписанию, на остановке у рынка собирается полсотни человек.";

let comments = 0;
export const nextComment = (): number => ++comments;

/** A resident's comment, taken in. @returns its number and its case's */
export async function say(text: string, person: number, post = 55): Promise<{ id: number; caseId: number }> {
	const id = nextComment();
	await deliver(
		vkBody(desk.region, "wall_reply_new", comment(desk.region, id, { text, from_id: person, post_id: post })),
	);
	const { rows } = await sql<{ case_id: number }>`select case_id from message
		where external_id like ${`%\\_${id}`} order by id desc limit 1`.execute(desk.db);
	return { id, caseId: rows[0]!.case_id };
}

/** Sets columns of a case by hand. */
export async function change(caseId: number, columns: Record<string, unknown>): Promise<void> {
	await desk.db.updateTable("case").set(columns).where("id", "=", caseId).execute();
}

export const later = async (caseId: number, minutes: number): Promise<void> => {
	await sql`update "case" set registered_at = registered_at + ${minutes} * interval '1 minute' where id = ${caseId}`.execute(
		desk.db,
	);
};

/** What may repeat a case; `found` tells only how each was found. */
export const similar = (caseId: number, caller = desk.region.curator) => readSimilar(desk.db, caller, caseId);
export const found = async (caseId: number, caller = desk.region.curator) =>
	Object.fromEntries((await similar(caseId, caller)).items.map((item) => [item.caseId, item.kinds]));
