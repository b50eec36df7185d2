import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError } from "../../domain/errors.ts";
import { minimise } from "./minimise.ts";
import { chanceOf, repeatChance } from "./repeat-chance.ts";
import { readRepeatFile, writeRepeatFile } from "./repeat-file.ts";
import { repeatScore } from "./repeat-score.ts";
import { trainRepeat } from "./train-repeat.ts";
import type { RepeatRow } from "./train-repeat.ts";

/** more by OTKLIK_PROPERTY_RUNS */
const runs = Number(process.env.OTKLIK_PROPERTY_RUNS ?? 300);
const rows: RepeatRow[] = Array.from({ length: 60 }, (_, i) => ({
	answer: i % 3 === 0 ? `Нарушений не нашли, дом ${i}` : `Яму засыпали у дома ${i}`,
	question: i % 3 === 0 ? "Опять холодные батареи" : "Яма во дворе",
	answeredBefore: 0,
	isRepeated: i % 3 === 0,
}));
const model = { ...trainRepeat(rows), slope: 0.5, offset: -1 };
const bad = { answer: "Нарушений не нашли", question: "Опять холодно", answeredBefore: 0 };
const good = { answer: "Яму засыпали", question: "Яма", answeredBefore: 0 };

describe("training", () => {
	test("learns what is met before repeats, and the same from the same rows", () => {
		expect(repeatScore(model, bad)).toBeGreaterThan(repeatScore(model, good));
		expect(trainRepeat(rows).weights).toEqual(model.weights);
	});

	test("finds where a bowl is lowest", () => {
		const lowest = minimise((at, gradient) => {
			const [x, y] = at as unknown as [number, number];
			gradient[0] = 2 * (x - 3);
			gradient[1] = 20 * (y + 1);
			return (x - 3) ** 2 + 10 * (y + 1) ** 2;
		}, 2);
		expect(lowest[0]).toBeCloseTo(3, 3);
		expect(lowest[1]).toBeCloseTo(-1, 3);
	});
});

describe("the file", () => {
	const file = writeRepeatFile(model);

	test("comes back as it was, but for rounding", () => {
		const read = readRepeatFile(file);
		expect(chanceOf(read, bad)).toBeCloseTo(chanceOf(model, bad), 1);
		expect(writeRepeatFile(read).length).toBe(file.length);
	});

	test("any broken file is refused with what is wrong", { timeout: 60_000 }, () => {
		const changes: [string, Buffer][] = [
			["empty", Buffer.alloc(0)],
			["another file", Buffer.from("PK\u0003\u0004 something else entirely")],
			["cut off", file.subarray(0, 1000)],
			["longer", Buffer.concat([file, Buffer.from("x")])],
		];
		for (const [name, bytes] of changes) expect(() => readRepeatFile(bytes), name).toThrow(DomainError);
		fc.assert(
			fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
				const changed = Buffer.from(file);
				changed[at] = (changed[at] as number) ^ flip;
				expect(() => readRepeatFile(changed)).toThrow(DomainError);
			}),
			{ numRuns: 30 },
		);
	});
});

describe("the shipped chance", () => {
	test("an answered resident who complains again is likelier to write once more", () => {
		const first = repeatChance({
			answer: "Здравствуйте. Яму засыпали, фото приложено.",
			question: "Яма во дворе",
			answeredBefore: 0,
		});
		const second = repeatChance({
			answer: "Нарушений не выявлено.",
			question: "Ничего не сделано! Это отписка, лифт так и не работает!",
			answeredBefore: 1,
		});
		expect(second).toBeGreaterThan(first as number);
	});

	test("none without words", () => {
		expect(repeatChance({ answer: " … 5 !", question: "Яма", answeredBefore: 0 })).toBeNull();
	});

	test("any strings: between 0 and 1, the same twice", { timeout: 600_000 }, () => {
		const text = fc.string({ unit: "binary", maxLength: 200 });
		fc.assert(
			fc.property(text, text, fc.nat(), (answer, question, answeredBefore) => {
				const answered = { answer: `Да ${answer}`, question, answeredBefore };
				const chance = repeatChance(answered) as number;
				expect(chance).toBeGreaterThanOrEqual(0);
				expect(chance).toBeLessThanOrEqual(1);
				expect(repeatChance(answered)).toBe(chance);
			}),
			{ numRuns: runs },
		);
	});
});
