import type { Dictionary } from "../../locales/ru.ts";
import { durationWords } from "../../time.ts";

/** «за 2 ч 05 м»; what was answered at once, or while the office is closed, took no working minute. */
export const spentWords = (minutes: number, t: Dictionary): string =>
	minutes < 1 ? t.board.underMinute : t.board.within(durationWords(minutes, t));
