import type { DueExplanation } from "../api.ts";
import { useLanguage } from "../preferences.ts";
import { clockWords, durationWords, isOtherClock, whenWords } from "../time.ts";
import { useFirstWords } from "../words.ts";

/** The counted intervals of working time, in the agency's zone. */
export function DueExplained({ due }: { due: DueExplanation }) {
	const t = useFirstWords();
	const language = useLanguage();
	return (
		<div className="grid gap-1.5 text-sm">
			<table className="w-full tabular">
				<caption className="sr-only">{t.time.counted}</caption>
				<tbody>
					{due.intervals.map((interval) => (
						<tr key={interval.from}>
							<td className="py-0.5">
								{whenWords(interval.from, due.timeZone, language, t.days)} –{" "}
								{clockWords(interval.to, due.timeZone, language)}
							</td>
							<td className="py-0.5 text-right">{durationWords(interval.minutes, t)}</td>
						</tr>
					))}
					<tr className="border-t border-line font-medium">
						<td className="pt-1">{t.time.total}</td>
						<td className="pt-1 text-right">{durationWords(due.workingMinutes, t)}</td>
					</tr>
				</tbody>
			</table>
		</div>
	);
}

/** The moment on the viewer's own clock, where it differs from the agency's. */
export function OtherClock({ due }: { due: DueExplanation }) {
	const t = useFirstWords();
	const language = useLanguage();
	if (!isOtherClock(due.dueAt, due.timeZone)) return null;
	return (
		<p className="text-sm text-soft">
			{t.time.zone(due.timeZone)}. {t.viewerTime(whenWords(due.dueAt, undefined, language, t.days))}.
		</p>
	);
}
