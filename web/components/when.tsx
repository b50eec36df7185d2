import { useLanguage } from "../preferences.ts";
import { isOtherClock, useNow, whenWords } from "../time.ts";
import { useWords } from "../words.ts";

/** A moment in the agency's zone; the viewer's own clock is in the tooltip where it differs. */
export function When({ at, zone, className }: { at: string; zone: string | undefined; className?: string }) {
	const t = useWords();
	const language = useLanguage();
	const now = new Date(useNow(60));
	const own = isOtherClock(at, zone) ? t.viewerTime(whenWords(at, undefined, language, t.days, now)) : undefined;
	return (
		<time dateTime={at} title={own} className={`whitespace-nowrap tabular ${className ?? ""}`}>
			{whenWords(at, zone, language, t.days, now)}
		</time>
	);
}
