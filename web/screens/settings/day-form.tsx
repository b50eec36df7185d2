import { type FormEvent, useState } from "react";
import { type Calendar, type CalendarDay, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { useOpened } from "../../components/leave.tsx";
import { errorWords, useWords } from "../../words.ts";
import { askHours, hoursText, type Intervals } from "./hours-text.ts";
import { useSettingsWords } from "./settings-words.ts";
import { termsStale } from "./terms-queries.ts";
import { useChange } from "./use-change.ts";

type Kind = "usual" | CalendarDay["kind"];
const dayKinds = ["usual", "off", "short", "working"] as const;

type Props = {
	calendar: Calendar;
	day: string;
	known: CalendarDay | null;
	title: string;
	onClose: () => void;
};

function useDayForm({ calendar, day, known, onClose }: Props) {
	const { calendars: words } = useSettingsWords();
	const [kind, setKind] = useState<Kind>(known?.kind ?? "usual");
	const [name, setName] = useState(known?.name ?? "");
	const [hours, setHours] = useState(known?.hours ? hoursText(known.hours as Intervals) : "");
	const asked = askHours(hours);
	const trouble = typeof asked === "string" ? asked : null;
	const read = typeof asked === "string" ? null : asked;
	const mayHaveHours = kind === "working" || kind === "short";
	const save = useChange(
		() =>
			settingsApi.saveCalendarDays(calendar.id, {
				version: calendar.version,
				days: [
					{
						day,
						kind: kind === "usual" ? null : kind,
						name: kind === "usual" ? null : name.trim() || null,
						hours: mayHaveHours && read && read.length > 0 ? read : null,
					},
				],
			}),
		{ said: words.daySaved, stale: termsStale, onDone: onClose },
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (!save.isPending && (!mayHaveHours || read)) save.mutate();
	};
	return { kind, setKind, name, setName, hours, setHours, read, trouble, mayHaveHours, save, submit };
}

/** What kind of day one day of the year is. */
export function DayForm(props: Props) {
	const { title, onClose } = props;
	const t = useWords();
	const { calendars: words } = useSettingsWords();
	const { kind, setKind, name, setName, hours, setHours, trouble, mayHaveHours, save, submit } = useDayForm(props);
	const { ref, question } = useOpened<HTMLFormElement>(onClose);
	return (
		<form
			ref={ref}
			onSubmit={submit}
			aria-label={title}
			className="grid gap-3 rounded-lg border border-accent-line p-4"
		>
			<p className="font-medium">{title}</p>
			<div className="grid items-start gap-3 mid:grid-cols-3">
				<Choice
					label={words.kind}
					value={kind}
					options={dayKinds.map((value) => ({ value, label: words.kinds[value] }))}
					onChange={(value) => setKind(value as Kind)}
				/>
				{kind !== "usual" && (
					<Field
						label={words.dayName}
						isOptional
						placeholder={words.dayNameExample}
						maxLength={200}
						value={name}
						onChange={(event) => setName(event.target.value)}
					/>
				)}
				{mayHaveHours && (
					<Field
						label={words.ownHours}
						hint={words.ownHoursHint}
						error={trouble ? words.badHours[trouble] : undefined}
						maxLength={100}
						value={hours}
						onChange={(event) => setHours(event.target.value)}
					/>
				)}
			</div>
			{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
			<Acts isBusy={save.isPending} onClose={onClose} />
			{question}
		</form>
	);
}

function Acts({ isBusy, onClose }: { isBusy: boolean; onClose: () => void }) {
	const t = useWords();
	const { calendars: words } = useSettingsWords();
	return (
		<div className="flex gap-2">
			<Button type="submit" disabled={isBusy}>
				{words.saveDay}
			</Button>
			<Button kind="quiet" onClick={onClose}>
				{t.cancel}
			</Button>
		</div>
	);
}
