import { predict } from "./model/predict.ts";
import type { TextModel } from "./model/read-model.ts";

export type Classification = {
	/** null when the message speaks of no topic */
	topicCode: string | null;
	/** 0 … 1: how often the model was right when it was as sure, on messages it had not seen */
	confidence: number;
	/** up to five topics, best first */
	ranked: { topicCode: string; confidence: number }[];
};

/** the label of messages that speak of no topic, such as thanks and greetings */
const noTopic = "none";
/** less is a guess among hundreds of topics, and helps nobody */
const leastConfidence = 0.1;
const mostRanked = 5;
const letter = /\p{L}/u;

/**
 * The topics of a message by a model: the one in the box, or a region's own, whose labels may be codes that the registry
 * does not know. Takes a text of any length; never throws. Which words spoke for a topic is told by `explain`.
 */
export function classify(text: string, model: TextModel): Classification {
	const predicted = letter.test(text) ? predict(model, { text }, mostRanked + 1) : [];
	const best = predicted[0];
	if (!best || best.label === noTopic || best.probability < leastConfidence)
		return { topicCode: null, confidence: 0, ranked: [] };
	const ranked = predicted
		.filter(({ label }) => label !== noTopic)
		.slice(0, mostRanked)
		.map(({ label, probability }) => ({ topicCode: label, confidence: probability }));
	return { topicCode: best.label, confidence: best.probability, ranked };
}
