import { expect, test } from "vitest";
import { cityTopics } from "./topics-city.ts";
import { peopleTopics } from "./topics-people.ts";
import { topicGroups, topics } from "./topics.ts";

test("26 groups, each of the tables once", () => {
	const codes = topicGroups.map(({ code }) => code);
	expect(codes).toHaveLength(26);
	expect([...codes].sort()).toEqual([...Object.keys(cityTopics), ...Object.keys(peopleTopics)].sort());
});

test("codes are unique and speak: group.kebab-name", () => {
	const codes = topics.map(({ code }) => code);
	expect(new Set(codes).size).toBe(codes.length);
	for (const { code, groupCode } of topics) expect(code).toMatch(new RegExp(`^${groupCode}\\.[a-z]+(-[a-z]+)*$`));
});

test("every group ends with its own other", () => {
	for (const { code } of topicGroups)
		expect(topics.filter(({ groupCode }) => groupCode === code).at(-1)?.code).toBe(`${code}.other`);
});

test("no two topics of one language share a title", () => {
	for (const titles of [topics.map(({ titleRu }) => titleRu), topics.map(({ titleEn }) => titleEn)]) {
		expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
		for (const title of titles) expect(title).toBe(title.trim());
	}
});
