import { expect, test } from "vitest";
import { en } from "./locales/en.ts";
import { ru } from "./locales/ru.ts";
import { familyRu } from "./locales/family-ru.ts";
import { laneRu } from "./locales/lane-ru.ts";
import { promiseRu } from "./locales/promise-ru.ts";
import { qualityRu } from "./locales/quality-ru.ts";
import { triageRu } from "./locales/triage-ru.ts";
import { termsRu } from "./locales/terms-ru.ts";

// a key that is missing shows its code to people
test.each([familyRu, laneRu, promiseRu, qualityRu, termsRu, triageRu])(
	"the history has words for its events: %#",
	(part) => {
		const codes = Object.keys(part.events);
		expect(Object.keys(ru.events)).toEqual(expect.arrayContaining(codes));
		expect(Object.keys(en.events)).toEqual(expect.arrayContaining(codes));
	},
);
