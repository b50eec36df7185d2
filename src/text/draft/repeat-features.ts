import { pairFeature, tokensOf, wordHash } from "../model/features.ts";
import type { DraftFinding } from "./draft.ts";

/** What the chance is read from besides the answer itself. */
export type RepeatAsked = {
	question: string;
	/** answers the resident has already had in this case */
	answeredBefore: number;
	/** what `readDraft` found in the answer */
	findings: readonly Pick<DraftFinding, "code">[];
};

/** Sparse features: buckets with values; a bucket may come more than once. */
export type Features = { buckets: Int32Array; values: Float32Array };

export const bucketCount = 2 ** 18;

/** facts weigh less than words, of which a text has many */
const factWeight = 0.1;
const answerSalt = 0x5bd1e995;
const questionSalt = 0x27d4eb2f;

/**
 * Hashed words and pairs of words of the answer and of the question, each part of length 1 after `idf` (by bucket; 0:
 * never met), and facts about both. `extra` are facts of a measurement that a stranger's desk does not have.
 */
export function repeatFeatures(
	answer: string,
	asked: RepeatAsked,
	idf: ArrayLike<number>,
	extra: readonly string[] = [],
): Features {
	const words = [...part(answer, answerSalt, idf), ...part(asked.question, questionSalt, idf)];
	const facts = [...factsOf(answer, asked), ...extra].map((fact): [number, number] => [
		bucketOf(wordHash(fact)),
		factWeight,
	]);
	const all = [...words, ...facts];
	return {
		buckets: Int32Array.from(all, ([bucket]) => bucket),
		values: Float32Array.from(all, ([, value]) => value),
	};
}

/** Buckets of a text, each once, with how often they were met. */
export function countBuckets(text: string, salt: number): Map<number, number> {
	const counts = new Map<number, number>();
	let before: number | null = null;
	for (const { word } of tokensOf(text)) {
		const hash = wordHash(word);
		const buckets = [bucketOf(hash ^ salt)];
		if (before !== null) buckets.push(bucketOf(pairFeature(before, hash) ^ salt));
		for (const bucket of buckets) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
		before = hash;
	}
	return counts;
}

/** All buckets of words in an answer and its question, for counting in how many they stand. */
export function wordBuckets(answer: string, question: string): number[] {
	return [...countBuckets(answer, answerSalt).keys(), ...countBuckets(question, questionSalt).keys()];
}

function part(text: string, salt: number, idf: ArrayLike<number>): [number, number][] {
	const found: [number, number][] = [];
	let square = 0;
	for (const [bucket, count] of countBuckets(text, salt)) {
		const value = (1 + Math.log(count)) * (idf[bucket] ?? 0);
		if (value === 0) continue;
		square += value * value;
		found.push([bucket, value]);
	}
	const length = Math.sqrt(square);
	return found.map(([bucket, value]) => [bucket, value / length]);
}

/** Lengths in steps, numbers, marks and findings, as words of their own. */
function factsOf(answer: string, { question, answeredBefore, findings }: RepeatAsked): string[] {
	const digits = (text: string) => Math.min(6, text.match(/\d{1,12}/g)?.length ?? 0);
	const numbers = new Set(answer.match(/\d{1,12}/g));
	const told = question.match(/\d{1,12}/g) ?? [];
	const capitals = question.match(/\p{Lu}/gu)?.length ?? 0;
	return [
		`answer length ${stepOf(answer.length)}`,
		`question length ${stepOf(question.length)}`,
		`answer numbers ${digits(answer)}`,
		`question numbers ${digits(question)}`,
		`numbers repeated ${told.length === 0 ? "none" : Math.round((4 * told.filter((one) => numbers.has(one)).length) / told.length)}`,
		`answer lines ${Math.min(8, answer.split("\n").length)}`,
		`question lines ${Math.min(4, question.split("\n").length)}`,
		`question sentences ${Math.min(8, question.match(/[.!?]{1,9}/g)?.length ?? 0)}`,
		`question exclaims ${Math.min(3, question.split("!").length - 1)}`,
		`question asks ${Math.min(3, question.split("?").length - 1)}`,
		`question capitals ${Math.min(5, Math.round((10 * capitals) / (question.length + 5)))}`,
		`answered before ${Math.min(3, answeredBefore)}`,
		...new Set(findings.map(({ code }) => `finding ${code}`)),
		`official phrases ${Math.min(6, findings.filter(({ code }) => code === "officialese").length)}`,
	];
}

/** Lengths by halves of a doubling. */
const stepOf = (length: number): number => Math.round(2 * Math.log2(length + 1));

const bucketOf = (hash: number): number => (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0) % bucketCount;
