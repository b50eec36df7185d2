import type { TopicWordTable } from "./topic-word-table.ts";
import { cityWords } from "./topic-words-city.ts";
import { peopleWords } from "./topic-words-people.ts";

export const topicWords: TopicWordTable = { ...cityWords, ...peopleWords };
