import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { type AddTemplate, settingsApi, type TemplateDetail } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field, LongField } from "../../components/field.tsx";
import { useWords } from "../../words.ts";
import { Tick } from "./asks.tsx";
import { AgencyChoice, TopicChoice } from "./case-kinds.tsx";
import { OwnerChoice } from "./kept-text.tsx";
import { KeptForm, useKeptChanges } from "./kept-form.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { dayText, readDay } from "./year-day.ts";

type Order = Required<Omit<AddTemplate, "season">>;
type Season = { isOn: boolean; from: string; to: string };

const orderOf = (template: TemplateDetail | null): Order => ({
	agencyId: template?.agencyId ?? null,
	title: template?.title ?? "",
	body: template?.body ?? "",
	topicCode: template?.topicCode ?? null,
	groupCode: template?.groupCode ?? null,
	kind: template?.kind ?? null,
	caseStatus: template?.caseStatus ?? null,
	ownerId: template?.ownerId ?? null,
});

function readSeason({ isOn, from, to }: Season): AddTemplate["season"] | undefined {
	if (!isOn) return null;
	const days = { from: readDay(from), to: readDay(to) };
	return days.from && days.to ? { from: days.from, to: days.to } : undefined;
}

function useTemplateForm(template: TemplateDetail | null) {
	const [order, setOrder] = useState(() => orderOf(template));
	const [season, setSeason] = useState<Season>({
		isOn: template?.season !== null && template !== null,
		from: template?.season ? dayText(template.season.from) : "15.10",
		to: template?.season ? dayText(template.season.to) : "15.04",
	});
	const [isTried, setTried] = useState(false);
	const changes = useKeptChanges<AddTemplate>("templates", template, {
		add: settingsApi.addTemplate,
		save: settingsApi.saveTemplate,
		keep: settingsApi.keepTemplate,
	});
	const set = (change: Partial<Order>) => setOrder({ ...order, ...change });
	const days = readSeason(season);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (order.title.trim() && order.body.trim() && days !== undefined && !changes.save.isPending)
			changes.save.mutate({ ...order, season: days });
	};
	return { order, set, season, setSeason, isTried, days, changes, submit };
}

/** A template: its text with places to fill, and when it is offered. */
export function TemplateEditor({ template }: { template: TemplateDetail | null }) {
	const { templates: words } = useSettingsWords().answers;
	const { order, set, season, setSeason, isTried, days, changes, submit } = useTemplateForm(template);
	return (
		<KeptForm kept={template} title={order.title} isTried={isTried} changes={changes} onSubmit={submit} onText={set}>
			<BodyField
				body={order.body}
				error={isTried && !order.body.trim() ? words.noBody : undefined}
				onChange={(body) => set({ body })}
			/>
			<When order={order} set={set} />
			<SeasonFields season={season} onChange={setSeason} isWrong={days === undefined} />
		</KeptForm>
	);
}

const gap = /\{([^{}\n]{1,80})\}/g;

function BodyField({
	body,
	error,
	onChange,
}: {
	body: string;
	error: string | undefined;
	onChange: (body: string) => void;
}) {
	const { answers: words } = useSettingsWords();
	const { data } = useQuery({ queryKey: ["placeholders"], queryFn: settingsApi.placeholders, staleTime: 600_000 });
	const at = useRef<number | null>(null);
	const known: readonly string[] = data?.items ?? [];
	const named = [...body.matchAll(gap)].map(([, name]) => (name ?? "").trim().toLowerCase());
	const own = [...new Set(named.filter((name) => !known.includes(name)))];
	const insert = (name: string) => {
		const place = at.current ?? body.length;
		const text = `{${name}}`;
		at.current = place + text.length;
		onChange(body.slice(0, place) + text + body.slice(place));
	};
	return (
		<LongField
			label={words.templates.body}
			error={error}
			rows={9}
			maxLength={10_000}
			value={body}
			onChange={(event) => onChange(event.target.value)}
			onSelect={(event) => {
				at.current = event.currentTarget.selectionEnd;
			}}
			after={<Places known={known} own={own} onInsert={insert} />}
		/>
	);
}

/** What can be put into a text, and what of it a person fills in. */
function Places({
	known,
	own,
	onInsert,
}: {
	known: readonly string[];
	own: string[];
	onInsert: (name: string) => void;
}) {
	const { answers: words } = useSettingsWords();
	return (
		<div className="grid gap-1.5 text-sm">
			<p className="text-soft">
				{words.templates.known}. {words.templates.knownHint}
			</p>
			<div className="flex flex-wrap gap-1">
				{known.map((name) => (
					<Button
						key={name}
						isSmall
						aria-label={words.templates.insert(name)}
						onClick={() => onInsert(name)}
					>{`{${name}}`}</Button>
				))}
			</div>
			<p aria-live="polite" className="text-soft">
				{own.length > 0 ? words.templates.own(own.join(", ")) : words.templates.noOwn}
			</p>
		</div>
	);
}

const caseStatuses = ["assigned", "inProgress", "rework", "interimPublished", "reopened"] as const;

/** For whose cases, of which topic and kind, it is offered. */
function When({ order, set }: { order: Order; set: (change: Partial<Order>) => void }) {
	const t = useWords();
	const { answers: words } = useSettingsWords();
	const statuses = new Set<NonNullable<Order["caseStatus"]>>(caseStatuses);
	if (order.caseStatus) statuses.add(order.caseStatus);
	return (
		<div className="grid items-start gap-3 mid:grid-cols-2">
			<TopicChoice value={order} onChange={set} />
			<AgencyChoice
				label={words.forWhom}
				any={words.wholeRegion}
				value={order.agencyId}
				onChange={(agencyId) => set({ agencyId })}
			/>
			<Choice
				label={words.templates.kind}
				value={order.kind ?? ""}
				options={[
					{ value: "", label: words.templates.anyKind },
					...(["final", "interim", "question"] as const).map((value) => ({
						value,
						label: words.templates.kinds[value],
					})),
				]}
				onChange={(value) => set({ kind: value === "" ? null : (value as NonNullable<Order["kind"]>) })}
			/>
			<Choice
				label={words.templates.caseStatus}
				value={order.caseStatus ?? ""}
				options={[
					{ value: "", label: words.templates.anyStatus },
					...[...statuses].map((value) => ({ value, label: t.status[value] })),
				]}
				onChange={(value) => set({ caseStatus: value === "" ? null : (value as NonNullable<Order["caseStatus"]>) })}
			/>
			<OwnerChoice value={order.ownerId} onChange={(ownerId) => set({ ownerId })} />
		</div>
	);
}

function SeasonFields({
	season,
	onChange,
	isWrong,
}: {
	season: Season;
	onChange: (season: Season) => void;
	isWrong: boolean;
}) {
	const { templates: words } = useSettingsWords().answers;
	return (
		<div className="grid gap-2">
			<Tick
				label={words.season}
				hint={words.seasonHint}
				checked={season.isOn}
				onChange={(isOn) => onChange({ ...season, isOn })}
			/>
			{season.isOn && (
				<div className="flex flex-wrap items-start gap-3">
					{(["from", "to"] as const).map((end) => (
						<Field
							key={end}
							label={words[end]}
							maxLength={6}
							error={isWrong && !readDay(season[end]) ? words.badDay : undefined}
							value={season[end]}
							onChange={(event) => onChange({ ...season, [end]: event.target.value })}
						/>
					))}
				</div>
			)}
		</div>
	);
}
