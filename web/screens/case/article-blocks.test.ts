import { expect, test } from "vitest";
import { linksOf, readBlocks } from "./article-blocks.ts";

const body = `# Отопление
Нормы стоят в **правилах**.
И на второй строке.

- жилая комната: 18 градусов
- [тарифы](https://gov.example/tariffs)
1. позвоните в аварийную

Смотрите https://gov.example/heat.`;

test("an article is read in pieces, without the marks of Markdown", () => {
	expect(readBlocks(body)).toEqual([
		{ kind: "heading", text: "Отопление" },
		{ kind: "text", text: "Нормы стоят в правилах. И на второй строке." },
		{ kind: "item", text: "жилая комната: 18 градусов" },
		{ kind: "item", text: "тарифы: https://gov.example/tariffs" },
		{ kind: "item", text: "позвоните в аварийную" },
		{ kind: "text", text: "Смотрите https://gov.example/heat." },
	]);
});

test("words with stars and without are left as people wrote them", () => {
	expect(readBlocks("2*3*4 и *важно*\n\n\n")).toEqual([{ kind: "text", text: "2*3*4 и важно" }]);
});

test("its addresses are found once each, without the mark behind them", () => {
	expect(linksOf(`${body} (https://gov.example/heat)`)).toEqual([
		"https://gov.example/tariffs",
		"https://gov.example/heat",
	]);
});
