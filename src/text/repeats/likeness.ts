import type { Content } from "./content-words.ts";

const mostShared = 8;

/**
 * How alike two texts are by wording, 0 … 1: the share of their shingles that both have; and whether the one is a copy
 * of the other with a few words, numbers or letters changed. The shorter they are, the more alike two strangers' texts
 * about one thing are by chance, so the more a copy must share: 0.5 + 8 / shingles of the shorter one (measured:
 * docs/experiments/repeats.md). Texts too short for a print are copies of nothing.
 */
export function compareWording(a: Set<number>, b: Set<number>): { likeness: number; isCopy: boolean } {
	const likeness = jaccard(a, b);
	const shorter = Math.min(a.size, b.size);
	return { likeness, isCopy: shorter > 0 && likeness >= Math.min(1, 0.5 + 8 / shorter) };
}

/**
 * How alike two texts are by matter, 0 … 1: the share of their words and numbers that both have, in whatever order;
 * and words of the first that the second has too, as they stand in the first, without numbers, at most 8.
 */
export function compareMatter(a: Content, b: Content): { likeness: number; sharedWords: string[] } {
	const sharedWords: string[] = [];
	for (const [stem, word] of a.words) if (b.words.has(stem) && !/\d/.test(stem)) sharedWords.push(word);
	return { likeness: jaccard(a.words, b.words), sharedWords: sharedWords.slice(0, mostShared) };
}

type Keys<K> = { size: number; has: (key: K) => boolean; keys: () => Iterable<K> };

function jaccard<K>(a: Keys<K>, b: Keys<K>): number {
	if (a.size === 0 || b.size === 0) return 0;
	let both = 0;
	for (const key of a.keys()) if (b.has(key)) both++;
	return both / (a.size + b.size - both);
}
