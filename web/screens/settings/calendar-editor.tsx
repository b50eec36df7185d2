import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { type Calendar, type CalendarList, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { errorWords, useWords } from "../../words.ts";
import { CalendarFileLoad } from "./calendar-file.tsx";
import { CalendarYear } from "./calendar-year.tsx";
import { askHours, hoursText, type Intervals, readHours } from "./hours-text.ts";
import { Section } from "../../components/section.tsx";
import { RecountLine } from "./recount-line.tsx";
import { isNameTaken } from "./name-taken.ts";
import { useSettingsWords } from "./settings-words.ts";
import { termsStale } from "./terms-queries.ts";
import { useChange } from "./use-change.ts";

type Props = { calendar: Calendar | null; others: CalendarList["items"] };

const usualWeek = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? "9:00–13:00 14:00–18:00" : ""));

/** One calendar: its name and week, the days that differ, and a file of such days. */
export function CalendarEditor({ calendar, others }: Props) {
	return (
		<div className="grid gap-8">
			<WeekForm calendar={calendar} others={others} />
			{calendar && <CalendarYear calendar={calendar} />}
			{calendar && <CalendarFileLoad calendar={calendar} />}
		</div>
	);
}

type Order = { name: string; week: Intervals[]; copyDaysOf: number | null };

function useSave(calendar: Calendar | null) {
	const { calendars: words } = useSettingsWords();
	const navigate = useNavigate();
	return useChange(
		async ({ name, week, copyDaysOf }: Order) => {
			if (calendar) {
				await settingsApi.saveCalendar(calendar.id, { name, week, version: calendar.version });
				return calendar.id;
			}
			return (await settingsApi.createCalendar({ name, week, copyDaysOf })).id;
		},
		{
			said: calendar ? words.saved : words.created,
			stale: termsStale,
			onDone: (id) => {
				if (!calendar)
					void navigate({ to: "/settings/$section/$item", params: { section: "calendars", item: String(id) } });
			},
		},
	);
}

function useWeekForm({ calendar, others }: Props) {
	const { calendars, nameTaken } = useSettingsWords();
	const [name, setName] = useState(calendar?.name ?? "");
	const [days, setDays] = useState(() => calendar?.week.map((day) => hoursText(day as Intervals)) ?? usualWeek);
	const [copyDaysOf, setCopy] = useState<number | null>(others[0]?.id ?? null);
	const [isTried, setTried] = useState(false);
	const save = useSave(calendar);
	const week = days.map(readHours);
	const isWhole = week.every((day): day is Intervals => day !== null);
	const hasWork = week.some((day) => day !== null && day.length > 0);
	const isTaken = isNameTaken(
		name,
		others.filter(({ id }) => id !== calendar?.id).map((one) => one.name),
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (name.trim() && !isTaken && isWhole && hasWork && !save.isPending)
			save.mutate({ name: name.trim(), week: week as Intervals[], copyDaysOf });
	};
	const nameError = isTaken ? nameTaken : isTried && !name.trim() ? calendars.noName : undefined;
	const noWork = isTried && !hasWork;
	return { name, setName, nameError, days, setDays, copyDaysOf, setCopy, noWork, save, submit };
}

function WeekForm(props: Props) {
	const { calendar, others } = props;
	const t = useWords();
	const { calendars: words } = useSettingsWords();
	const { name, setName, nameError, days, setDays, copyDaysOf, setCopy, noWork, save, submit } = useWeekForm(props);
	return (
		<form onSubmit={submit} noValidate className="grid gap-5">
			<div className="grid items-start gap-3 mid:grid-cols-2">
				<Field
					label={words.name}
					error={nameError}
					maxLength={200}
					value={name}
					onChange={(event) => setName(event.target.value)}
				/>
				{!calendar && (
					<Choice
						label={words.copyDays}
						value={copyDaysOf === null ? "" : String(copyDaysOf)}
						options={[
							...others.map((one) => ({ value: String(one.id), label: one.name })),
							{ value: "", label: words.copyNone },
						]}
						onChange={(value) => setCopy(value === "" ? null : Number(value))}
					/>
				)}
			</div>
			<Section title={words.week} lead={words.weekLead}>
				<div className="grid max-w-[34rem] gap-2">
					{days.map((text, day) => (
						<WeekDay
							key={words.weekdays[day]}
							name={words.weekdays[day] ?? ""}
							text={text}
							onChange={(changed) => setDays(days.map((one, index) => (index === day ? changed : one)))}
						/>
					))}
				</div>
			</Section>
			{noWork && <Notice tone="late">{words.noWork}</Notice>}
			{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
			<div>
				<Button type="submit" kind="primary" disabled={save.isPending}>
					{t.save}
				</Button>
			</div>
			<RecountLine />
		</form>
	);
}

function WeekDay({ name, text, onChange }: { name: string; text: string; onChange: (text: string) => void }) {
	const { calendars: words } = useSettingsWords();
	const read = askHours(text);
	const isWrong = typeof read === "string";
	return (
		<label className="grid grid-cols-[2.5rem_1fr] items-center gap-x-2">
			<span>{name}</span>
			<input
				aria-label={name}
				aria-invalid={isWrong || undefined}
				value={text}
				maxLength={100}
				placeholder={words.dayOff}
				onChange={(event) => onChange(event.target.value)}
				className="h-10 min-w-0 rounded-lg border border-line-strong bg-panel px-3 tabular aria-invalid:border-late-bar mid:h-8"
			/>
			{isWrong && (
				<span role="alert" className="col-start-2 text-sm text-late">
					{words.badHours[read]}
				</span>
			)}
		</label>
	);
}
