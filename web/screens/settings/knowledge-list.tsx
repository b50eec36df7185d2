import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Choice, Field } from "../../components/field.tsx";
import { type CaseKind, TopicChoice } from "./case-kinds.tsx";
import type { SectionName } from "./settings-words.ts";
import { useSettingsWords } from "./settings-words.ts";

export type KnowledgeState = "active" | "archived" | "all";
export type KnowledgeFilter = Pick<CaseKind, "topicCode" | "groupCode"> & { q: string; state: KnowledgeState };
export const everything: KnowledgeFilter = { q: "", topicCode: null, groupCode: null, state: "active" };
/** So many are asked for; more are found by searching. */
export const knowledgeLimit = 100;

/** Search and filters of templates and of articles. */
export function KnowledgeFilters({
	filter,
	onChange,
}: {
	filter: KnowledgeFilter;
	onChange: (filter: KnowledgeFilter) => void;
}) {
	const { answers: words } = useSettingsWords();
	return (
		<div role="search" className="grid items-start gap-3 mid:grid-cols-3">
			<Field
				type="search"
				label={words.search}
				maxLength={200}
				value={filter.q}
				onChange={(event) => onChange({ ...filter, q: event.target.value })}
			/>
			<TopicChoice value={filter} onChange={(about) => onChange({ ...filter, ...about })} />
			<Choice
				label={words.state}
				value={filter.state}
				options={(["active", "archived", "all"] as const).map((value) => ({ value, label: words.states[value] }))}
				onChange={(state) => onChange({ ...filter, state: state as KnowledgeState })}
			/>
		</div>
	);
}

/** One of a list, leading to its editor. */
export function ItemRow({
	section,
	id,
	title,
	children,
}: {
	section: SectionName;
	id: number;
	title: string;
	children: ReactNode;
}) {
	return (
		<li>
			<Link
				to="/settings/$section/$item"
				params={{ section, item: String(id) }}
				className="flex items-center gap-3 px-4 py-3 hover:bg-hover"
			>
				<span className="min-w-0 flex-1">
					<span className="font-medium wrap-anywhere">{title}</span>
					<span className="block text-sm text-soft wrap-anywhere">{children}</span>
				</span>
				<ChevronRight size={16} className="shrink-0 text-soft" aria-hidden />
			</Link>
		</li>
	);
}
