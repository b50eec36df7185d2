import type { Reply } from "../../api.ts";

export type ReplyKind = Reply["kind"];
/** A promise as it is being typed: any part may still be empty. */
export type PromiseTyped = { who: string; what: string; dueOn: string };
/** What an answer says: its words, what kind of answer it is, and the day it promises. */
export type Said = { text: string; kind: ReplyKind; promise: PromiseTyped | null };

export const nothingSaid: Said = { text: "", kind: "final", promise: null };

export function saidOf(reply: Reply): Said {
	const { text, kind, promise } = reply;
	return { text, kind, promise: promise && { who: promise.who, what: promise.what, dueOn: promise.dueOn } };
}

const says = (words: string): boolean => /[\p{L}\p{N}]{2}/u.test(words);

/** Whether somebody is named, something is said and a day is set: only then the server takes a promise. */
export function isPromiseWhole(promise: PromiseTyped | null): promise is PromiseTyped {
	return promise !== null && says(promise.who) && says(promise.what) && /^\d{4}-\d\d-\d\d$/.test(promise.dueOn);
}

/** For the server: null takes the promise away, undefined leaves it while it is half typed. A question promises nothing. */
export function promiseToSend({ kind, promise }: Said): PromiseTyped | null | undefined {
	if (kind === "question" || promise === null) return null;
	if (!isPromiseWhole(promise)) return undefined;
	return { who: promise.who.trim(), what: promise.what.trim(), dueOn: promise.dueOn };
}

const isSamePromise = (a: PromiseTyped | null, b: PromiseTyped | null): boolean =>
	a === b || (a !== null && b !== null && a.who === b.who && a.what === b.what && a.dueOn === b.dueOn);

export const isSameSaid = (a: Said, b: Said): boolean =>
	a.text === b.text && a.kind === b.kind && isSamePromise(a.promise, b.promise);

/** Whether the server has everything of it that it would take. */
export function isSent(said: Said, there: Said): boolean {
	const promise = promiseToSend(said);
	const isPromiseThere = promise === undefined || isSamePromise(promise, promiseToSend(there) ?? null);
	return said.text === there.text && said.kind === there.kind && isPromiseThere;
}

/** Another kind of the same answer: an interim one always promises, a half-typed promise stays behind with it. */
export function asKind(said: Said, kind: ReplyKind, who: string): Said {
	if (kind === "interim") return { ...said, kind, promise: said.promise ?? { who, what: "", dueOn: "" } };
	const isKept = kind === "question" || isPromiseWhole(said.promise);
	return { ...said, kind, promise: isKept ? said.promise : null };
}

/** What stands in the way before the server is asked. */
export function isPromiseMissing({ kind, promise }: Said): boolean {
	if (kind === "question") return false;
	return promise === null ? kind === "interim" : !isPromiseWhole(promise);
}
