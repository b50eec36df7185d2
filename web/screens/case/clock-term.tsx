import type { CaseClock } from "../../api-case.ts";
import { DueExplained, OtherClock } from "../../components/due-explained.tsx";
import { type Shown, TimeLook } from "../../components/time-left.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { useLanguage } from "../../preferences.ts";
import { durationWords, useNow } from "../../time.ts";
import { dueWords, useWords } from "../../words.ts";
import { isCounting, minutesToCome } from "./term-left.ts";

const soonBelow = 60;

/** Time left of one clock of the case; opens the sentence that explains it, with the intervals counted. */
export function ClockTerm({ clock }: { clock: CaseClock }) {
	const t = useWords();
	const language = useLanguage();
	const now = useNow();
	return (
		<TimeLook {...shown(clock, now, t)}>
			<div className="grid gap-3">
				<p>{dueWords(clock.due, language)}</p>
				{clock.pausedMinutes > 0 && (
					<p className="text-sm text-soft">{t.caseWork.clocks.stood(durationWords(clock.pausedMinutes, t))}</p>
				)}
				{clock.due.intervals.length > 1 && <DueExplained due={clock.due} />}
				<OtherClock due={clock.due} />
			</div>
		</TimeLook>
	);
}

function shown({ due, endState, isPaused }: CaseClock, now: number, t: Dictionary): Shown {
	const words = t.caseWork.clocks;
	if (endState) {
		const tone = endState === "met" ? "done" : "settled";
		return { tone, words: words.states[endState], share: endState === "met" ? 1 : 0, isStopped: false };
	}
	if (isPaused) return { tone: "settled", words: words.paused, share: 0, isStopped: true };
	if (Date.parse(due.dueAt) <= now)
		return { tone: "late", words: t.caseWork.tasks.overdue, share: 1, isStopped: false };
	const minutes = minutesToCome(due, now);
	return {
		tone: minutes < soonBelow ? "soon" : "plain",
		words: durationWords(minutes, t),
		share: Math.min(1, minutes / Math.max(1, due.workingMinutes)),
		isStopped: !isCounting(due, now),
	};
}
