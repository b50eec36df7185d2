import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { routingApi } from "../../api-routing.ts";
import { Choice } from "../../components/field.tsx";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { errorWords, titleOf, useWords } from "../../words.ts";
import { routingQuery } from "./routing-queries.ts";
import { useRoutingWords } from "./routing-words.ts";
import { TopicOptions } from "./topic-options.tsx";

/** «A message about X in Y goes to Z», asked of the rules as they stand. */
export function RoutingExample() {
	const words = useRoutingWords().routing;
	const { all } = useReference();
	const [topicCode, setTopic] = useState("");
	const [territoryCode, setPlace] = useState("");
	const [pageId, setPage] = useState("");
	const page = pageId || String(all.pages[0]?.id ?? "");
	return (
		<section aria-label={words.example} className="grid gap-3 rounded-lg border border-line p-4">
			<div>
				<h2 className="text-lg font-semibold">{words.example}</h2>
				<p className="text-soft">{words.exampleHint}</p>
			</div>
			<div className="grid gap-3 mid:grid-cols-3">
				<TopicOptions label={words.topic} value={topicCode} none={words.pick} onChange={setTopic} />
				<Choice
					label={words.territory}
					value={territoryCode}
					options={[
						{ value: "", label: words.placeUnnamed },
						...all.territories.map((one) => ({ value: one.code, label: one.name })),
					]}
					onChange={setPlace}
				/>
				<Choice
					label={words.page}
					value={page}
					options={all.pages.map((one) => ({ value: String(one.id), label: one.name }))}
					onChange={setPage}
				/>
			</div>
			<p aria-live="polite" className="empty:-mt-3">
				{topicCode && page && (
					<Answer topicCode={topicCode} territoryCode={territoryCode || null} pageId={Number(page)} />
				)}
			</p>
		</section>
	);
}

function Answer(about: { topicCode: string; territoryCode: string | null; pageId: number }) {
	const t = useWords();
	const words = useRoutingWords().routing;
	const language = useLanguage();
	const reference = useReference();
	// under the table's key: a change of a rule asks anew
	const { data, error } = useQuery({
		queryKey: [...routingQuery.queryKey, "example", about],
		queryFn: () => routingApi.ask(about),
	});
	if (error) return <span className="text-late">{errorWords(t, error)}</span>;
	const topic = reference.topic(about.topicCode);
	const agency = data && reference.agency(data.agencyId);
	if (!topic || !agency) return null;
	const place = reference.territory(about.territoryCode)?.name ?? words.noPlace;
	const [, named = ""] = data.reason.split(":");
	const because =
		data.reason === "page"
			? words.because.page
			: named.startsWith("topic")
				? words.because.topic
				: named.startsWith("group")
					? words.because.group
					: named.startsWith("territory")
						? words.because.place
						: words.because.rule;
	return (
		<>
			<span className="font-medium">{words.goes(titleOf(topic, language), place, agency.shortName)}</span>{" "}
			<span className="text-soft">{because}</span>
		</>
	);
}
