import { compilePhrases } from "./phrases.ts";
import type { Hit } from "./phrases.ts";
import { readText } from "./read-text.ts";
import type { DraftText, Sentence, Token } from "./read-text.ts";
import { emptyWords, saidTable } from "./said-table.ts";
import type { Said } from "./said-table.ts";

/** A draft as the rules see it: its words and sentences, and what the sentences say. */
export type Reading = DraftText & {
	hits: ReadonlyMap<Said, readonly Hit<Said>[]>;
	/** by sentence */
	said: readonly ReadonlySet<Said>[];
	/** by sentence: it says nothing of the matter itself */
	isHollow: readonly boolean[];
};

const findSaid = compilePhrases(Object.entries(saidTable) as [Said, string][]);
const findHollow = compilePhrases([["hollow", emptyWords]]);

const notDone = /^(?:не|будет|будут|быть|если|когда|чтобы|должны?|должно|должна|нужно|ли)$/;

/** Never throws; linear time. */
export function readingOf(text: string): Reading {
	const read = readText(text);
	const hits = new Map<Said, Hit<Said>[]>();
	const said = read.sentences.map(() => new Set<Said>());
	for (const hit of findSaid(read.tokens)) {
		if (hit.of === "done" && isDenied(read.tokens, hit.first)) continue;
		const list = hits.get(hit.of) ?? [];
		list.push(hit);
		hits.set(hit.of, list);
		said[sentenceOf(read, hit)]?.add(hit.of);
	}
	return { ...read, hits, said, isHollow: hollowSentences(read) };
}

/** «не убрали», «будет убрано», «должно быть убрано» tell of nothing done. */
function isDenied(tokens: readonly Token[], first: number): boolean {
	for (let i = Math.max(0, first - 2); i < first; i++)
		if (tokens[i]?.sentence === tokens[first]?.sentence && notDone.test(tokens[i]?.word ?? "")) return true;
	return false;
}

function hollowSentences({ tokens, sentences }: DraftText): boolean[] {
	const isHollow = new Uint8Array(tokens.length);
	for (const { first } of findHollow(tokens)) isHollow[first] = 1;
	const says = ({ first, last }: Sentence): boolean => {
		for (let i = first; i < last; i++) {
			const token = tokens[i];
			// names of bodies and people say nothing of the matter, nor does the number of a house
			const isName = token?.isCapital && i > first;
			const isHouse =
				/^\d/.test(token?.word ?? "") &&
				/^(?:д|дом|доме|дома|дому|улица|улице|корп|корпус)$/.test(tokens[i - 1]?.word ?? "");
			if (!isHollow[i] && !isName && !isHouse) return true;
		}
		return false;
	};
	return sentences.map((sentence) => !says(sentence));
}

export const sentenceOf = ({ tokens }: DraftText, { first }: { first: number }): number => tokens[first]?.sentence ?? 0;

export const hitsOf = (reading: Reading, said: Said): readonly Hit<Said>[] => reading.hits.get(said) ?? [];

export const says = (reading: Reading, said: Said): boolean => reading.hits.has(said);

/** Offsets of the tokens from `first` to `last`. */
export function placeOf({ tokens }: DraftText, { first, last }: { first: number; last: number }) {
	return { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0 };
}
