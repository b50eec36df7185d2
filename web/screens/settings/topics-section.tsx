import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Camera, SearchX, Zap } from "lucide-react";
import { useState } from "react";
import type { Topic } from "../../api-routing.ts";
import { Empty } from "../../components/empty.tsx";
import { Field } from "../../components/field.tsx";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { plain } from "../../fuzzy.ts";
import { titleOf } from "../../words.ts";
import { topicsQuery } from "./routing-queries.ts";
import { useRoutingWords } from "./routing-words.ts";
import type { SectionProps } from "./section-props.ts";
import { AddLink } from "./section-ways.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { NewTopic, TopicForm } from "./topics-form.tsx";

/** Topics: the list by groups, one of them, or a new one. */
export function TopicsSection({ item }: SectionProps) {
	const words = useRoutingWords().topics;
	const query = useQuery(topicsQuery);
	const { data } = query;
	const { title } = useSettingsWords().sections.topics;
	if (item === "new") return <NewTopic />;
	if (item !== null && data) {
		const topic = data.items.find(({ code }) => code === item);
		return topic ? <TopicForm key={topic.version} topic={topic} /> : <Empty icon={SearchX} title={words.unknown} />;
	}
	return (
		<Screen title={title} lead={words.lead} action={<AddLink section="topics">{words.add}</AddLink>}>
			<Loaded query={query}>{({ items }) => <List topics={items} />}</Loaded>
		</Screen>
	);
}

function List({ topics }: { topics: Topic[] }) {
	const words = useRoutingWords().topics;
	const language = useLanguage();
	const { topicGroups } = useReference().all;
	const [typed, setTyped] = useState("");
	const found = topics.filter((topic) => plain(`${topic.titleRu} ${topic.titleEn}`).includes(plain(typed.trim())));
	const groups = topicGroups
		.map((group) => ({ group, own: found.filter(({ groupCode }) => groupCode === group.code) }))
		.filter(({ own }) => own.length > 0);
	return (
		<>
			<div className="max-w-[24rem]">
				<Field label={words.search} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
			</div>
			{groups.length === 0 && <Empty icon={SearchX} title={words.nothing} />}
			{groups.map(({ group, own }) => (
				<section key={group.code} aria-label={titleOf(group, language)} className="grid gap-2">
					<h2 className="text-lg font-semibold">{titleOf(group, language)}</h2>
					<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
						{own.map((topic) => (
							<li key={topic.code}>
								<Row topic={topic} />
							</li>
						))}
					</ul>
				</section>
			))}
		</>
	);
}

function Row({ topic }: { topic: Topic }) {
	const words = useRoutingWords().topics;
	const language = useLanguage();
	return (
		<Link
			to="/settings/$section/$item"
			params={{ section: "topics", item: topic.code }}
			className="flex items-center gap-x-3 px-4 py-2 hover:bg-hover"
		>
			<span className={`min-w-0 ${topic.isActive ? "" : "text-soft"}`}>{titleOf(topic, language)}</span>
			{!topic.isActive && <span className="text-sm text-soon">{words.off}</span>}
			{topic.isImportant && (
				<span className="flex items-center gap-1 text-sm text-accent">
					<Zap size={14} aria-hidden />
					{words.important}
				</span>
			)}
			{topic.isPhysical && (
				<span title={words.physical} className="ml-auto flex items-center gap-1.5 text-sm text-soft">
					<Camera size={14} className="shrink-0" aria-hidden />
					<span className="max-mid:sr-only">{words.physical}</span>
				</span>
			)}
		</Link>
	);
}
