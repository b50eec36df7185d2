import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Landmark, SearchX } from "lucide-react";
import type { Agency } from "../../api-routing.ts";
import { Empty } from "../../components/empty.tsx";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useReference } from "../../queries.ts";
import { AgencyForm } from "./agencies-form.tsx";
import { AgencyList } from "./agencies-list-form.tsx";
import { agenciesQuery } from "./routing-queries.ts";
import { useRoutingWords } from "./routing-words.ts";
import type { SectionProps } from "./section-props.ts";
import { AddLink, PlainLink } from "./section-ways.tsx";
import { useSettingsWords } from "./settings-words.ts";

/** Agencies: the tree, one of them, or a new one. */
export function AgenciesSection({ item }: SectionProps) {
	const words = useRoutingWords().agencies;
	const query = useQuery(agenciesQuery);
	const { data } = query;
	const { title } = useSettingsWords().sections.agencies;
	if (item !== null && data) {
		if (item === "list") return <AgencyList all={data.items} />;
		const agency = data.items.find(({ id }) => String(id) === item);
		if (item !== "new" && !agency) return <Empty icon={SearchX} title={words.unknown} />;
		return <AgencyForm key={item} agency={agency ?? null} all={data.items} />;
	}
	return (
		<Screen
			title={title}
			lead={words.lead}
			action={
				<div className="flex flex-wrap gap-2">
					<PlainLink section="agencies" item="list">
						{words.list.add}
					</PlainLink>
					<AddLink section="agencies">{words.add}</AddLink>
				</div>
			}
		>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<Empty icon={Landmark} title={words.empty} hint={words.emptyHint} />
					) : (
						<ul className="overflow-hidden rounded-lg border border-line">
							{branchesOf(items, null, 0).map(({ agency, depth }) => (
								<Row key={agency.id} agency={agency} depth={depth} />
							))}
						</ul>
					)
				}
			</Loaded>
		</Screen>
	);
}

/** The tree in the order in which it is read, each with how deep it stands. */
function branchesOf(all: Agency[], parentId: number | null, depth: number): { agency: Agency; depth: number }[] {
	return all
		.filter((agency) => agency.parentId === parentId)
		.flatMap((agency) => [{ agency, depth }, ...branchesOf(all, agency.id, depth + 1)]);
}

function Row({ agency, depth }: { agency: Agency; depth: number }) {
	const words = useRoutingWords().agencies;
	const territory = useReference().territory(agency.territoryCode);
	const kind = agency.kind === "other" ? undefined : words.kinds[agency.kind];
	return (
		<li className="border-line not-first:border-t">
			<Link
				to="/settings/$section/$item"
				params={{ section: "agencies", item: String(agency.id) }}
				style={{ paddingLeft: `${1 + depth * 1.5}rem` }}
				className="flex flex-wrap items-baseline gap-x-3 py-2.5 pr-4 hover:bg-hover"
			>
				<span className="min-w-0 flex-1">
					<span className="block font-medium">{agency.shortName}</span>
					<span className="block text-sm text-soft">{agency.name}</span>
				</span>
				<span className="text-sm text-soft">
					{[kind, territory?.name, words.people(agency.staff)].filter(Boolean).join(" · ")}
				</span>
			</Link>
		</li>
	);
}
