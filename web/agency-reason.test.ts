import { expect, test } from "vitest";
import { ru } from "./locales/ru.ts";
import { agencyReasonWords } from "./agency-reason.ts";

test.each([
	[
		{ reason: "history:topic+territory", probability: 0.84, cases: 37 },
		"В этом районе такие темы обычно ведёт это ведомство: 84\u00a0%, 37\u00a0инцидентов",
	],
	[
		{ reason: "history:topic", probability: 0.5, cases: 1 },
		"Такие темы обычно ведёт это ведомство: 50\u00a0%, 1\u00a0инцидент",
	],
	[{ reason: "text", probability: 0.61, cases: 0 }, "Так решено по словам сообщения: 61\u00a0%"],
	[{ reason: "rule:topic+territory", probability: null, cases: 0 }, "Правило: тема, место"],
	[{ reason: "rule:any" }, "Общее правило региона"],
	[{ reason: "page", probability: null, cases: 0 }, "Это страница ведомства, другого правила нет"],
	[{ reason: null }, null],
])("%o", (given, words) => {
	expect(agencyReasonWords(ru, given)).toBe(words);
});
