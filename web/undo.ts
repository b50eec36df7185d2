import { type Back, say } from "./components/toaster.tsx";
import type { FirstWords } from "./locales/first-ru.ts";
import { errorWords } from "./words.ts";

type Undo = { words: string; run: () => Promise<void>; t: FirstWords; until: number; undone: string | undefined };

/** One step back is kept, and not for long: later the case has moved on. */
let last: Undo | null = null;
const keptMs = 10 * 60_000;

/**
 * Says what was done, with the way back beside it; without `run` there is none, and nothing earlier is the last any more.
 * @param undone what is said when it was taken back, where that is not the usual thing
 */
export function done(
	t: FirstWords,
	words: string,
	run?: () => Promise<void>,
	{ undone, ...back }: Back & { undone?: string } = {},
): void {
	last = run ? { words, run, t, until: Date.now() + (back.forMs ?? keptMs), undone } : null;
	say(words, run && (() => void undoLast()), back);
}

/** Takes the last thing back that the person did. @returns whether there was one */
export async function undoLast(): Promise<boolean> {
	const taken = last;
	last = null;
	if (!taken || taken.until < Date.now()) return false;
	try {
		await taken.run();
		say(taken.undone ?? taken.t.triage.undone(taken.words));
	} catch (error) {
		say(errorWords(taken.t, error));
	}
	return true;
}
