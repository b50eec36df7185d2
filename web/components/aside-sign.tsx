import { AlarmClock } from "lucide-react";
import { useLanguage } from "../preferences.ts";
import { whenWords } from "../time.ts";
import { useFirstWords } from "../words.ts";
import { Hint } from "./hint.tsx";

/** That a case is put aside, and until when; nothing where it is not. @param isTight on a telephone the sign alone */
export function AsideSign({ until, isTight }: { until: string | null; isTight?: boolean }) {
	const t = useFirstWords();
	const language = useLanguage();
	if (until === null) return null;
	const words = whenWords(until, undefined, language, t.days);
	return (
		<Hint text={t.listLook.aside(words)}>
			<span className="relative z-10 inline-flex shrink-0 items-center gap-1 text-xs text-soft">
				<AlarmClock size={14} role="img" aria-label={t.listLook.aside(words)} />
				<span aria-hidden className={`whitespace-nowrap tabular ${isTight ? "max-mid:hidden" : ""}`}>
					{words}
				</span>
			</span>
		</Hint>
	);
}
