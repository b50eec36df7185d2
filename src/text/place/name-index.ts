import { formsOf } from "./declension.ts";
import type { Lexeme } from "./place-name.ts";
import type { Words } from "./read-tokens.ts";
import { shortGapBefore } from "./read-tokens.ts";

/** What a name may mean, by kind. */
type Senses<T> = Map<string, T[]>;
type Node<T> = { next: Map<number, Node<T>> | null; senses: Senses<T> | null };

/** Names as sequences of words, each found in any of its forms. */
export type NameIndex<T> = { root: Node<T>; lexemes: Map<string, number>; idsByForm: Map<string, number[]> };

/** The longest name that begins at a token: it ends before token `to`. */
export type Hit<T> = { to: number; senses: Senses<T> };

export const makeNameIndex = <T>(): NameIndex<T> => ({
	root: { next: null, senses: null },
	lexemes: new Map(),
	idsByForm: new Map(),
});

/** Adds what a name means; a name with an empty word is left out. */
export function addName<T>(index: NameIndex<T>, lexemes: Lexeme[], kind: string, sense: T): void {
	if (lexemes.length === 0 || lexemes.some(({ word }) => word === "")) return;
	let node = index.root;
	for (const lexeme of lexemes) {
		const id = idOf(index, lexeme);
		node.next ??= new Map();
		let next = node.next.get(id);
		if (!next) node.next.set(id, (next = { next: null, senses: null }));
		node = next;
	}
	node.senses ??= new Map();
	const same = node.senses.get(kind);
	if (same) same.push(sense);
	else node.senses.set(kind, [sense]);
}

function idOf<T>(index: NameIndex<T>, { word, paradigm }: Lexeme): number {
	const key = `${paradigm} ${word}`;
	const known = index.lexemes.get(key);
	if (known !== undefined) return known;
	const id = index.lexemes.size;
	index.lexemes.set(key, id);
	for (const form of formsOf(word, paradigm)) {
		const ids = index.idsByForm.get(form);
		if (!ids) index.idsByForm.set(form, [id]);
		else if (!ids.includes(id)) ids.push(id);
	}
	return id;
}

/** what may stand between the words of a name, no line break */
const withinName = /^[ \t\u00a0\-‐‑–—№#«»"'“”„]{0,3}$/;
const afterInitial = /^\.?[ \t\u00a0\-–—№«»"'“”„]{0,3}$/;

/** Whether a name may go on at this token. */
export function joinsName(words: Words, at: number): boolean {
	const isInitial = (words.tokens[at - 1]?.word.length ?? 0) === 1;
	return (isInitial ? afterInitial : withinName).test(shortGapBefore(words, at));
}

/** Takes time that grows with the words of the longest name, never with the text. */
export function longestHit<T>(index: NameIndex<T>, words: Words, from: number): Hit<T> | null {
	let states: Node<T>[] = [index.root];
	let best: Hit<T> | null = null;
	for (let at = from; states.length > 0 && at < words.tokens.length; at++) {
		if (at > from && !joinsName(words, at)) break;
		const ids = index.idsByForm.get(words.tokens[at]?.word ?? "");
		if (!ids) break;
		const reached: Node<T>[] = [];
		for (const { next } of states)
			for (const id of ids) {
				const node = next?.get(id);
				if (node) reached.push(node);
			}
		const ends = reached.flatMap((node) => node.senses ?? []);
		if (ends[0]) best = { to: at + 1, senses: ends.length === 1 ? ends[0] : mergeSenses(ends) };
		states = reached;
	}
	return best;
}

function mergeSenses<T>(all: Senses<T>[]): Senses<T> {
	const merged: Senses<T> = new Map();
	for (const senses of all) for (const [kind, some] of senses) merged.set(kind, [...(merged.get(kind) ?? []), ...some]);
	return merged;
}
