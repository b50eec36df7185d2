import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { DomainError } from "../../domain/errors.ts";
import { explain } from "./explain.ts";
import { predict } from "./predict.ts";
import { labelsOf, readModel, thresholdFor } from "./read-model.ts";
import type { TextModel } from "./read-model.ts";
import { trainModel } from "./train.ts";
import type { TrainRow } from "./train.ts";

const numRuns = Number(process.env.OTKLIK_PROPERTY_RUNS ?? 1_000);

const matters: Record<string, string[]> = {
	water: ["нет горячей воды", "из крана течёт ржавая вода", "воду отключили без предупреждения", "слабый напор воды"],
	snow: ["не убран снег во дворе", "сугробы на тротуаре", "снег не вывозят вторую неделю", "лёд и снег у подъезда"],
	lamp: ["не горит фонарь", "темно, освещение не работает", "погасли лампы у школы", "фонари не светят"],
};
const openings = ["Здравствуйте,", "Третий день", "Опять", "Подскажите, почему", "Просим помочь:", "У дома 12"];
const endings = ["примите меры", "когда это кончится?", "жители ждут", "", "напишите, куда идти", "спасибо"];

function madeUpRows(): TrainRow[] {
	return Object.entries(matters).flatMap(([label, says]) =>
		says.flatMap((matter) =>
			openings.flatMap((opening) => endings.map((ending) => ({ text: `${opening} ${matter} ${ending}`, label }))),
		),
	);
}

let bytes: Buffer;
let model: TextModel;

beforeAll(async () => {
	({ bytes } = await trainModel(madeUpRows()));
	model = readModel(bytes);
}, 60_000);

describe("a model trained on a few made-up matters", () => {
	test.each([
		["нет воды горячей уже неделю", "water"],
		["СНЕГ НЕ УБИРАЮТ", "snow"],
		["не светят фонари на улице", "lamp"],
		["сугробами завалили двор", "snow"],
	])("%s", (text, label) => {
		expect(predict(model, { text })[0]?.label).toBe(label);
	});

	test("the same rows give the same bytes", async () => {
		expect((await trainModel(madeUpRows())).bytes.equals(bytes)).toBe(true);
	}, 60_000);

	test("probabilities sum to one over all labels, best first", () => {
		const all = predict(model, { text: "снег" }, 100);
		expect(all.map((one) => one.label).toSorted()).toEqual([...labelsOf(model)].toSorted());
		expect(all.reduce((sum, one) => sum + one.probability, 0)).toBeCloseTo(1, 4);
	});

	test("names the words that spoke, where they stand", () => {
		const text = "Здравствуйте! Опять нет горячей воды";
		const [first] = explain(model, { text }, "water");
		expect(["воды", "горячей"]).toContain(first?.word);
		for (const { word, start, end } of explain(model, { text }, "water")) expect(text.slice(start, end)).toBe(word);
		expect(explain(model, { text }, "no such label")).toEqual([]);
	});

	test("asks for more certainty where more precision is wanted", () => {
		expect(thresholdFor(model, 0.95)).toBeGreaterThanOrEqual(thresholdFor(model, 0.6));
		expect(thresholdFor(model, 1.1)).toBe(Number.POSITIVE_INFINITY);
	});

	test("what was asked before changes no answer", () => {
		const asked = { text: "у школы темно и снег" };
		const alone = predict(readModel(bytes), asked);
		predict(model, { text: "совсем другое: вода, вода, вода" });
		expect(predict(model, asked)).toEqual(alone);
		expect(predict({ ...model }, asked)).toEqual(alone);
	});

	test("any text and place: no throw, the same twice, honest numbers", () => {
		const text = fc.oneof(
			fc.string({ unit: "binary", maxLength: 300 }),
			fc.string({ unit: "grapheme", maxLength: 80 }),
		);
		fc.assert(
			fc.property(text, fc.option(fc.string()), (said, territory) => {
				const answer = predict(model, { text: said, territory }, 3);
				expect(predict(model, { text: said, territory }, 3)).toEqual(answer);
				expect(answer).toHaveLength(3);
				for (const { probability } of answer) {
					expect(probability).toBeGreaterThanOrEqual(0);
					expect(probability).toBeLessThanOrEqual(1);
				}
			}),
			{ numRuns },
		);
	}, 600_000);
});

describe("a file that is no good", () => {
	const refused = (file: Uint8Array) => {
		try {
			readModel(file);
			return null;
		} catch (error) {
			return (error as DomainError).code;
		}
	};

	test("empty, foreign, cut off, changed in any byte", () => {
		expect(refused(new Uint8Array())).toBe("model-broken");
		expect(refused(Buffer.from("PK\u0003\u0004".repeat(100)))).toBe("model-broken");
		for (const length of [10, 100, bytes.length - 1]) expect(refused(bytes.subarray(0, length))).toBe("model-broken");
		for (const at of [0, 7, 40, Math.floor(bytes.length / 2), bytes.length - 1]) {
			const changed = Buffer.from(bytes);
			changed[at] = (changed[at] as number) ^ 1;
			expect(refused(changed)).toBe("model-broken");
		}
	});
});

test("too few rows or labels are refused with their number", async () => {
	const few = madeUpRows().slice(0, 3);
	await expect(trainModel(few)).rejects.toMatchObject({ code: "training-too-small", details: { rows: 3 } });
	const one = madeUpRows().map((row) => ({ ...row, label: "water" }));
	await expect(trainModel(one)).rejects.toMatchObject({ code: "training-too-small", details: { labels: 1 } });
});
