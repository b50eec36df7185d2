import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { RequestError } from "../../api.ts";
import { type Calendar, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { useLanguage } from "../../preferences.ts";
import { errorWords, useWords } from "../../words.ts";
import { dayWords } from "./calendar-year.tsx";
import { hoursText, type Intervals } from "./hours-text.ts";
import { Section } from "../../components/section.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { termsStale } from "./terms-queries.ts";
import { useChange } from "./use-change.ts";
import { type DayChange, dayChanges } from "./year-days.ts";

/** So many changes are shown; the rest is counted. */
const shownAtOnce = 30;
/** The server takes so many in one call. */
const daysAtOnce = 1000;

/** Days from a file: what it would change is shown before it does. */
export function CalendarFileLoad({ calendar }: { calendar: Calendar }) {
	const { calendars: words } = useSettingsWords();
	const input = useRef<HTMLInputElement>(null);
	const read = useMutation({ mutationFn: (file: File) => settingsApi.readCalendarFile(calendar.id, file) });
	const changes = read.data ? dayChanges(calendar.days, read.data.items) : [];
	const apply = useChange(
		() =>
			settingsApi.saveCalendarDays(calendar.id, {
				version: calendar.version,
				days: changes.slice(0, daysAtOnce).map(({ after }) => ({ ...after, hours: after.hours as Intervals | null })),
			}),
		{ said: words.fileDone, stale: termsStale, onDone: () => read.reset() },
	);
	return (
		<Section title={words.file} lead={words.fileLead}>
			<div>
				<input
					ref={input}
					type="file"
					accept=".csv,.json,.txt"
					aria-label={words.chooseFile}
					className="sr-only"
					tabIndex={-1}
					onChange={(event) => {
						const [file] = event.target.files ?? [];
						if (file) read.mutate(file);
						// the same file may be chosen again after it was mended
						event.target.value = "";
					}}
				/>
				<Button disabled={read.isPending} onClick={() => input.current?.click()}>
					{words.chooseFile}
				</Button>
			</div>
			{(read.error ?? apply.error) && <Refused error={read.error ?? apply.error} />}
			{read.data && (
				<div className="grid gap-3" aria-live="polite">
					<p>{words.fileSays(read.data.items.length, changes.length)}</p>
					{changes.length > 0 && <Changes changes={changes} />}
					{changes.length > 0 && (
						<div>
							<Button kind="primary" disabled={apply.isPending} onClick={() => apply.mutate()}>
								{words.apply}
							</Button>
						</div>
					)}
				</div>
			)}
		</Section>
	);
}

function Refused({ error }: { error: unknown }) {
	const t = useWords();
	const { calendars: words } = useSettingsWords();
	const details = error instanceof RequestError ? error.details : {};
	const why = words.refused[String(details.reason)];
	return (
		<Notice tone="late">
			{typeof details.line === "number" && `${words.line(details.line)} `}
			{why ?? errorWords(t, error)}
		</Notice>
	);
}

function Changes({ changes }: { changes: DayChange[] }) {
	const { calendars: words } = useSettingsWords();
	const language = useLanguage();
	return (
		<ul className="grid gap-0.5 text-sm">
			{changes.slice(0, shownAtOnce).map(({ day, before, after }) => (
				<li key={day} className="wrap-anywhere">
					<span className="tabular">{dayWords(language, day)}</span>: {words.kinds[before?.kind ?? "usual"]} →{" "}
					{words.kinds[after.kind ?? "usual"]}
					{after.name && <span className="text-soft"> · {after.name}</span>}
					{after.hours && <span className="text-soft"> · {hoursText(after.hours as Intervals)}</span>}
				</li>
			))}
			{changes.length > shownAtOnce && <li className="text-soft">{words.andMore(changes.length - shownAtOnce)}</li>}
		</ul>
	);
}
