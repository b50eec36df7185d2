import type { formRu } from "./locales/form-ru.ts";

type Control = Pick<HTMLInputElement | HTMLTextAreaElement, "validity" | "value" | "minLength">;

/** What a field's own rules (required, pattern, length) say of what stands in it; nothing where they are kept. */
export function wrongWords(words: typeof formRu, { validity, value, minLength }: Control, hint?: string): string {
	if (value.trim() === "") return words.missing;
	if (validity.tooShort) return words.short(minLength);
	return `${words.shape} ${hint ?? words.shapeCheck}`;
}
