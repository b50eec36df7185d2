import type { TopicTable } from "./topic-table.ts";
import { cityTopics } from "./topics-city.ts";
import { peopleTopics } from "./topics-people.ts";

export type TopicGroupSeed = { code: string; titleRu: string; titleEn: string };
export type TopicSeed = TopicGroupSeed & { groupCode: string; isPhysical: boolean };

/** By how often residents write about them. */
const order = [
	...["housing", "roads", "transit", "improvement", "health", "social", "safety", "education", "energy", "ecology"],
	...["waste", "telecom", "construction", "military", "sport", "economy", "labour", "culture", "authorities"],
	...["agriculture", "property", "ethnic", "politics", "youth", "tourism", "rmc"],
];
const table: TopicTable = { ...cityTopics, ...peopleTopics };

/** The groups of topics a new region starts with, in the order of the lists on the screen. */
export const topicGroups: TopicGroupSeed[] = order.map((code) => {
	const [titleRu, titleEn] = table[code] as TopicTable[string];
	return { code, titleRu, titleEn };
});

/** Their topics, group by group; each group ends with "group.other". */
export const topics: TopicSeed[] = order.flatMap((groupCode) =>
	(table[groupCode] as TopicTable[string])[2].map(([name, titleRu, titleEn, isPhysical]) => ({
		code: `${groupCode}.${name}`,
		groupCode,
		titleRu,
		titleEn,
		isPhysical: isPhysical === "photo",
	})),
);
