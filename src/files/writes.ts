import { sql } from "kysely";
import type { Attachment } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import { bandsOf } from "../domain/picture-print.ts";
import type { Evidence } from "./read-evidence.ts";
import type { FileReason } from "./reasons.ts";

/** Every INSERT and UPDATE of file, file_evidence, file_print, file_band and message_file. */

export type NewFile = {
	regionId: number;
	sha256: string;
	type: string;
	size: number;
	width: number;
	height: number;
	evidence: Evidence | null;
};

/** The same bytes again are the file that is here already. */
export async function putFile(tx: Tx, { regionId, sha256, evidence, ...about }: NewFile): Promise<void> {
	const key = { region_id: regionId, sha256 };
	await tx
		.insertInto("file")
		.values({ ...key, ...about })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	if (!evidence) return;
	const { takenAt, zone, latitude, longitude } = evidence;
	await tx
		.insertInto("file_evidence")
		.values({ ...key, taken_at: sql<Date>`${takenAt}::timestamp`, zone, latitude, longitude })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/** What a picture looks like, with the parts it is found by. */
export async function putPrint(tx: Tx, regionId: number, sha256: string, print: bigint): Promise<void> {
	await sql`insert into file_print (region_id, sha256, print) values (${regionId}, ${sha256}, ${String(print)}::bigint)
		on conflict do nothing`.execute(tx);
	await sql`insert into file_band (region_id, band, sha256)
		select ${regionId}, b, ${sha256} from unnest(${bandsOf(print)}::int[]) b on conflict do nothing`.execute(tx);
}

export type NewMessageFile = {
	regionId: number;
	messageId: number;
	number: number;
	position: number;
	attachment: Attachment;
	deliveryId: number;
};

export async function insertMessageFiles(tx: Tx, files: readonly NewMessageFile[]): Promise<void> {
	if (files.length === 0) return;
	await tx
		.insertInto("message_file")
		.values(
			files.map(({ regionId, messageId, number, position, attachment, deliveryId }) => ({
				region_id: regionId,
				message_id: messageId,
				attachment: JSON.stringify(attachment),
				delivery_id: deliveryId,
				number,
				position,
			})),
		)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/** An edit moved the file among the message's attachments, or took it away (null). */
export async function placeMessageFile(
	tx: Tx,
	key: { regionId: number; messageId: number; number: number },
	position: number | null,
): Promise<void> {
	await tx
		.updateTable("message_file")
		.set({ position })
		.where("region_id", "=", key.regionId)
		.where("message_id", "=", key.messageId)
		.where("number", "=", key.number)
		.execute();
}

/** A file that somebody fetches. */
export type ClaimedFile = {
	regionId: number;
	messageId: number;
	number: number;
	attachment: Attachment;
	deliveryId: number | null;
	pageId: number;
	attempts: number;
};

/** Seconds after which a file whose fetching never ended is tried again: longer than a fetch and its decoding take. */
const leaseSeconds = 300;

/** The file that has waited longest, taken by this worker alone; counted as an attempt, should the worker end over it. */
export async function claimFile(db: Db, regionId: number): Promise<ClaimedFile | null> {
	const { rows } = await sql<ClaimedFile>`
		with next as (
			select message_id, number from message_file
			where region_id = ${regionId} and state = 'waiting' and next_at <= now()
			order by next_at limit 1 for update skip locked)
		update message_file f
		set attempts = f.attempts + 1, next_at = now() + make_interval(secs => ${leaseSeconds})
		from next, message m
		where f.region_id = ${regionId} and f.message_id = next.message_id and f.number = next.number
			and m.region_id = ${regionId} and m.id = f.message_id
		returning f.region_id as "regionId", f.message_id as "messageId", f.number, f.attachment,
			f.delivery_id as "deliveryId", m.page_id as "pageId", f.attempts`.execute(db);
	return rows[0] ?? null;
}

export type FileEnd =
	| { state: "kept"; sha256: string }
	| { state: "refused" | "gone"; reason: FileReason }
	/** `isFree`: it was not even tried, and does not count */
	| { state: "waiting"; reason: string; afterSeconds: number; isFree?: boolean };

/** Writes down what became of a claimed file; nothing happens when it has been settled meanwhile. */
export async function settleFile(tx: Db | Tx, claimed: ClaimedFile, end: FileEnd): Promise<void> {
	const change =
		end.state === "waiting"
			? {
					reason: end.reason,
					next_at: sql<Date>`now() + make_interval(secs => ${end.afterSeconds})`,
					...(end.isFree && { attempts: claimed.attempts - 1 }),
				}
			: end.state === "kept"
				? { state: end.state, sha256: end.sha256, reason: null }
				: { state: end.state, reason: end.reason };
	await tx
		.updateTable("message_file")
		.set(change)
		.where("region_id", "=", claimed.regionId)
		.where("message_id", "=", claimed.messageId)
		.where("number", "=", claimed.number)
		.where("state", "=", "waiting")
		.execute();
}
