import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { type AddTemplate, settingsApi, type TemplateDetail } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { errorWords, useWords } from "../../words.ts";
import { LongField, Tick } from "./asks.tsx";
import { AgencyChoice, TopicChoice } from "./case-kinds.tsx";
import { ArchiveButton, ArchivedNotice, EarlierTexts, OwnerChoice } from "./kept-text.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";
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

function useTemplateChanges(template: TemplateDetail | null) {
	const { answers: words } = useSettingsWords();
	const navigate = useNavigate();
	const save = useChange(
		(order: AddTemplate) =>
			template
				? settingsApi.saveTemplate(template.id, { ...order, version: template.version })
				: settingsApi.addTemplate(order),
		{
			said: words.templates.saved,
			stale: [["templates"]],
			onDone: () => void navigate({ to: "/settings/$section", params: { section: "templates" } }),
		},
	);
	const keep = useChange((how: "archive" | "restore") => settingsApi.keepTemplate(template?.id ?? 0, how), {
		said: template?.archivedAt ? words.restoreDone : words.archiveDone,
		stale: [["templates"]],
	});
	return { save, keep };
}

function useTemplateForm(template: TemplateDetail | null) {
	const [order, setOrder] = useState(() => orderOf(template));
	const [season, setSeason] = useState<Season>({
		isOn: template?.season !== null && template !== null,
		from: template?.season ? dayText(template.season.from) : "15.10",
		to: template?.season ? dayText(template.season.to) : "15.04",
	});
	const [isTried, setTried] = useState(false);
	const { save, keep } = useTemplateChanges(template);
	const set = (change: Partial<Order>) => setOrder({ ...order, ...change });
	const days = readSeason(season);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (order.title.trim() && order.body.trim() && days !== undefined && !save.isPending)
			save.mutate({ ...order, season: days });
	};
	return { order, set, season, setSeason, isTried, days, save, keep, submit };
}

/** A template: its text with places to fill, and when it is offered. */
export function TemplateEditor({ template }: { template: TemplateDetail | null }) {
	const t = useWords();
	const { answers: words } = useSettingsWords();
	const { order, set, season, setSeason, isTried, days, save, keep, submit } = useTemplateForm(template);
	const error = save.error ?? keep.error;
	return (
		<div className="grid gap-8">
			<form onSubmit={submit} noValidate className="grid gap-4">
				{template?.archivedAt && <ArchivedNotice />}
				<Field
					label={words.title}
					error={isTried && !order.title.trim() ? words.noTitle : undefined}
					maxLength={200}
					value={order.title}
					onChange={(event) => set({ title: event.target.value })}
				/>
				<BodyField
					body={order.body}
					error={isTried && !order.body.trim() ? words.templates.noBody : undefined}
					onChange={(body) => set({ body })}
				/>
				<When order={order} set={set} />
				<SeasonFields season={season} onChange={setSeason} isWrong={days === undefined} />
				{error && <Notice tone="late">{errorWords(t, error)}</Notice>}
				<div className="flex flex-wrap gap-2">
					<Button type="submit" kind="primary" disabled={save.isPending}>
						{t.save}
					</Button>
					{template && (
						<ArchiveButton isArchived={template.archivedAt !== null} isBusy={keep.isPending} onKeep={keep.mutate} />
					)}
				</div>
			</form>
			{template && <EarlierTexts earlier={template.earlier} onTake={({ title, body }) => set({ title, body })} />}
		</div>
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
