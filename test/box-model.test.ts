import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { measureBox } from "../scripts/box-figures.ts";
import { cueTable } from "../scripts/box-cues.ts";
import { noTopic, readExamples, readLabelMap, readWords } from "../scripts/box-rows.ts";
import { topics } from "../src/registry/topics.ts";
import { readModelFile } from "../src/text/model/network-file.ts";
import { readModel } from "../src/text/model/read-model.ts";

const fileOf = (name: string): Buffer => readFileSync(new URL(`../${name}`, import.meta.url));
const bytes = fileOf("models/topics.model");
const card = fileOf("docs/model-card.md").toString();
const codes = topics.map(({ code }) => code);
const known = new Set([...codes, noTopic]);

const [taught, tested] = [readExamples("train"), readExamples("test")];
const textsOf = (rows: readonly { text: string }[]) => rows.map(({ text }) => wordsOf(text));
const wordsOf = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]).join(" ");
const countOf = (rows: readonly { topics: string[] }[], code: string) =>
	rows.filter((row) => row.topics[0] === code).length;

describe("the file", () => {
	test("is the one of the card, and 8 MB at most", () => {
		expect(bytes.length).toBeLessThanOrEqual(8_000_000);
		expect(card).toContain(createHash("sha256").update(bytes).digest("hex"));
		expect(card).toContain(`${bytes.length} bytes`);
	});

	test("has topic codes for labels, nothing else in words, and numbers to its last byte", () => {
		// reading refuses a file that is longer than its numbers
		const { header } = readModelFile(bytes);
		const { labels, columns, ...rest } = header;
		const words: unknown[] = [];
		JSON.stringify(rest, (_, value: unknown) => (typeof value === "string" ? words.push(value) : value));
		expect(labels.filter((label) => !known.has(label))).toEqual([]);
		expect(labels).toHaveLength(known.size);
		expect(columns).toEqual({ text: "text", label: "label" });
		expect(words).toEqual([]);
	});

	test("does no worse than the card says on our own messages that it never saw", () => {
		const row = /^\| own messages \|(.*)\|$/m.exec(card)?.[1] ?? "";
		const [n, topic, top3, group] = row.split("|").map(Number);
		const figures = measureBox(readModel(bytes), tested);
		expect(figures.n).toBe(n);
		for (const [found, promised] of [
			[figures.topic, topic],
			[figures.top3, top3],
			[figures.group, group],
		])
			expect(found).toBeGreaterThanOrEqual((promised as number) - 0.0005);
	});
});

describe("what it was taught", () => {
	test("every topic has its messages, words and cues, and nothing else has", () => {
		for (const [rows, fewest] of [
			[taught, 8],
			[tested, 3],
			[readWords(), 2],
		] as const) {
			expect(codes.filter((code) => countOf(rows, code) < fewest)).toEqual([]);
			expect(rows.filter((row) => !known.has(row.topics[0] as string))).toEqual([]);
		}
		expect(Object.keys(cueTable).sort()).toEqual([...codes].sort());
	});

	test("no message is both taught and tested, or stands twice", () => {
		const seen = textsOf(taught);
		expect(textsOf(tested).filter((text) => seen.includes(text))).toEqual([]);
		expect(seen.filter((text, i) => seen.indexOf(text) !== i)).toEqual([]);
	});

	test.each(["spb", "kursk"] as const)("labels of %s mean topics that there are", (name) => {
		const map = readLabelMap(name);
		expect(map.size).toBeGreaterThan(100);
		expect([...map.values()].flat().filter((code) => !codes.includes(code))).toEqual([]);
	});

	test("a cue is one to three stems of two letters or more; no alternative is empty, no cue is there twice", () => {
		const lists = Object.entries(cueTable).flatMap(([topic, { sure = "", likely = "", hint = "" }]) =>
			[sure, likely, hint].flatMap((list) => list.split(",")).map((cue) => ({ topic, cue: cue.trim() })),
		);
		const cues = lists.filter(({ cue }) => cue !== "");
		const stems = cues.flatMap(({ cue }) => cue.split(/[ |]/));
		expect(stems.filter((stem) => !/^[а-я0-9a-z]{2,}\.?$/.test(stem))).toEqual([]);
		expect(cues.filter(({ cue }) => cue.split(" ").length > 3)).toEqual([]);
		const all = cues.map(({ topic, cue }) => `${topic}: ${cue}`);
		expect(all.filter((cue, i) => all.indexOf(cue) !== i)).toEqual([]);
	});
});
