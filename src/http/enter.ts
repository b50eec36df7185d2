import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../access/permissions.ts";
import { readCaller } from "../access/read-caller.ts";
import { readMe } from "../access/reads.ts";
import { signOut } from "../access/sign-out.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Me } from "./contract.ts";
import type { RouteParts } from "./parts.ts";
import { positionText, readHorizon } from "./read-feed.ts";
import { sessionToken, setSessionCookie } from "./session.ts";
import { visitOf } from "./sign-in-browser.ts";

type EnterParts = Pick<RouteParts, "db" | "isHttps">;

/** Who somebody is, and where the stream of changes stands before anything else is read. */
export async function readOwn(db: Db, caller: Caller): Promise<Me> {
	const live = positionText(await readHorizon(db));
	return { ...(await readMe(db, caller)), live };
}

/** The cookie of a new session; the one that the browser had ends, so nobody else may go on with it. */
export async function replaceSession(
	request: FastifyRequest,
	reply: FastifyReply,
	token: string,
	{ db, isHttps }: EnterParts,
): Promise<void> {
	const before = sessionToken(request);
	if (before) await signOut(db, before, visitOf(request).ip);
	setSessionCookie(reply, token, isHttps);
}

/** The same, and who has come in. @throws DomainError unauthenticated when the session is over already */
export async function enter(
	request: FastifyRequest,
	reply: FastifyReply,
	token: string,
	parts: EnterParts,
): Promise<Me> {
	await replaceSession(request, reply, token, parts);
	const caller = await readCaller(parts.db, token, visitOf(request).ip);
	if (!caller) throw new DomainError("unauthenticated");
	return readOwn(parts.db, caller);
}
