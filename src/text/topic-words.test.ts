import { describe, expect, test } from "vitest";
import { topics } from "../registry/topics.ts";
import { topicWords } from "./topic-words.ts";

const cues = Object.entries(topicWords).flatMap(([topic, { sure = "", likely = "", hint = "" }]) =>
	[sure, likely, hint].flatMap((list) => list.split(",")).map((cue) => ({ topic, cue: cue.trim() })),
);

describe("the table of topic words", () => {
	test("speaks of every topic and of nothing else", () => {
		expect(Object.keys(topicWords).sort()).toEqual(topics.map(({ code }) => code).sort());
	});

	test("a cue is one to three stems, in the letters that texts are compared in", () => {
		const bad = cues.filter(({ cue }) => cue !== "" && !/^[а-я0-9a-z|.]+( [а-я0-9a-z|.]+){0,2}$/.test(cue));
		expect(bad).toEqual([]);
	});

	test("a stem has at least two letters, a full stop only ends it, no alternative is empty", () => {
		const stems = cues.filter(({ cue }) => cue !== "").flatMap(({ cue }) => cue.split(/[ |]/));
		expect(stems.filter((stem) => !/^[а-я0-9a-z]{2,}\.?$/.test(stem))).toEqual([]);
	});

	test("no cue is written twice for a topic", () => {
		const all = cues.filter(({ cue }) => cue !== "").map(({ topic, cue }) => `${topic}: ${cue}`);
		expect(all.filter((cue, i) => all.indexOf(cue) !== i)).toEqual([]);
	});

	test("no stem stands alone twice for a topic, once inside the other", () => {
		const single = cues.filter(({ cue }) => cue !== "" && !cue.includes(" "));
		const stems = single.flatMap(({ topic, cue }) => cue.split("|").map((stem) => ({ topic, cue, stem })));
		const doubled = stems.filter(({ topic, cue, stem }) =>
			stems.some(
				(one) => one.topic === topic && one.cue !== cue && !one.stem.endsWith(".") && stem.startsWith(one.stem),
			),
		);
		expect(doubled.map(({ topic, stem }) => `${topic}: ${stem}`)).toEqual([]);
	});
});
