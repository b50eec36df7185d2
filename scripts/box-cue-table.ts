/**
 * What speaks for a topic: cues divided by commas. A cue is one stem, or two or three that stand near each other in any
 * order; a bar divides words that mean the same there. "ям" begins a word, "яма." is the whole word. Written without ё.
 */
export type TopicCues = { sure?: string; likely?: string; hint?: string };

/** by topic code */
export type CueTable = Record<string, TopicCues>;
