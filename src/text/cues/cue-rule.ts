import type { CueCode } from "./cue.ts";

/**
 * What speaks for a rule: any one of these phrases. A phrase has one to three sides joined by " + ", which stand near each
 * other in any order; a bar divides alternatives of a side; "_" joins words that follow each other at once.
 * "пахн" begins a word, "газ." is the whole word, a word of one or two letters is always whole. "#" is a number, "≤17" a
 * number up to 17, "<вопрос>" a question mark, "<ссылка>" a link. Written without ё and in small letters.
 * A word with "не" or "без" before it does not count, unless the phrase itself says so ("не_топят"); «чуть не» is no denial.
 */
export type Phrases = readonly string[];

export type CueRule = {
	says: Phrases;
	/** what silences it when it stands within a few words of the phrase, in the same sentence */
	unless?: Phrases;
	/** what silences it anywhere in the text */
	never?: Phrases;
	/** the sides of a phrase may stand this many words apart; 5 unless said otherwise */
	within?: number;
	/** the sides of a phrase must follow each other as they are written */
	inOrder?: true;
	/** the phrase must stand at the beginning of the text, after a greeting at most */
	opens?: true;
};

/** Rules of a cue by their names in plain words. */
export type CueRules = Partial<Record<CueCode, Record<string, CueRule>>>;
