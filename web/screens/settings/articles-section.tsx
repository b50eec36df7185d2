import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Article, settingsApi } from "../../api-settings.ts";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { type Language, useLanguage } from "../../preferences.ts";
import { useWords } from "../../words.ts";
import { ArticleEditor } from "./article-editor.tsx";
import { OneKept } from "./kept-form.tsx";
import { everything, ItemRow, KnowledgeFilters, knowledgeLimit } from "./knowledge-list.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { AddLink } from "./section-ways.tsx";
import type { SectionProps } from "./section-props.ts";
import { useSettingsWords } from "./settings-words.ts";

/** Articles for those who answer; what is to be read again stands first. */
export function ArticlesSection({ item }: SectionProps) {
	const words = useSettingsWords();
	if (item !== null)
		return (
			<OneKept name="articles" item={item} read={settingsApi.article}>
				{(article) => <ArticleEditor article={article} />}
			</OneKept>
		);
	return (
		<Screen
			title={words.sections.articles.title}
			lead={words.answers.articles.lead}
			action={<AddLink section="articles">{words.answers.articles.add}</AddLink>}
		>
			<Articles />
		</Screen>
	);
}

const overdueFirst = (a: Article, b: Article) =>
	Number(b.isOverdue) - Number(a.isOverdue) || (a.isOverdue ? a.reviewOn.localeCompare(b.reviewOn) : 0);

export const plainDay = (day: string, language: Language): string =>
	new Intl.DateTimeFormat(language === "ru" ? "ru-RU" : "en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
		new Date(`${day}T00:00:00Z`),
	);

function Articles() {
	const t = useWords();
	const { answers: words } = useSettingsWords();
	const language = useLanguage();
	const [filter, setFilter] = useState(everything);
	const topics = filter.topicCode ?? filter.groupCode ?? undefined;
	const asked = { q: filter.q.trim(), topics, state: filter.state, limit: knowledgeLimit };
	const query = useQuery({
		queryKey: ["articles", asked],
		queryFn: ({ signal }) => settingsApi.articles(asked, signal),
		placeholderData: keepPreviousData,
	});
	return (
		<div className="grid gap-4">
			<KnowledgeFilters filter={filter} onChange={setFilter} />
			<Loaded query={query}>
				{({ items }) => {
					if (items.length === 0)
						return <NothingYet>{asked.q || topics ? t.nothingFound : words.articles.empty}</NothingYet>;
					const overdue = items.filter(({ isOverdue }) => isOverdue).length;
					return (
						<>
							<p className={overdue > 0 ? "text-soon" : "text-soft"}>
								{overdue > 0 ? words.articles.overdueFirst(overdue) : words.articles.allFresh}
							</p>
							<Rows>
								{items.toSorted(overdueFirst).map((one) => (
									<ItemRow key={one.id} section="articles" id={one.id} title={one.title}>
										<span className={one.isOverdue ? "text-soon" : ""}>
											{one.isOverdue
												? words.articles.overdue(plainDay(one.reviewOn, language))
												: words.articles.review(plainDay(one.reviewOn, language))}
										</span>{" "}
										· {one.ownerName}
										{one.archivedAt && ` · ${words.archived}`}
									</ItemRow>
								))}
							</Rows>
							{items.length === knowledgeLimit && <p className="text-soft">{words.onlyFirst(knowledgeLimit)}</p>}
						</>
					);
				}}
			</Loaded>
		</div>
	);
}
