import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, SearchX, Waypoints } from "lucide-react";
import { useState } from "react";
import type { RoutingRule } from "../../api-routing.ts";
import { Empty } from "../../components/empty.tsx";
import { Field } from "../../components/field.tsx";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { plain } from "../../fuzzy.ts";
import { titleOf } from "../../words.ts";
import { RoutingExample } from "./routing-example.tsx";
import { RuleForm } from "./routing-form.tsx";
import { RoutingStart } from "./routing-start.tsx";
import { routingQuery } from "./routing-queries.ts";
import { useRoutingWords } from "./routing-words.ts";
import type { SectionProps } from "./section-props.ts";
import { AddLink, PlainLink } from "./section-ways.tsx";
import { useSettingsWords } from "./settings-words.ts";

/** The routing table: its rows with an example, one of them, or a new one. */
export function RoutingSection({ item }: SectionProps) {
	const words = useRoutingWords().routing;
	const query = useQuery(routingQuery);
	const { data } = query;
	const { title } = useSettingsWords().sections.routing;
	if (item !== null && data) {
		if (item === "start") return <RoutingStart rules={data.items} />;
		const rule = data.items.find(({ id }) => String(id) === item);
		if (item !== "new" && !rule) return <Empty icon={SearchX} title={words.unknown} />;
		return <RuleForm key={item} rule={rule ?? null} />;
	}
	return (
		<Screen
			title={title}
			lead={words.lead}
			action={
				<div className="flex flex-wrap gap-2">
					<PlainLink section="routing" item="start">
						{words.start.open}
					</PlainLink>
					<AddLink section="routing">{words.add}</AddLink>
				</div>
			}
		>
			<RoutingExample />
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<Empty icon={Waypoints} title={words.empty} hint={words.emptyHint} />
					) : (
						<Table rules={items} />
					)
				}
			</Loaded>
		</Screen>
	);
}

type Told = { rule: RoutingRule; what: string; where: string; agency: string };

/** What a rule says, in words. */
function useTelling(): (rule: RoutingRule) => Told {
	const words = useRoutingWords().routing;
	const language = useLanguage();
	const reference = useReference();
	return (rule) => {
		const topic = reference.topic(rule.topicCode);
		const group = reference.all.topicGroups.find(({ code }) => code === rule.groupCode);
		const place = reference.territory(rule.territoryCode)?.name ?? words.anywhere;
		const page = rule.pageId === null ? undefined : reference.page(rule.pageId);
		return {
			rule,
			what: topic ? titleOf(topic, language) : group ? words.allOf(titleOf(group, language)) : words.anything,
			where: page ? `${place}, ${words.onPage(page.name)}` : place,
			agency: reference.agency(rule.agencyId)?.shortName ?? "",
		};
	};
}

function Table({ rules }: { rules: RoutingRule[] }) {
	const words = useRoutingWords().routing;
	const tell = useTelling();
	const [typed, setTyped] = useState("");
	const found = rules
		.map(tell)
		.filter(({ what, where, agency }) => plain(`${what} ${where} ${agency}`).includes(plain(typed.trim())));
	found.sort((one, other) => one.what.localeCompare(other.what) || one.where.localeCompare(other.where));
	return (
		<>
			<div className="grid max-w-[24rem] gap-1">
				<Field label={words.search} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
				<p aria-live="polite" className="text-sm text-soft">
					{words.found(found.length)}
				</p>
			</div>
			{found.length === 0 ? (
				<Empty icon={SearchX} title={words.nothing} />
			) : (
				<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
					{found.map((told) => (
						<li key={told.rule.id}>
							<Row {...told} />
						</li>
					))}
				</ul>
			)}
		</>
	);
}

function Row({ rule, what, where, agency }: Told) {
	return (
		<Link
			to="/settings/$section/$item"
			params={{ section: "routing", item: String(rule.id) }}
			className="grid gap-x-4 px-4 py-2 hover:bg-hover mid:grid-cols-[1.2fr_1fr_1.15fr]"
		>
			<span className="font-medium">{what}</span>
			<span className="text-soft">{where}</span>
			<span className="flex items-center gap-2">
				<ArrowRight size={14} className="shrink-0 text-soft" aria-hidden />
				{agency}
			</span>
		</Link>
	);
}
