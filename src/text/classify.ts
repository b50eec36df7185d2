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

/** the two stems of a cue may stand this many words apart, in either order */
const phraseWindow = 5;
/** a text longer than this says its topic earlier */
const mostWords = 400;
const mostConfidence = 0.95;
/** what "no topic at all" weighs beside the topics */
const silence = 2;
const strengths = { sure: 3, likely: 1.6, hint: 0.7 } as const;

type Cue = { topic: number; weight: number; stem: number; other: number | null };
/** Everything a stem takes part in. */
type Stem = { id: number; cues: Cue[] };

const topicCodes = Object.keys(topicWords);
const stems = compile();
const longestStem = Math.max(...[...stems.keys()].map((stem) => stem.length));

/**
 * The topic of a message by the words of `topic-words.ts`: stems and pairs of stems with weights, summed per topic.
 * Takes a text of any length, looks at its first 400 words; never throws.
 */
export function classify(text: string): Classification {
	const words = wordsOf(text).slice(0, mostWords);
	const scores = new Map<number, number>();
	const spoke = new Map<number, Set<number>>();
	const lastSeen = new Map<number, number>();
	const counted = new Set<Cue>();
	for (const [position, word] of words.entries()) {
		for (const stem of stemsIn(word)) {
			lastSeen.set(stem.id, position);
			for (const cue of stem.cues) {
				if (counted.has(cue)) continue;
				const other = cue.other === null ? position : lastSeen.get(cue.stem === stem.id ? cue.other : cue.stem);
				if (other === undefined || position - other > phraseWindow) continue;
				counted.add(cue);
				scores.set(cue.topic, (scores.get(cue.topic) ?? 0) + cue.weight);
				const positions = spoke.get(cue.topic) ?? new Set();
				spoke.set(cue.topic, positions.add(position).add(other));
			}
		}
	}
	const ranked = rank(scores);
	const best = ranked[0];
	if (!best) return { topicCode: null, confidence: 0, words: [], ranked: [] };
	const positions = [...(spoke.get(best.topic) ?? [])].sort((a, b) => a - b);
	return {
		topicCode: topicCodes[best.topic] as string,
		confidence: best.confidence,
		words: [...new Set(positions.map((position) => words[position] as string))],
		ranked: ranked.slice(0, 5).map(({ topic, confidence }) => ({ topicCode: topicCodes[topic] as string, confidence })),
	};
}

function rank(scores: Map<number, number>): { topic: number; confidence: number }[] {
	let sum = silence;
	for (const score of scores.values()) sum += Math.expm1(score);
	return [...scores]
		.filter(([, score]) => score > 0)
		.sort((a, b) => b[1] - a[1] || a[0] - b[0])
		.map(([topic, score]) => ({ topic, confidence: Math.min(mostConfidence, Math.expm1(score) / sum) }));
}

/** Stems that begin the word, and the word as a whole (a stem written with a full stop). */
function* stemsIn(word: string): Generator<Stem> {
	for (let length = 2; length <= word.length && length <= longestStem; length++) {
		const stem = stems.get(word.slice(0, length));
		if (stem) yield stem;
	}
	const whole = stems.get(`${word}.`);
	if (whole) yield whole;
}

function compile(): Map<string, Stem> {
	const known = new Map<string, Stem>();
	const stemOf = (text: string): Stem => {
		const stem = known.get(text) ?? { id: known.size, cues: [] };
		known.set(text, stem);
		return stem;
	};
	for (const [topic, cues] of Object.values(topicWords).entries()) {
		for (const strength of ["sure", "likely", "hint"] as const) {
			for (const phrase of (cues[strength] ?? "").split(",")) {
				const [first, second] = phrase.trim().split(/\s+/);
				if (!first) continue;
				const one = stemOf(first);
				const two = second ? stemOf(second) : null;
				const cue = { topic, weight: strengths[strength], stem: one.id, other: two?.id ?? null };
				one.cues.push(cue);
				if (two && two !== one) two.cues.push(cue);
			}
		}
	}
	return known;
}
