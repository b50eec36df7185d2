import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { Calendar, CalendarDay } from "../../api-settings.ts";
import { IconButton } from "../../components/button.tsx";
import { type Language, useLanguage } from "../../preferences.ts";
import { numberWords } from "../../number-words.ts";
import { DayForm } from "./day-form.tsx";
import { Section } from "../../components/section.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { dayAfter, daysOfMonth, weekdayOf } from "./year-days.ts";

const locales: Record<Language, string> = { ru: "ru-RU", en: "en-GB" };
const format = (language: Language, day: string, options: Intl.DateTimeFormatOptions) =>
	new Intl.DateTimeFormat(locales[language], { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
export const dayWords = (language: Language, day: string) =>
	format(language, day, { day: "numeric", month: "long", year: "numeric", weekday: "short" });

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function useChosenDay() {
	const [chosen, setChosen] = useState(() => new Date().toISOString().slice(0, 10));
	const grid = useRef<HTMLDivElement>(null);
	const goTo = (day: string) => {
		setChosen(day);
		// the day may stand in another year, which is drawn first
		requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus());
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const step = steps[event.key];
		if (!step) return;
		event.preventDefault();
		goTo(dayAfter(chosen, step));
	};
	return { chosen, setChosen, grid, goTo, onKeyDown };
}

/** A year by days: each shows what day it is, and is changed where it stands. */
export function CalendarYear({ calendar }: { calendar: Calendar }) {
	const { calendars: words } = useSettingsWords();
	const language = useLanguage();
	const { chosen, setChosen, grid, goTo, onKeyDown } = useChosenDay();
	const [isOpen, setOpen] = useState(false);
	const open = (day: string) => (setChosen(day), setOpen(true));
	const close = () => (setOpen(false), goTo(chosen));
	const year = Number(chosen.slice(0, 4));
	const special = new Map(calendar.days.map((one) => [one.day, one]));
	return (
		<Section
			title={words.year}
			lead={words.yearLead}
			action={<YearSwitch year={year} onYear={(other) => setChosen(`${other}-01-01`)} />}
		>
			<YearSummary calendar={calendar} year={year} />
			<div
				ref={grid}
				role="group"
				aria-label={`${words.year}: ${year}`}
				className="grid grid-cols-1 gap-5 min-[30rem]:grid-cols-2 wide:grid-cols-3"
			>
				{Array.from({ length: 12 }, (_, month) => (
					<Month
						key={month}
						days={daysOfMonth(year, month)}
						calendar={calendar}
						special={special}
						chosen={chosen}
						onKeyDown={onKeyDown}
						onChoose={open}
					/>
				))}
			</div>
			{isOpen && (
				<DayForm
					key={`${chosen}-${calendar.version}`}
					calendar={calendar}
					day={chosen}
					known={special.get(chosen) ?? null}
					title={dayWords(language, chosen)}
					onClose={close}
				/>
			)}
		</Section>
	);
}

function YearSummary({ calendar, year }: { calendar: Calendar; year: number }) {
	const { calendars: words } = useSettingsWords();
	const ofYear = calendar.days.filter(({ day }) => day.startsWith(`${year}-`));
	const count = (kind: CalendarDay["kind"]) => numberWords(ofYear.filter((one) => one.kind === kind).length);
	return <p className="text-soft">{words.summary(count("off"), count("short"), count("working"))}</p>;
}

function YearSwitch({ year, onYear }: { year: number; onYear: (year: number) => void }) {
	const { calendars: words } = useSettingsWords();
	return (
		<span className="flex items-center gap-1 tabular">
			<IconButton label={words.earlier} onClick={() => onYear(year - 1)}>
				<ChevronLeft size={16} aria-hidden />
			</IconButton>
			<span aria-live="polite">{year}</span>
			<IconButton label={words.later} onClick={() => onYear(year + 1)}>
				<ChevronRight size={16} aria-hidden />
			</IconButton>
		</span>
	);
}

type MonthProps = {
	days: string[];
	calendar: Calendar;
	special: Map<string, CalendarDay>;
	chosen: string;
	onKeyDown: (event: KeyboardEvent) => void;
	onChoose: (day: string) => void;
};

function Month({ days, calendar, special, chosen, onKeyDown, onChoose }: MonthProps) {
	const { calendars: words } = useSettingsWords();
	const language = useLanguage();
	const [first = ""] = days;
	return (
		<div>
			<p className="mb-1 font-medium first-letter:uppercase">{format(language, first, { month: "long" })}</p>
			<div className="grid grid-cols-7 text-center text-xs text-soft" aria-hidden>
				{words.weekdays.map((name) => (
					<span key={name}>{name}</span>
				))}
			</div>
			<div className="grid grid-cols-7 gap-px">
				{days.map((day, index) => (
					<Day
						key={day}
						day={day}
						column={index === 0 ? weekdayOf(day) + 1 : undefined}
						isOff={(calendar.week[weekdayOf(day)]?.length ?? 0) === 0}
						known={special.get(day)}
						isChosen={day === chosen}
						onKeyDown={onKeyDown}
						onChoose={onChoose}
					/>
				))}
			</div>
		</div>
	);
}

const looks = {
	off: "bg-late-tint text-late",
	short: "bg-soon-tint text-soon",
	working: "bg-done-tint text-done",
};

type DayProps = {
	day: string;
	column: number | undefined;
	/** every week */
	isOff: boolean;
	known: CalendarDay | undefined;
	isChosen: boolean;
	onKeyDown: (event: KeyboardEvent) => void;
	onChoose: (day: string) => void;
};

function Day({ day, column, isOff, known, isChosen, onKeyDown, onChoose }: DayProps) {
	const { calendars: words } = useSettingsWords();
	const language = useLanguage();
	const what = known ? words.kinds[known.kind] : isOff ? words.ordinaryOff : words.ordinaryWork;
	const look = known ? looks[known.kind] : isOff ? "text-soft bg-side" : "";
	return (
		<button
			type="button"
			data-day={day}
			// one stop for Tab, the arrows go on from there
			tabIndex={isChosen ? 0 : -1}
			style={column ? { gridColumnStart: column } : undefined}
			aria-label={`${dayWords(language, day)}: ${what}${known?.name ? `, ${known.name}` : ""}`}
			title={known ? `${what}${known.name ? `: ${known.name}` : ""}` : undefined}
			onKeyDown={onKeyDown}
			onClick={() => onChoose(day)}
			className={`relative h-8 rounded-md text-sm tabular hover:bg-hover ${look} ${isChosen ? "ring-1 ring-accent" : ""}`}
		>
			{Number(day.slice(8))}
			{known && (
				<span className="absolute right-0.5 bottom-0 text-[10px]/3" aria-hidden>
					{words.marks[known.kind]}
				</span>
			)}
		</button>
	);
}
