import { pairFeature, tokensOf, wordHash } from "../model/features.ts";

/** What the chance of a repeat is read from. */
export type Answered = {
	answer: string;
	question: string;
	/** answers the resident has already had in this case */
	answeredBefore: number;
	/** facts of a measurement that a stranger's desk does not have */
	extra?: readonly string[];
};

/** Sparse features: numbers of buckets with values. */
export type Features = { buckets: Int32Array; values: Float32Array };

export const bucketCount = 2 ** 18;

/** facts weigh less than words, of which a text has many */
const factWeight = 0.1;
const answerSalt = 0x5bd1e995;
const questionSalt = 0x27d4eb2f;

/**
 * Hashed words and pairs of words of the answer and of the question, each text of length 1 after `idf` (by bucket; 0:
 * never met), and facts about both.
 */
export function repeatFeatures(answered: Answered, idf: ArrayLike<number>): Features {
	const facts = [...factsOf(answered), ...(answered.extra ?? [])];
	const all = [
		...weighed(countBuckets(answered.answer, answerSalt), idf),
		...weighed(countBuckets(answered.question, questionSalt), idf),
		...facts.map((fact) => [bucketOf(wordHash(fact)), factWeight] as const),
	];
	return {
		buckets: Int32Array.from(all, ([bucket]) => bucket),
		values: Float32Array.from(all, ([, value]) => value),
	};
}

/** The buckets of all words in an answer and its question, each once. */
export function wordBuckets({ answer, question }: Answered): number[] {
	return [...countBuckets(answer, answerSalt).keys(), ...countBuckets(question, questionSalt).keys()];
}

function countBuckets(text: string, salt: number): Map<number, number> {
	const counts = new Map<number, number>();
	const count = (hash: number): void => {
		const bucket = bucketOf(hash ^ salt);
		counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
	};
	let before: number | null = null;
	for (const { word } of tokensOf(text)) {
		const hash = wordHash(word);
		count(hash);
		if (before !== null) count(pairFeature(before, hash));
		before = hash;
	}
	return counts;
}

function weighed(counts: Map<number, number>, idf: ArrayLike<number>): (readonly [number, number])[] {
	const found: (readonly [number, number])[] = [];
	let square = 0;
	for (const [bucket, count] of counts) {
		const value = (1 + Math.log(count)) * (idf[bucket] ?? 0);
		if (value === 0) continue;
		square += value * value;
		found.push([bucket, value]);
	}
	const length = Math.sqrt(square);
	return found.map(([bucket, value]) => [bucket, value / length] as const);
}

/** Lengths in steps, numbers and marks, as words of their own. */
function factsOf({ answer, question, answeredBefore }: Answered): string[] {
	const numbers = new Set(answer.match(/\d{1,12}/g));
	const told = question.match(/\d{1,12}/g) ?? [];
	const repeated = told.filter((one) => numbers.has(one)).length;
	const capitals = question.match(/\p{Lu}/gu)?.length ?? 0;
	return [
		`answer length ${stepOf(answer.length)}`,
		`question length ${stepOf(question.length)}`,
		`answer numbers ${Math.min(6, answer.match(/\d{1,12}/g)?.length ?? 0)}`,
		`question numbers ${Math.min(6, told.length)}`,
		`numbers repeated ${told.length === 0 ? "none" : Math.round((4 * repeated) / told.length)}`,
		`answer lines ${Math.min(8, countOf(answer, "\n"))}`,
		`question lines ${Math.min(4, countOf(question, "\n"))}`,
		`question sentences ${Math.min(8, question.match(/[.!?]{1,9}/g)?.length ?? 0)}`,
		`question exclaims ${Math.min(3, countOf(question, "!"))}`,
		`question asks ${Math.min(3, countOf(question, "?"))}`,
		`question capitals ${Math.min(5, Math.round((10 * capitals) / (question.length + 5)))}`,
		`answered before ${Math.min(3, answeredBefore)}`,
	];
}

const countOf = (text: string, mark: string): number => text.split(mark).length - 1;

/** Lengths by halves of a doubling. */
const stepOf = (length: number): number => Math.round(2 * Math.log2(length + 1));

const bucketOf = (hash: number): number => (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0) % bucketCount;
