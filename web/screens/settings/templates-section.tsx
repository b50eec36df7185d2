import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { settingsApi } from "../../api-settings.ts";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useWords } from "../../words.ts";
import { useKindWords } from "./case-kinds.tsx";
import { OneKept } from "./kept-form.tsx";
import { everything, ItemRow, KnowledgeFilters, knowledgeLimit } from "./knowledge-list.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { AddLink } from "./section-ways.tsx";
import type { SectionProps } from "./section-props.ts";
import { useSettingsWords } from "./settings-words.ts";
import { TemplateEditor } from "./template-editor.tsx";

/** Templates of answers. */
export function TemplatesSection({ item }: SectionProps) {
	const words = useSettingsWords();
	if (item !== null)
		return (
			<OneKept name="templates" item={item} read={settingsApi.template}>
				{(template) => <TemplateEditor template={template} />}
			</OneKept>
		);
	return (
		<Screen
			title={words.sections.templates.title}
			lead={words.answers.templates.lead}
			action={<AddLink section="templates">{words.answers.templates.add}</AddLink>}
		>
			<Templates />
		</Screen>
	);
}

function Templates() {
	const t = useWords();
	const { answers: words } = useSettingsWords();
	const kindWords = useKindWords();
	const [filter, setFilter] = useState(everything);
	const { topicCode, groupCode, q, state } = filter;
	const asked = {
		q: q.trim(),
		topicCode: topicCode ?? undefined,
		groupCode: groupCode ?? undefined,
		state,
		limit: knowledgeLimit,
	};
	const query = useQuery({
		queryKey: ["templates", asked],
		queryFn: ({ signal }) => settingsApi.templates(asked, signal),
		placeholderData: keepPreviousData,
	});
	return (
		<div className="grid gap-4">
			<KnowledgeFilters filter={filter} onChange={setFilter} />
			<Loaded query={query}>
				{({ items }) => {
					if (items.length === 0)
						return (
							<NothingYet>{asked.q || topicCode || groupCode ? t.nothingFound : words.templates.empty}</NothingYet>
						);
					return (
						<>
							<Rows>
								{items.map((one) => (
									<ItemRow key={one.id} section="templates" id={one.id} title={one.title}>
										{kindWords(one)} · {words.templates.uses(one.uses)}
										{!one.isInSeason && ` · ${words.templates.outOfSeason}`}
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
