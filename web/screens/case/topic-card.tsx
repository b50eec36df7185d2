import { Check, ChevronDown } from "lucide-react";
import { api, type CaseDetail } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Picker } from "../../components/picker.tsx";
import { type Language, useLanguage } from "../../preferences.ts";
import { type Lookup, useCaseChange, useMe, useReference } from "../../queries.ts";
import { errorWords, titleOf, useWords } from "../../words.ts";
import { saysMuch } from "./mark-words.ts";
import { type Candidate, Candidates, ProposalCard } from "./proposal-card.tsx";

/** less is no help to anybody */
const leastConfidence = 0.01;

/** The topic: the machine's proposal in a dotted outline until a person accepts it, with the words that spoke for it. */
export function TopicCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const row = detail.case;
	const topic = reference.topic(row.topicCode);
	const group = reference.all.topicGroups.find((one) => one.code === topic?.groupCode);
	const change = useCaseChange(row.id, (code: string) => api.changeTopic(row.id, row.version, code));
	const mayChange = useMe().permissions.some((one) => one === "case.work" || one === "case.triage") && row.isOpen;
	const isProposal = row.topicBy === "machine";
	const accept = () => topic && isProposal && mayChange && !change.isPending && change.mutate(topic.code);
	const others = isProposal && row.isOpen ? otherTopics(detail, reference, language) : [];
	return (
		<ProposalCard title={t.case.topic} isProposal={isProposal && topic !== undefined}>
			<div>
				<p className="font-medium">{topic ? titleOf(topic, language) : t.queue.noTopic}</p>
				{group && <p className="text-sm text-soft">{titleOf(group, language)}</p>}
			</div>
			{isProposal && <Why detail={detail} />}
			<Candidates
				title={topic ? t.case.otherTopics : t.case.likelyTopics}
				items={others}
				isBusy={change.isPending}
				onPick={mayChange ? (code) => change.mutate(code) : undefined}
			/>
			{mayChange && (
				<div className="flex flex-wrap gap-2">
					{isProposal && topic && (
						<Button isSmall icon={<Check size={14} aria-hidden />} disabled={change.isPending} onClick={accept}>
							{t.case.acceptTopic}
						</Button>
					)}
					<TopicPicker value={row.topicCode} isFirst={!topic} onPick={(code) => change.mutate(code)} />
				</div>
			)}
			{change.error && <p className="text-sm text-late">{errorWords(t, change.error)}</p>}
		</ProposalCard>
	);
}

function otherTopics(
	{ proposal, case: { topicCode } }: CaseDetail,
	reference: Lookup,
	language: Language,
): Candidate[] {
	return proposal.topics.flatMap((one) => {
		const topic = reference.topic(one.topicCode);
		if (!topic || one.topicCode === topicCode || one.confidence < leastConfidence) return [];
		return [{ key: one.topicCode, name: titleOf(topic, language), chance: one.confidence }];
	});
}

function Why({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { topicWords, topicConfidence, topicCode, isSure, wantedPrecision } = detail.proposal;
	if (!topicCode) return <p className="text-sm text-soft">{t.case.topicUnsure}</p>;
	const words = topicWords.filter(saysMuch);
	const parts = [
		words.length > 0 && t.case.words(words.map((word) => t.quoted(word)).join(", ")),
		topicConfidence !== null && t.case.confidence(Math.round(topicConfidence * 100)),
	].filter(Boolean);
	const wanted = Math.round(wantedPrecision * 100);
	return (
		<div className="grid gap-1 text-sm text-soft">
			<p>{parts.join("; ")}</p>
			<p>{isSure ? t.case.isSure(wanted) : t.case.notSure(wanted)}</p>
		</div>
	);
}

function TopicPicker({
	value,
	isFirst,
	onPick,
}: {
	value: string | null;
	isFirst: boolean;
	onPick: (code: string) => void;
}) {
	const t = useWords();
	const language = useLanguage();
	const { all } = useReference();
	const groups = new Map(
		all.topicGroups.map((group, index) => [group.code, { index, title: titleOf(group, language) }]),
	);
	const items = all.topics
		.filter(({ isActive, code }) => isActive || code === value)
		.toSorted((a, b) => (groups.get(a.groupCode)?.index ?? 0) - (groups.get(b.groupCode)?.index ?? 0))
		.map((topic) => ({
			value: topic.code,
			label: titleOf(topic, language),
			group: groups.get(topic.groupCode)?.title ?? "",
		}));
	return (
		<Picker label={t.case.chooseTopic} items={items} value={value} onPick={onPick} align="end">
			<Button isSmall kind={isFirst ? "plain" : "quiet"}>
				{isFirst ? t.case.chooseTopic : t.case.changeTopic}
				<ChevronDown size={14} aria-hidden />
			</Button>
		</Picker>
	);
}
