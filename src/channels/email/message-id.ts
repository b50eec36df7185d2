import { createHash } from "node:crypto";

/** Identities of letters (RFC 5322, 3.6.4). */

const digest = (...parts: (string | Buffer)[]): string => {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return hash.digest("hex").slice(0, 32);
};

/** All ids in a header of ids, in their order, without brackets; at most the first and the last fifty. */
export function readIds(value: string | undefined): string[] {
	const ids = [...(value ?? "").slice(0, 100_000).matchAll(/<\s*([^<>\s]{1,900})\s*>/g)].map(
		(match) => match[1] as string,
	);
	return ids.length > 100 ? [...ids.slice(0, 50), ...ids.slice(-50)] : ids;
}

const plain = /^[\x21-\x7e]{3,250}$/;

/** What a letter is called in the desk: its Message-ID, or its hash where that is long or strange. */
export const externalIdOf = (id: string): string => (plain.test(id) ? id : `long:${digest(id)}`);

/** Where there is no Message-ID: the same letter read twice gets the same name. */
export const externalIdOfUnnamed = (names: string, rest: Buffer): string => `unnamed:${digest(names, rest)}`;

/** Can this external id stand in In-Reply-To? */
export const isMessageId = (externalId: string): boolean => !/^(?:long|unnamed):/.test(externalId);

export const eventIdOf = (externalId: string): string => digest(externalId);

const threadKeyOf = (rootId: string): string => `letters:${digest(rootId)}`;

/**
 * The Message-ID of an answer: always the same for one order, so that a repeat can be recognised, and with the thread in
 * it, since some programs send back the last id alone.
 */
export function answerId(orderKey: string, threadKey: string, address: string): string {
	return `answer.${digest(orderKey)}.${threadKey.replace(/^letters:/, "")}@${address.split("@")[1]}`;
}

const answer = /^answer\.[0-9a-f]{32}\.([0-9a-f]{32})@(.+)$/;

/** The thread of one of this page's own answers; null for any other id. */
export function threadOfAnswer(id: string, address: string): string | null {
	const found = answer.exec(id);
	return found && found[2]?.toLowerCase() === address.split("@")[1] ? `letters:${found[1]}` : null;
}

/** Ids of our answers anywhere in a text, for letters that tell of one. */
export function findAnswerIds(text: string, address: string): string[] {
	const found = text.match(/answer\.[0-9a-f]{32}\.[0-9a-f]{32}@[\w.-]{1,255}/g) ?? [];
	return found.filter((id) => threadOfAnswer(id, address) !== null);
}

/** A thread is known by one of our answers in it, else by the letter it began with. */
export function threadOf(externalId: string, references: string[], inReplyTo: string[], address: string): string {
	const chain = [...references, ...inReplyTo];
	const ours = [externalId, ...chain.toReversed()].map((id) => threadOfAnswer(id, address)).find((key) => key !== null);
	return ours ?? threadKeyOf(chain[0] ?? externalId);
}

/** Authors are told apart by their address without anybody seeing it. */
export const authorKeyOf = (address: string): string =>
	`mail:${createHash("sha256").update(address.toLowerCase()).digest("hex")}`;
