import { expect, test } from "vitest";
import { formRu } from "./locales/form-ru.ts";
import { wrongWords } from "./wrong-words.ts";

const validity = (wrong: Partial<ValidityState> = {}) => ({ ...({} as ValidityState), ...wrong });

test.each([
	["nothing", { value: "", validity: validity({ valueMissing: true }), minLength: -1 }, undefined, formRu.missing],
	[
		"spaces alone",
		{ value: "  ", validity: validity({ patternMismatch: true }), minLength: -1 },
		"Буквы.",
		formRu.missing,
	],
	["too short", { value: "ab", validity: validity({ tooShort: true }), minLength: 3 }, "Буквы.", formRu.short(3)],
	[
		"another shape",
		{ value: "а!", validity: validity({ patternMismatch: true }), minLength: 1 },
		"Буквы.",
		`${formRu.shape} Буквы.`,
	],
	[
		"a shape that no hint tells",
		{ value: "а!", validity: validity({ patternMismatch: true }), minLength: 1 },
		undefined,
		`${formRu.shape} ${formRu.shapeCheck}`,
	],
])("%s is told in words", (_, control, hint, said) => {
	expect(wrongWords(formRu, control, hint)).toBe(said);
});
