import { useId, useState } from "react";
import { type CalendarList, settingsApi } from "../../api-settings.ts";
import { Select } from "../../components/select.tsx";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Section } from "../../components/section.tsx";
import { Rows } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { termsStale } from "./terms-queries.ts";
import { useChange } from "./use-change.ts";

type Hours = { calendarId: number; timeZone: string };

const zones = Intl.supportedValuesOf("timeZone");

/** By which hours each agency and the centre work. */
export function OfficeHours({ list }: { list: CalendarList }) {
	const { calendars: words } = useSettingsWords();
	const reference = useReference();
	const id = useId();
	return (
		<Section title={words.who} lead={words.whoLead}>
			<datalist id={id}>
				{zones.map((zone) => (
					<option key={zone} value={zone}>
						{zone}
					</option>
				))}
			</datalist>
			<Rows>
				<CentreRow list={list} />
				{list.agencies.map(({ agencyId, calendarId, timeZone }) => (
					<AgencyRow
						key={`${agencyId}-${timeZone}`}
						name={reference.agency(agencyId)?.shortName ?? `№ ${agencyId}`}
						agencyId={agencyId}
						hours={{ calendarId, timeZone }}
						list={list}
						zonesId={id}
					/>
				))}
			</Rows>
		</Section>
	);
}

const rowLook = "grid items-center gap-2 px-4 py-2 mid:grid-cols-[1fr_16rem_14rem]";

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
			<span className="text-sm text-soft">{list.centre.timeZone}</span>
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
	zonesId,
}: {
	name: string;
	agencyId: number;
	hours: Hours;
	list: CalendarList;
	zonesId: string;
}) {
	const t = useWords();
	const { calendars: words } = useSettingsWords();
	const [zone, setZone] = useState(hours.timeZone);
	const set = useChange((to: Hours) => settingsApi.setAgencyHours(agencyId, to.timeZone, to.calendarId), {
		said: words.hoursSaved,
		stale: [...termsStale, ["reference"]],
	});
	const isZone = zones.includes(zone) || zone === hours.timeZone;
	// saved when the field is left: a zone is not known before it is whole
	const leave = () => isZone && zone !== hours.timeZone && set.mutate({ ...hours, timeZone: zone });
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
			<input
				aria-label={words.zoneOf(name)}
				aria-invalid={!isZone || undefined}
				list={zonesId}
				value={zone}
				maxLength={64}
				onChange={(event) => setZone(event.target.value)}
				onBlur={leave}
				onKeyDown={(event) => event.key === "Enter" && leave()}
				className="h-10 min-w-0 rounded-lg border border-line-strong bg-panel px-3 aria-invalid:border-late-bar mid:h-8"
			/>
			{!isZone && <p className="text-sm text-late mid:col-span-3 mid:text-right">{words.badZone}</p>}
			{set.error && <p className="text-sm text-late mid:col-span-3">{errorWords(t, set.error)}</p>}
		</li>
	);
}
