import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoMessages } from "../registry/demo-messages.ts";
import { topics } from "../registry/topics.ts";
import { boxModel } from "./box/box-model.ts";
import { classify } from "./classify.ts";
import { readModel } from "./model/read-model.ts";
import { trainModel } from "./model/train.ts";

const codes = new Set(topics.map(({ code }) => code));
const box = boxModel();
const topicOf = (text: string) => classify(text, box).topicCode;
const silence = { topicCode: null, confidence: 0, ranked: [] };

describe("what residents write", () => {
	test("every comment of the demo but thanks has a topic", () => {
		const silent = demoMessages.filter(({ text }) => topicOf(text) === null && !text.startsWith("Спасибо"));
		expect(silent).toEqual([]);
	});

	test.each([
		...["", "!!!", "Спасибо большое", "да", "12345", "👍👍", "согласна", "Ъ", "+1", "здравствуйте", "Добрый день!"],
		...["hello my friend", "сәлем", "поддерживаю автора", "с праздником вас", "ха-ха", "ждём ответа", "когда?"],
	])("%j has no topic", (text) => {
		expect(classify(text, box)).toEqual(silence);
	});
});

describe("the answer", () => {
	test("ё is е, capital letters are small, endings do not matter", () => {
		const forms = ["Гололёд на дороге", "ГОЛОЛЕД НА ДОРОГАХ", "гололеда на дорогу", "гололёдом, дорога"];
		expect(new Set(forms.map(topicOf))).toEqual(new Set(["roads.snow-on-road"]));
	});

	test("two matters in one message are less sure than one", () => {
		const mixed = classify("лифт сломан, автобус не ходит, собаки кидаются", box).confidence;
		expect(mixed).toBeLessThan(classify("лифт сломан", box).confidence);
	});

	test("reads a long text up to its 400th word", () => {
		const matter = "нет горячей воды ".repeat(20);
		expect(classify(`${"и ".repeat(300)} ${matter}`, box)).not.toEqual(classify("и ".repeat(300), box));
		expect(classify(`${"и ".repeat(500)} ${matter}`, box)).toEqual(classify("и ".repeat(400), box));
	});

	test("is made of known topics, best first, the same whenever it is asked", () => {
		const parts = ["снег", "вода", "нет", "двор", "лифт", "врач", "собаки", "дорога", "мусор", "на", "автобус", "."];
		const words = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: "binary", maxLength: 4 })), {
			maxLength: 30,
		});
		fc.assert(
			fc.property(words, (list) => {
				const found = classify(list.join(" "), box);
				expect(found.ranked[0]?.topicCode ?? null).toBe(found.topicCode);
				expect(found.ranked[0]?.confidence ?? 0).toBe(found.confidence);
				expect(found.ranked.length).toBeLessThanOrEqual(5);
				for (const [i, one] of found.ranked.entries()) {
					expect(codes).toContain(one.topicCode);
					expect(one.confidence).toBeGreaterThanOrEqual(0);
					expect(one.confidence).toBeLessThanOrEqual(found.ranked[i - 1]?.confidence ?? 1);
				}
				expect(classify(list.join(" "), box)).toEqual(found);
			}),
		);
	});

	test("a very long text is read as its beginning is", () => {
		for (const text of ["снегснег ".repeat(20_000), "снег".repeat(50_000), "нет воды ".repeat(20_000)])
			expect(classify(text, box)).toEqual(classify(text.slice(0, 10_000), box));
	});
});

test("a region's own model speaks in its own codes", async () => {
	const rows = Array.from({ length: 20 }, (_, i) => [
		{ text: `медведь у школы номер ${i}`, label: "01.звери" },
		{ text: `паром опять не пришёл ${i}`, label: "02.паром" },
	]).flat();
	const own = readModel((await trainModel(rows)).bytes);
	const found = classify("Медведи ходят по посёлку", own);
	expect(found.topicCode).toBe("01.звери");
	expect(found.ranked.map(({ topicCode }) => topicCode)).toEqual(["01.звери", "02.паром"]);
	expect(classify("...", own)).toEqual(silence);
}, 20_000);
