/** Stems of one topic, divided by commas: "ям" begins a word, "яма." is the whole word, "ям двор" are two stems near each other. */
export type TopicWords = { sure?: string; likely?: string; hint?: string };

export const topicWords: Record<string, TopicWords> = {
	"housing.no-water": { sure: "нет вод, без вод, отключ вод, горяч вод" },
	"roads.snow-on-road": { sure: "снег дорог, гололед дорог, чист дорог", likely: "снег" },
};
