import { createHash, createHmac, hkdfSync } from "node:crypto";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Caller } from "../access/permissions.ts";
import { targetOf, workOnReply } from "./work-on-reply.ts";
import type { LiveReply, LockedCase } from "./reads.ts";
import { putSayLink } from "./writes-say.ts";
import { requireWritable } from "./start-draft.ts";

/** Where a resident's page stands. */
const path = "/r/";

/** What is needed to make links. */
export type LinkParts = { secretKey: Buffer; publicUrl: string };

/** The secret of an answer's link: the same each time, so that nothing but its hash is kept. */
export function sayToken(secretKey: Buffer, regionId: number, replyId: number): string {
	const key = Buffer.from(hkdfSync("sha256", secretKey, "", "otklik resident's say", 32));
	return createHmac("sha256", key).update(`${regionId} ${replyId}`).digest().subarray(0, 24).toString("base64url");
}

export const hashOfToken = (token: string): Buffer => createHash("sha256").update(token).digest();

const lineOf = (url: string): string => `Ваше мнение об ответе: ${url}`;

/**
 * The line with the link that an answer may carry; the link works once the answer stands in the thread.
 * @throws DomainError not-found, forbidden, reply-not-editable, say-link-off where the region wants no link there
 */
export async function offerSayLink(
	db: Db,
	parts: LinkParts,
	caller: Caller,
	caseId: number,
): Promise<{ url: string; line: string }> {
	return workOnReply(db, caller, "reply.write", caseId, async (tx, locked, reply) => {
		requireWritable(locked, reply);
		if (!reply) throw new DomainError("reply-not-editable", { status: null });
		if ((await wishOf(tx, locked, reply)) === "off") throw new DomainError("say-link-off", {});
		return makeLink(tx, parts, locked.region_id, reply.id);
	});
}

/** The text of a final answer with the link under it, where the region always wants one and there is room for it. */
export async function withSayLink(
	tx: Tx,
	{ secretKey, publicUrl }: { secretKey: Buffer; publicUrl?: string },
	locked: LockedCase,
	reply: LiveReply,
	maxLength: number,
): Promise<string> {
	if (publicUrl === undefined || reply.kind !== "final") return reply.text;
	if ((await wishOf(tx, locked, reply)) !== "always") return reply.text;
	const { url, line } = await makeLink(tx, { secretKey, publicUrl }, locked.region_id, reply.id);
	const text = `${reply.text.trimEnd()}\n\n${line}`;
	return reply.text.includes(url) || text.length > maxLength ? reply.text : text;
}

async function makeLink(tx: Tx, { secretKey, publicUrl }: LinkParts, regionId: number, replyId: number) {
	const token = sayToken(secretKey, regionId, replyId);
	await putSayLink(tx, regionId, replyId, hashOfToken(token));
	const url = `${publicUrl}${path}${token}`;
	return { url, line: lineOf(url) };
}

type Wish = "off" | "offered" | "always";

/** Under a post everybody reads the link: there the region asks for it apart. */
async function wishOf(tx: Tx, locked: LockedCase, reply: LiveReply): Promise<Wish> {
	const region = await tx
		.selectFrom("region")
		.select(["say_link", "say_link_in_comments"])
		.where("id", "=", locked.region_id)
		.executeTakeFirstOrThrow();
	const { threadKind } = await targetOf(tx, locked.region_id, reply.message_id);
	return threadKind === "direct" || region.say_link_in_comments ? (region.say_link as Wish) : "off";
}
