import { contentOf } from "./content-words.ts";
import type { Content } from "./content-words.ts";
import { shinglesOf } from "./shingles.ts";

/** A text made ready to be compared with many. */
export type Comparable = Content & { shingles: Set<number> };

/** How alike two texts are. */
export type Likeness = {
	/** 0 … 1, by wording: the share of their four-letter shingles that both have; 0 for texts too short for a print */
	wording: number;
	/** the second is a copy of the first with other numbers, greetings, typos, a few words changed */
	isCopy: boolean;
	/** 0 … 1, by matter: the share of their words and numbers that both have, in whatever order */
	matter: number;
	/** words of the first that the second has too, as they stand in the first, without numbers; at most 8 */
	sharedWords: string[];
};

const mostShared = 8;

/** @returns what `likenessOf` compares; any text will do */
export function comparable(text: string): Comparable {
	const content = contentOf(text);
	return { ...content, shingles: shinglesOf(content) };
}

/**
 * Compares two texts. The shorter they are, the more alike two strangers' texts about one thing are by chance, so the
 * more a copy must share: 0.5 + 8 / shingles of the shorter one (measured: docs/experiments/repeats.md).
 */
export function likenessOf(a: Comparable, b: Comparable): Likeness {
	const wording = jaccard(a.shingles, b.shingles);
	const shorter = Math.min(a.shingles.size, b.shingles.size);
	const sharedWords = [...a.words].flatMap(([stem, word]) => (b.words.has(stem) && !/\p{N}/u.test(word) ? [word] : []));
	return {
		wording,
		isCopy: shorter > 0 && wording >= Math.min(1, 0.5 + 8 / shorter),
		matter: jaccard(a.words, b.words),
		sharedWords: sharedWords.slice(0, mostShared),
	};
}

type Keys<K> = { size: number; has: (key: K) => boolean; keys: () => Iterable<K> };

function jaccard<K>(a: Keys<K>, b: Keys<K>): number {
	if (a.size === 0 || b.size === 0) return 0;
	let both = 0;
	for (const key of a.keys()) if (b.has(key)) both++;
	return both / (a.size + b.size - both);
}
