import { addStem, stemsIn } from "./stems.ts";
import type { Stems } from "./stems.ts";
import { topicWords } from "./topic-words.ts";
import { wordsOf } from "./words.ts";

export type Classification = {
	/** null when no word of the text speaks for any topic */
	topicCode: string | null;
	/** 0 … 0.95: the share of the evidence that speaks for the topic, less when there is little evidence */
	confidence: number;
	/** the words of the text that spoke for the topic, in their order */
	words: string[];
	/** up to five topics, best first */
	ranked: { topicCode: string; confidence: number }[];
};

/** the stems of a cue may stand this many words apart, in any order */
const phraseWindow = 5;
/** a text longer than this says its topic earlier */
const mostWords = 400;
const mostConfidence = 0.95;
/** what "no topic at all" weighs beside the topics */
const silence = 2;
const strengths = { sure: 3, likely: 1.6, hint: 0.7 } as const;

/** One cue of the table; of its alternatives only the first that is met counts. */
type Cue = { id: number; topic: number; weight: number };
/** A stem takes part in a cue together with one of each list of others. */
type Part = { cue: Cue; others: Stem[][] };
type Stem = { id: number; parts: Part[] };

/** of what speaks for the field in general ("group.other") this much also speaks for each topic of it that was named */
const fieldShare = 0.5;

const topicCodes = Object.keys(topicWords);
/** by topic: the topic "other" of its group */
const others = topicCodes.map((code) => topicCodes.indexOf(`${code.split(".")[0]}.other`));
const { stems, stemCount, cueCount } = compile();
/** a position before every word, out of reach of any cue */
const never = -1000;

/**
 * The topic of a message by the words of `topic-words.ts`: stems and groups of stems with weights, summed per topic.
 * Takes a text of any length, looks at its first 400 words; never throws.
 */
export function classify(text: string): Classification {
	const words = wordsOf(text).slice(0, mostWords);
	const scores = new Map<number, number>();
	const spoke = new Map<number, number[]>();
	const lastSeen = new Int32Array(stemCount).fill(never);
	const counted = new Uint8Array(cueCount);
	for (const [position, word] of words.entries()) {
		const met = stemsIn(stems, word);
		for (const stem of met) {
			for (const { cue, others } of stem.parts) {
				if (counted[cue.id]) continue;
				const near = others.map((stems) => lastOf(stems, lastSeen));
				if (near.some((other) => position - other > phraseWindow)) continue;
				counted[cue.id] = 1;
				scores.set(cue.topic, (scores.get(cue.topic) ?? 0) + cue.weight);
				spoke.set(cue.topic, [...(spoke.get(cue.topic) ?? []), position, ...near]);
			}
		}
		// only now: one word is never two parts of a cue
		for (const stem of met) lastSeen[stem.id] = position;
	}
	const ranked = rank(scores);
	const best = ranked[0];
	if (!best) return { topicCode: null, confidence: 0, words: [], ranked: [] };
	const positions = (spoke.get(best.topic) ?? []).sort((a, b) => a - b);
	return {
		topicCode: topicCodes[best.topic] as string,
		confidence: best.confidence,
		words: [...new Set(positions.map((position) => words[position] as string))],
		ranked: ranked.slice(0, 5).map(({ topic, confidence }) => ({ topicCode: topicCodes[topic] as string, confidence })),
	};
}

function rank(scores: Map<number, number>): { topic: number; confidence: number }[] {
	let sum = silence;
	const weights: { topic: number; weight: number }[] = [];
	for (const [topic, score] of scores) {
		const other = others[topic] as number;
		const field = other === topic ? 0 : (scores.get(other) ?? 0) * fieldShare;
		const weight = Math.expm1(score + field);
		weights.push({ topic, weight });
		sum += weight;
	}
	return weights
		.sort((a, b) => b.weight - a.weight || a.topic - b.topic)
		.map(({ topic, weight }) => ({ topic, confidence: Math.min(mostConfidence, weight / sum) }));
}

/** Where one of the stems was met last. */
function lastOf(others: Stem[], lastSeen: Int32Array): number {
	let last = never;
	for (const { id } of others) last = Math.max(last, lastSeen[id] as number);
	return last;
}

function compile(): { stems: Stems<Stem>; stemCount: number; cueCount: number } {
	const known: Stems<Stem> = new Map();
	let stemCount = 0;
	let cueCount = 0;
	const stemsOf = (alternatives: string): Stem[] =>
		[...new Set(alternatives.split("|"))]
			.filter(Boolean)
			.map((text) => addStem(known, text, () => ({ id: stemCount++, parts: [] })));
	for (const [topic, words] of Object.values(topicWords).entries()) {
		for (const strength of ["sure", "likely", "hint"] as const) {
			for (const text of (words[strength] ?? "").split(",")) {
				const cue = { id: cueCount++, topic, weight: strengths[strength] };
				const sides = text.trim().split(/\s+/).map(stemsOf);
				for (const side of sides) {
					const others = sides.filter((one) => one !== side);
					for (const stem of side) stem.parts.push({ cue, others });
				}
			}
		}
	}
	return { stems: known, stemCount, cueCount };
}
