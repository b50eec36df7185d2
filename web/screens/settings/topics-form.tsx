import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Minus, Zap } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { routingApi, type Topic } from "../../api-routing.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { When } from "../../components/when.tsx";
import { useLanguage } from "../../preferences.ts";
import { referenceQuery, useMe, useReference } from "../../queries.ts";
import { errorWords, titleOf, useWords } from "../../words.ts";
import { CheckBox } from "./people-form.tsx";
import { isNameTaken } from "./name-taken.ts";
import { topicsQuery, topicVersionsQuery } from "./routing-queries.ts";
import { useRoutingWords } from "./routing-words.ts";
import { BackLink } from "./section-ways.tsx";
import { useSettingsWords } from "./settings-words.ts";

type Titles = { titleRu: string; titleEn: string };

/** Saves, tells so, and goes back to the list. */
function useSaving(save: () => Promise<unknown>) {
	const words = useRoutingWords().topics;
	const client = useQueryClient();
	const navigate = useNavigate();
	return useMutation({
		mutationFn: save,
		onSuccess: async () => {
			await client.invalidateQueries({ queryKey: topicsQuery.queryKey });
			void client.invalidateQueries({ queryKey: referenceQuery.queryKey });
			say(words.saved);
			void navigate({ to: "/settings/$section", params: { section: "topics" } });
		},
	});
}

type FrameProps = {
	title: string;
	saving: ReturnType<typeof useSaving>;
	isTaken: boolean;
	children: ReactNode;
	below?: ReactNode;
};

function Frame({ title, saving, isTaken, children, below }: FrameProps) {
	const t = useWords();
	const words = useRoutingWords().topics;
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (!isTaken) saving.mutate();
	};
	return (
		<Screen title={title} lead={words.lead} back={<BackLink section="topics">{words.back}</BackLink>}>
			<form onSubmit={submit} className="grid max-w-[34rem] gap-4">
				{children}
				{saving.error && <Notice tone="late">{errorWords(t, saving.error)}</Notice>}
				<Button type="submit" kind="primary" className="w-fit" disabled={saving.isPending}>
					{t.save}
				</Button>
			</form>
			{below}
		</Screen>
	);
}

/** Whether another topic is called so. @param code the topic's own; null: a new one */
function useIsTaken({ titleRu }: Titles, code: string | null): boolean {
	const { data } = useQuery(topicsQuery);
	const others = (data?.items ?? []).filter((one) => one.code !== code);
	return isNameTaken(
		titleRu,
		others.map((one) => one.titleRu),
	);
}

type TitleProps<T> = { draft: T; isTaken: boolean; onChange: (draft: T) => void };

function TitleFields<T extends Titles>({ draft, isTaken, onChange }: TitleProps<T>) {
	const words = useRoutingWords().topics;
	const { nameTaken } = useSettingsWords();
	return (["titleRu", "titleEn"] as const).map((name) => (
		<Field
			key={name}
			label={words[name]}
			error={name === "titleRu" && isTaken ? nameTaken : undefined}
			required
			maxLength={200}
			value={draft[name]}
			onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
		/>
	));
}

function Switch(props: { label: string; hint?: string; isOn: boolean; onToggle: () => void }) {
	return (
		<div>
			<CheckBox isOn={props.isOn} onToggle={props.onToggle}>
				{props.label}
			</CheckBox>
			{props.hint && <p className="pl-7.5 text-sm text-soft">{props.hint}</p>}
		</div>
	);
}

export function TopicForm({ topic }: { topic: Topic }) {
	const words = useRoutingWords().topics;
	const language = useLanguage();
	const [draft, setDraft] = useState(topic);
	const saving = useSaving(async () => {
		const { version, titleRu, titleEn, isActive } = draft;
		await routingApi.saveTopic(topic.code, { version, titleRu, titleEn, isActive });
	});
	const isTaken = useIsTaken(draft, topic.code);
	return (
		<Frame title={titleOf(topic, language)} saving={saving} isTaken={isTaken} below={<History code={topic.code} />}>
			<TitleFields draft={draft} isTaken={isTaken} onChange={setDraft} />
			<Switch
				label={words.isActive}
				hint={words.isActiveHint}
				isOn={draft.isActive}
				onToggle={() => setDraft({ ...draft, isActive: !draft.isActive })}
			/>
			<Importance isImportant={topic.isImportant} />
		</Frame>
	);
}

/** It is set for all topics in one place; here it is told. */
function Importance({ isImportant }: { isImportant: boolean }) {
	const words = useRoutingWords().topics;
	const Icon = isImportant ? Zap : Minus;
	return (
		<div>
			<p className="flex items-center gap-2.5 px-1">
				<Icon size={16} className={isImportant ? "text-accent" : "text-soft"} aria-hidden />
				{isImportant ? words.isImportant : words.isUsual}
			</p>
			<p className="pl-7.5 text-sm text-soft">
				{words.importanceHint}{" "}
				<Link to="/settings/$section" params={{ section: "importance" }} className="text-accent underline">
					{words.toImportance}
				</Link>
			</p>
		</div>
	);
}

function History({ code }: { code: string }) {
	const words = useRoutingWords().topics;
	const language = useLanguage();
	const zone = useMe().region.timeZone;
	const { data } = useQuery(topicVersionsQuery(code));
	return (
		<section aria-label={words.history} className="grid gap-2 border-t border-line pt-5">
			<h2 className="text-lg font-semibold">{words.history}</h2>
			{data?.items.length === 0 && <p className="text-soft">{words.noHistory}</p>}
			<ul className="grid gap-1">
				{data?.items.map((version) => (
					<li key={version.version}>
						{titleOf(version, language)}
						<span className="text-soft">
							{!version.isActive && ` · ${words.wasOff}`} · {words.until} <When at={version.until} zone={zone} /> ·{" "}
							{version.byName}
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}

export function NewTopic() {
	const words = useRoutingWords().topics;
	const language = useLanguage();
	const { topicGroups } = useReference().all;
	const [draft, setDraft] = useState({ groupCode: "", titleRu: "", titleEn: "", isPhysical: false });
	const groupCode = draft.groupCode || topicGroups[0]?.code || "";
	const saving = useSaving(() => routingApi.addTopic({ ...draft, groupCode }));
	const isTaken = useIsTaken(draft, null);
	return (
		<Frame title={words.newTitle} saving={saving} isTaken={isTaken}>
			<Choice
				label={words.group}
				value={groupCode}
				options={topicGroups.map((group) => ({ value: group.code, label: titleOf(group, language) }))}
				onChange={(code) => setDraft({ ...draft, groupCode: code })}
			/>
			<TitleFields draft={draft} isTaken={isTaken} onChange={setDraft} />
			<Switch
				label={words.isPhysical}
				isOn={draft.isPhysical}
				onToggle={() => setDraft({ ...draft, isPhysical: !draft.isPhysical })}
			/>
		</Frame>
	);
}
