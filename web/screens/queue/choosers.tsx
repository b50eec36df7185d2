import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { agencyReasonWords } from "../../agency-reason.ts";
import type { CaseDetail, CaseOutcome, CaseRow } from "../../api.ts";
import { Command, type CommandItem } from "../../components/command.tsx";
import { useFoundCases } from "../../components/found-cases.ts";
import { type Language, useLanguage } from "../../preferences.ts";
import { caseQuery, type Lookup, similarQuery, useReference } from "../../queries.ts";
import { titleOf, useWords } from "../../words.ts";
import type { Dictionary } from "../../locales/ru.ts";
import { SnoozeChooser } from "./snooze-chooser.tsx";
import { useKeptQuery } from "./use-kept-query.ts";
import type { Triage } from "./use-triage.ts";

/** What the step that was asked for needs: a topic, an agency, another case, an outcome or a reason. */
export function TriageChooser({ triage }: { triage: Triage }) {
	const { asked, close, pick } = triage;
	if (!asked) return null;
	const { row, what } = asked;
	const props = { row, onClose: close };
	const then = (step: Promise<void>) => {
		close();
		void step;
	};
	if (what === "topic") return <TopicChooser {...props} onPick={(code, name) => then(pick.topic(row, code, name))} />;
	if (what === "agency") return <AgencyChooser {...props} onPick={(id) => then(pick.agency(row, id))} />;
	if (what === "merge") return <MergeChooser {...props} onPick={(id) => then(pick.merge(row, id))} />;
	if (what === "snooze")
		return <SnoozeChooser {...props} onPick={(until, reason) => then(pick.snooze(row, until, reason))} />;
	if (what === "outcome") return <OutcomeChooser {...props} onPick={(outcome) => then(pick.outcome(row, outcome))} />;
	return <ReasonChooser title={rejectTitle(row)} onClose={close} onPick={(reason) => then(pick.reject(row, reason))} />;
}

const rejectTitle = (row: CaseRow) => (t: Dictionary) => t.triage.rejectTitle(row.id);

/** `row` null: many cases at once, nothing is proposed for them */
type ChooserProps<T extends unknown[]> = { row: CaseRow | null; onPick: (...picked: T) => void; onClose: () => void };

const percent = (share: number | null) => (share === null ? null : Math.round(share * 100));

function useDetail(row: CaseRow | null): CaseDetail | undefined {
	return useQuery({ ...caseQuery(row?.id ?? 0), enabled: row !== null }).data;
}

function proposedTopics(detail: CaseDetail, reference: Lookup, language: Language, t: Dictionary): CommandItem[] {
	const { topicCode, topicBy } = detail.case;
	const codes = detail.proposal.topics.map((one) => ({ code: one.topicCode, chance: percent(one.confidence) }));
	if (topicCode && topicBy === "machine" && !codes.some(({ code }) => code === topicCode))
		codes.unshift({ code: topicCode, chance: percent(detail.proposal.topicConfidence) });
	return codes.flatMap(({ code, chance }) => {
		const topic = reference.topic(code);
		const note = chance ? t.case.confidence(chance) : undefined;
		return topic ? [{ key: code, label: titleOf(topic, language), group: t.triage.proposed, note }] : [];
	});
}

export function TopicChooser({ row, onPick, onClose }: ChooserProps<[code: string, name: string]>) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const detail = useDetail(row);
	const proposed = detail ? proposedTopics(detail, reference, language, t) : [];
	const known = new Set(proposed.map(({ key }) => key));
	const groups = new Map(reference.all.topicGroups.map((group) => [group.code, titleOf(group, language)]));
	const all = reference.all.topicGroups.flatMap((group) =>
		reference.all.topics
			.filter((topic) => topic.isActive && topic.groupCode === group.code && !known.has(topic.code))
			.map((topic) => ({ key: topic.code, label: titleOf(topic, language), group: groups.get(group.code) })),
	);
	return (
		<Command
			title={row ? t.triage.topicTitle(row.id) : t.triage.topicMany}
			placeholder={t.triage.topicPlaceholder}
			items={[...proposed, ...all]}
			onPick={(item) => onPick(item.key, item.label)}
			onClose={onClose}
		/>
	);
}

