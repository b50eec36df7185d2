import { type CalendarList, settingsApi } from "../../api-settings.ts";
import { Select } from "../../components/select.tsx";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Section } from "../../components/section.tsx";
import { Rows } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { termsStale } from "./terms-queries.ts";
import { zoneInShort, zones } from "./time-zones.ts";
import { useChange } from "./use-change.ts";

type Hours = { calendarId: number; timeZone: string };

/** By which hours each agency and the centre work. */
export function OfficeHours({ list }: { list: CalendarList }) {
	const { calendars: words } = useSettingsWords();
	const reference = useReference();
	return (
		<Section title={words.who} lead={words.whoLead}>
			<Rows>
				<CentreRow list={list} />
				{list.agencies.map(({ agencyId, calendarId, timeZone }) => (
					<AgencyRow
						key={agencyId}
						name={reference.agency(agencyId)?.shortName ?? `№ ${agencyId}`}
						agencyId={agencyId}
						hours={{ calendarId, timeZone }}
						list={list}
					/>
				))}
			</Rows>
		</Section>
	);
}

const rowLook = "grid items-center gap-2 px-4 py-2 mid:grid-cols-[minmax(8rem,1fr)_minmax(0,14rem)_minmax(0,15rem)]";

function CentreRow({ list }: { list: CalendarList }) {
	const t = useWords();
	const { calendars: words } = useSettingsWords();
	const set = useChange(settingsApi.setCentreHours, { said: words.hoursSaved, stale: termsStale });
	return (
		<li className={rowLook}>
			<span className="font-medium">{words.centre}</span>
			<Select
				aria-label={words.hoursOf(words.centre)}
				value={list.centre.calendarId ?? ""}
				disabled={set.isPending}
				onChange={(event) => set.mutate(event.target.value === "" ? null : Number(event.target.value))}
			>
				<option value="">{words.asAgency}</option>
				<Options list={list} />
			</Select>
			<span className="truncate text-sm text-soft">{zoneInShort(list.centre.timeZone)}</span>
			{set.error && <p className="text-sm text-late mid:col-span-3">{errorWords(t, set.error)}</p>}
		</li>
	);
}

function Options({ list }: { list: CalendarList }) {
	return list.items.map((one) => (
		<option key={one.id} value={one.id}>
			{one.name}
		</option>
	));
}

function AgencyRow({
	name,
	agencyId,
	hours,
	list,
}: {
	name: string;
	agencyId: number;
	hours: Hours;
	list: CalendarList;
}) {
	const t = useWords();
	const { calendars: words } = useSettingsWords();
	const set = useChange((to: Hours) => settingsApi.setAgencyHours(agencyId, to.timeZone, to.calendarId), {
		said: words.hoursSaved,
		stale: [...termsStale, ["reference"]],
	});
	const shown = [...new Set([...zones, hours.timeZone])];
	return (
		<li className={rowLook}>
			<span>{name}</span>
			<Select
				aria-label={words.hoursOf(name)}
				value={hours.calendarId}
				disabled={set.isPending}
				onChange={(event) => set.mutate({ ...hours, calendarId: Number(event.target.value) })}
			>
				<Options list={list} />
			</Select>
			<Select
				aria-label={words.zoneOf(name)}
				value={hours.timeZone}
				disabled={set.isPending}
				onChange={(event) => set.mutate({ ...hours, timeZone: event.target.value })}
			>
				{shown.map((zone) => (
					<option key={zone} value={zone}>
						{zoneInShort(zone)}
					</option>
				))}
			</Select>
			{set.error && <p className="text-sm text-late mid:col-span-3">{errorWords(t, set.error)}</p>}
		</li>
	);
}
