/** Something about the machine or its settings is not as it must be: one sentence per language, shown without a stack. */
export class SetupError extends Error {
	readonly ru: string;
	readonly en: string;

	constructor(ru: string, en: string, cause?: unknown) {
		super(`${ru}\n${en}`, { cause });
		this.name = "SetupError";
		this.ru = ru;
		this.en = en;
	}
}