export function AgencyChooser({ row, onPick, onClose }: ChooserProps<[id: number]>) {
	const t = useWords();
	const reference = useReference();
	const detail = useDetail(row);
	const named = row?.status === "returnedWrongAgency" ? row.suggestedAgencyId : null;
	const proposed: CommandItem[] = (detail?.proposal.agencies ?? []).flatMap((one) => {
		const agency = reference.agency(one.agencyId);
		const note = agencyReasonWords(t, one) ?? undefined;
		return agency ? [{ key: String(one.agencyId), label: agency.name, group: t.triage.proposed, note }] : [];
	});
	const suggested = reference.agency(named);
	if (suggested)
		proposed.unshift({
			key: `${named}`,
			label: suggested.name,
			group: t.triage.proposed,
			note: t.triage.namedByAgency,
		});
	const seen = new Set<string>();
	const items = [
		...proposed,
		...reference.all.agencies.map((one) => ({
			key: String(one.id),
			label: one.name,
			words: one.shortName,
			group: t.triage.allAgencies,
			note: one.id === row?.agencyId ? t.triage.hasIt : undefined,
		})),
	].filter(({ key }) => !seen.has(key) && seen.add(key));
	return (
		<Command
			title={row ? t.triage.agencyTitle(row.id) : t.triage.agencyMany}
			placeholder={t.triage.agencyPlaceholder}
			items={items}
			onPick={(item) => onPick(Number(item.key))}
			onClose={onClose}
		/>
	);
}

export function MergeChooser({ row, onPick, onClose }: ChooserProps<[id: number]>) {
	const t = useWords();
	const [query, setQuery] = useState("");
	const words = useDeferredValue(query.trim());
	const similar = useQuery({ ...similarQuery(row?.id ?? 0), enabled: row !== null });
	const found = useFoundCases(words);
	const alike = (similar.data?.items ?? []).map((one) => ({
		key: String(one.caseId),
		label: `№ ${one.caseId} · ${one.excerpt.trim() || t.queue.noText}`,
		group: t.similar.title,
		note: one.kinds.map((kind) => t.similar.kinds[kind]).join(" · "),
	}));
	const known = new Set([String(row?.id), ...alike.map(({ key }) => key)]);
	return (
		<Command
			title={row ? t.triage.mergeTitle(row.id) : t.triage.mergeMany}
			placeholder={t.triage.mergePlaceholder}
			items={[...alike, ...found.items.filter(({ key }) => !known.has(key))]}
			onQuery={setQuery}
			onPick={(item) => onPick(Number(item.key))}
			onClose={onClose}
			emptyWords={found.isLooking ? t.loading : words ? undefined : t.triage.mergeEmpty}
		/>
	);
}

export function OutcomeChooser({ row, onPick, onClose }: ChooserProps<[outcome: CaseOutcome]>) {
	const t = useWords();
	const outcomes = Object.keys(t.outcomes) as CaseOutcome[];
	return (
		<Command
			title={row ? t.triage.closeTitle(row.id) : t.triage.closeMany}
			placeholder={t.outcomeTitle}
			items={outcomes.map((key) => ({ key, label: t.outcomes[key] }))}
			onPick={(item) => onPick(item.key as CaseOutcome)}
			onClose={onClose}
		/>
	);
}

/** A reason is typed; Enter gives it. */
export function ReasonChooser(props: {
	title: (t: Dictionary) => string;
	onPick: (reason: string) => void;
	onClose: () => void;
}) {
	const t = useWords();
	const title = props.title(t);
	const { query, type, forget } = useKeptQuery(title);
	const typed = query.trim();
	const items = typed ? [{ key: "typed", label: t.quoted(typed), isFound: true }] : [];
	return (
		<Command
			title={title}
			placeholder={t.reasonPlaceholder}
			items={items}
			query={query}
			onQuery={type}
			onPick={() => {
				forget();
				props.onPick(typed);
			}}
			onClose={props.onClose}
			emptyWords={t.triage.reasonEmpty}
		/>
	);
}
