import { useQuery } from "@tanstack/react-query";
import { useLanguage } from "../../preferences.ts";
import { useMe } from "../../queries.ts";
import { numberWords } from "../../number-words.ts";
import { whenWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { useSettingsWords } from "./settings-words.ts";
import { recountsQuery } from "./terms-queries.ts";

/** How far the open cases are clocked anew after a change of terms or hours. */
export function RecountLine() {
	const t = useWords();
	const words = useSettingsWords().terms.recount;
	const language = useLanguage();
	const zone = useMe().region.timeZone;
	const { data } = useQuery(recountsQuery);
	const last = data?.items[0];
	if (!last) return null;
	const count = (value: number) => numberWords(value);
	const total = last.total ?? 0;
	if (last.endedAt !== null)
		return (
			<p role="status" className="text-soft">
				{words.ended(whenWords(last.endedAt, zone, language, t.days), count(last.changed), count(total))}
			</p>
		);
	return (
		<div role="status" className="grid gap-1">
			<p>{last.total === null ? words.waiting : words.running(count(last.done), count(total))}</p>
			<progress max={Math.max(1, total)} value={last.done} className="h-1 w-full accent-accent" />
		</div>
	);
}
