import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { CalendarList } from "../../api-settings.ts";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { CalendarEditor } from "./calendar-editor.tsx";
import { type Intervals, weekText } from "./hours-text.ts";
import { OfficeHours } from "./office-hours.tsx";
import { Rows } from "./part.tsx";
import { AddLink, BackToSection } from "./section-ways.tsx";
import { RecountLine } from "./recount-line.tsx";
import type { SectionProps } from "./section-props.ts";
import { useSettingsWords } from "./settings-words.ts";
import { calendarQuery, calendarsQuery } from "./terms-queries.ts";

/** Working hours: the calendars, and who works by which. */
export function CalendarsSection({ item }: SectionProps) {
	const words = useSettingsWords();
	const query = useQuery(calendarsQuery);
	if (item !== null) return <OneCalendar id={Number(item) || 0} isNew={item === "new"} list={query.data} />;
	return (
		<Screen
			title={words.sections.calendars.title}
			lead={words.calendars.lead}
			action={<AddLink section="calendars">{words.calendars.add}</AddLink>}
		>
			<Loaded query={query}>
				{(list) => (
					<div className="grid gap-8">
						<div className="grid gap-3">
							<Calendars list={list} />
							<RecountLine />
						</div>
						<OfficeHours list={list} />
					</div>
				)}
			</Loaded>
		</Screen>
	);
}

function Calendars({ list }: { list: CalendarList }) {
	const { calendars: words } = useSettingsWords();
	return (
		<Rows>
			{list.items.map((one) => (
				<li key={one.id}>
					<Link
						to="/settings/$section/$item"
						params={{ section: "calendars", item: String(one.id) }}
						className="flex items-center gap-3 px-4 py-3 hover:bg-hover"
					>
						<span className="min-w-0 flex-1">
							<span className="font-medium">{one.name}</span>
							<span className="text-soft">
								{" "}
								· {words.usedBy(list.agencies.filter(({ calendarId }) => calendarId === one.id).length)}
							</span>
							<span className="block text-sm text-soft">{weekText(one.week as Intervals[], words.weekdays)}</span>
						</span>
						<ChevronRight size={16} className="shrink-0 text-soft" aria-hidden />
					</Link>
				</li>
			))}
		</Rows>
	);
}

function OneCalendar({ id, isNew, list }: { id: number; isNew: boolean; list: CalendarList | undefined }) {
	const words = useSettingsWords();
	const query = useQuery({ ...calendarQuery(id), enabled: !isNew });
	const title = isNew ? words.calendars.newTitle : (query.data?.name ?? words.sections.calendars.title);
	return (
		<Screen title={title} lead={words.calendars.lead} back={<BackToSection section="calendars" />}>
			{isNew ? (
				<CalendarEditor calendar={null} others={list?.items ?? []} />
			) : (
				<Loaded query={query}>
					{(calendar) => <CalendarEditor key={calendar.id} calendar={calendar} others={list?.items ?? []} />}
				</Loaded>
			)}
		</Screen>
	);
}
