import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoMessages } from "../registry/demo-messages.ts";
import { topics } from "../registry/topics.ts";
import { classify } from "./classify.ts";

const codes = topics.map(({ code }) => code);

describe("what residents write", () => {
	test("every comment of the demo but thanks has a topic", () => {
		const silent = demoMessages.filter(({ text }) => classify(text).topicCode === null && !text.startsWith("Спасибо"));
		expect(silent).toEqual([]);
	});
});

describe("the answer", () => {
	test.each(["", "!!!", "Спасибо большое", "да", "12345", "👍👍", "согласна", "Ъ"])("%j has no topic", (text) => {
		expect(classify(text)).toEqual({ topicCode: null, confidence: 0, words: [], ranked: [] });
	});

	test("names the words of the text that spoke for it", () => {
		expect(classify("Третий день нет ГОРЯЧЕЙ воды!").words).toEqual(["нет", "горячей", "воды"]);
	});

	test("ё is е, capital letters are small, endings do not matter", () => {
		const forms = ["Гололёд на дороге", "ГОЛОЛЕД НА ДОРОГАХ", "гололеда на дорогу", "гололёдом, дорога"];
		expect(new Set(forms.map((text) => classify(text).topicCode))).toEqual(new Set(["roads.snow-on-road"]));
	});

	test("more evidence is surer, mixed evidence is less sure", () => {
		const weak = classify("лужи").confidence;
		const strong = classify("во дворе огромная лужа, у подъезда лужи после дождя").confidence;
		const mixed = classify("лифт сломан, автобус не ходит, собаки кидаются").confidence;
		expect(strong).toBeGreaterThan(weak);
		expect(mixed).toBeLessThan(classify("лифт сломан").confidence);
	});

	test("reads a long text up to its 400th word", () => {
		expect(classify(`${"и ".repeat(390)} нет горячей воды`).topicCode).toBe("housing.no-water");
		expect(classify(`${"и ".repeat(500)} нет горячей воды`).topicCode).toBeNull();
	});

	test("is made of known topics, best first, sure to 0.95 at most, of words of the text", () => {
		const words = fc.array(
			fc.oneof(
				fc.constantFrom(
					"снег",
					"вода",
					"нет",
					"двор",
					"лифт",
					"врач",
					"собаки",
					"дорога",
					"мусор",
					"на",
					"автобус",
					".",
				),
				fc.string({ unit: "binary", maxLength: 4 }),
			),
			{ maxLength: 30 },
		);
		fc.assert(
			fc.property(words, (list) => {
				const text = list.join(" ");
				const { topicCode, confidence, ranked, words: spoke } = classify(text);
				expect(ranked[0]?.topicCode ?? null).toBe(topicCode);
				expect(ranked[0]?.confidence ?? 0).toBe(confidence);
				expect(ranked.length).toBeLessThanOrEqual(5);
				for (const [i, one] of ranked.entries()) {
					expect(codes).toContain(one.topicCode);
					expect(one.confidence).toBeGreaterThan(0);
					expect(one.confidence).toBeLessThanOrEqual(0.95);
					expect(one.confidence).toBeLessThanOrEqual(ranked[i - 1]?.confidence ?? 1);
				}
				for (const word of spoke) expect(text.toLowerCase().replaceAll("ё", "е")).toContain(word);
				expect(spoke.length > 0).toBe(topicCode !== null);
			}),
		);
	});

	test("a very long text takes no time", () => {
		for (const text of ["снегснег ".repeat(20_000), "снег".repeat(50_000), "нет воды ".repeat(20_000)])
			expect(classify(text).ranked.length).toBeLessThanOrEqual(5);
	}, 10_000);
});
