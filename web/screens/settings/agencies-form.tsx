import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { type Agency, routingApi } from "../../api-routing.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { firstStepsQuery } from "../../first-steps.ts";
import { useLanguage } from "../../preferences.ts";
import { referenceQuery, useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { isNameTaken } from "./name-taken.ts";
import { agenciesQuery } from "./routing-queries.ts";
import { useRoutingWords } from "./routing-words.ts";
import { BackLink } from "./section-ways.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { calendarsQuery } from "./terms-queries.ts";
import { zones, zoneWords } from "./time-zones.ts";

type Draft = Pick<Agency, "name" | "shortName" | "code" | "kind" | "timeZone"> & {
	parentId: string;
	territoryCode: string;
	calendarId: string;
};

function useAgencyForm(agency: Agency | null) {
	const words = useRoutingWords().agencies;
	const client = useQueryClient();
	const navigate = useNavigate();
	const { timeZone } = useMe().region;
	const [draft, setDraft] = useState<Draft>(() => ({
		...{ name: "", shortName: "", code: "", kind: "other" as const, timeZone },
		...agency,
		parentId: String(agency?.parentId ?? ""),
		territoryCode: agency?.territoryCode ?? "",
		calendarId: String(agency?.calendarId ?? ""),
	}));
	const save = useMutation({
		mutationFn: () => {
			const { code, parentId, territoryCode, calendarId, name, shortName, kind, timeZone: zone } = draft;
			const order = {
				...{ name, shortName, kind, timeZone: zone, territoryCode: territoryCode || null },
				parentId: parentId ? Number(parentId) : null,
				calendarId: calendarId ? Number(calendarId) : null,
			};
			return agency ? routingApi.saveAgency(agency.id, order) : routingApi.addAgency({ ...order, code });
		},
		onSuccess: (agencies) => {
			client.setQueryData(agenciesQuery.queryKey, agencies);
			void client.invalidateQueries({ queryKey: referenceQuery.queryKey });
			void client.invalidateQueries({ queryKey: firstStepsQuery.queryKey });
			say(words.saved);
			void navigate({ to: "/settings/$section", params: { section: "agencies" } });
		},
	});
	return { draft, set: (change: Partial<Draft>) => setDraft({ ...draft, ...change }), save };
}

export function AgencyForm({ agency, all }: { agency: Agency | null; all: Agency[] }) {
	const t = useWords();
	const words = useRoutingWords().agencies;
	const { nameTaken } = useSettingsWords();
	const { draft, set, save } = useAgencyForm(agency);
	const others = all.filter(({ id }) => id !== agency?.id);
	const isTaken = isNameTaken(
		draft.shortName,
		others.map(({ shortName }) => shortName),
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (!isTaken && !save.isPending) save.mutate();
	};
	const text = (name: "name" | "shortName" | "code", most: number) => ({
		label: words[name],
		required: true,
		maxLength: most,
		value: draft[name],
		onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
	});
	return (
		<Screen
			title={agency?.shortName ?? words.newTitle}
			lead={agency?.name ?? words.lead}
			back={<BackLink section="agencies">{words.back}</BackLink>}
		>
			<form onSubmit={submit} className="grid max-w-[34rem] gap-4">
				<Field {...text("name", 300)} />
				<Field {...text("shortName", 60)} hint={words.shortNameHint} error={isTaken ? nameTaken : undefined} />
				{!agency && <Field {...text("code", 60)} hint={words.codeHint} pattern="[a-z\d][a-z\d\-]*" />}
				<Standing draft={draft} agency={agency} all={all} set={set} />
				<Hours draft={draft} set={set} />
				{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
				<Button type="submit" kind="primary" className="w-fit" disabled={save.isPending}>
					{t.save}
				</Button>
			</form>
		</Screen>
	);
}

type Set = (change: Partial<Draft>) => void;

/** What it is, under whom, and where. */
function Standing({ draft, agency, all, set }: { draft: Draft; agency: Agency | null; all: Agency[]; set: Set }) {
	const words = useRoutingWords().agencies;
	const { territories } = useReference().all;
	const kinds = Object.entries(words.kinds).map(([value, label]) => ({ value, label }));
	const others = all.filter(({ id }) => id !== agency?.id);
	return (
		<>
			<Choice
				label={words.kind}
				value={draft.kind}
				options={kinds}
				onChange={(kind) => set({ kind: kind as Agency["kind"] })}
			/>
			<Choice
				label={words.parent}
				value={draft.parentId}
				options={[
					{ value: "", label: words.noParent },
					...others.map((one) => ({ value: String(one.id), label: one.shortName })),
				]}
				onChange={(parentId) => set({ parentId })}
			/>
			<Choice
				label={words.territory}
				value={draft.territoryCode}
				options={[
					{ value: "", label: words.noTerritory },
					...territories.map((one) => ({ value: one.code, label: one.name })),
				]}
				onChange={(territoryCode) => set({ territoryCode })}
			/>
		</>
	);
}

function Hours({ draft, set }: { draft: Draft; set: Set }) {
	const words = useRoutingWords().agencies;
	const { data } = useQuery(calendarsQuery);
	const language = useLanguage();
	const shown = [...new Set([...zones, draft.timeZone])];
	const calendars = data?.items.map((one) => ({ value: String(one.id), label: one.name })) ?? [];
	// a calendar that is not read yet keeps its place
	const isKnown = calendars.some(({ value }) => value === draft.calendarId);
	const none = { value: draft.calendarId, label: draft.calendarId ? "…" : words.firstCalendar };
	return (
		<>
			<Choice
				label={words.zone}
				value={draft.timeZone}
				options={shown.map((zone) => ({ value: zone, label: zoneWords(zone, language) }))}
				onChange={(timeZone) => set({ timeZone })}
			/>
			<Choice
				label={words.calendar}
				hint={words.calendarHint}
				value={draft.calendarId}
				options={isKnown ? calendars : [none, ...calendars]}
				onChange={(calendarId) => set({ calendarId })}
			/>
			<Link to="/settings/$section" params={{ section: "calendars" }} className="w-fit text-accent underline">
				{words.toCalendars}
			</Link>
		</>
	);
}
