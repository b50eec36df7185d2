import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import type { TextModel, TextModelList } from "../../api.ts";
import { Loaded } from "../../components/loaded.tsx";
import { Screen } from "../../components/screen.tsx";
import { modelsQuery } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { figuresWords } from "./figures.tsx";
import { ModelCard } from "./model-card.tsx";
import { Training } from "./training.tsx";
import { WantedPrecision } from "./wanted-precision.tsx";

/** What reads the residents' words now, how well, and what may take its place. */
export function ModelsScreen() {
	const t = useWords();
	const query = useQuery(modelsQuery);
	return (
		<Screen title={t.nav.models} lead={t.models.lead}>
			<Loaded query={query} height="h-40">
				{(list) => <Models list={list} />}
			</Loaded>
		</Screen>
	);
}

function Models({ list }: { list: TextModelList }) {
	const t = useWords();
	const topics = list.items.filter((model) => model.kind === "topic");
	const agencies = list.items.filter((model) => model.kind === "agency");
	const active = topics.find((model) => model.isActive);
	return (
		<div className="grid gap-8">
			{active && (
				// the answer in words first
				<div>
					<p className="text-lg">{active.source === "box" ? t.models.worksBox : t.models.worksOwn}</p>
					<p className="text-soft">{active.figures ? figuresWords(t, active.figures) : t.models.noFigures}</p>
				</div>
			)}
			<WantedPrecision value={list.wantedPrecision} />
			<Training list={list} />
			<Versions title={t.models.topics} models={topics}>
				{topics.length === 1 && <p className="text-soft">{t.models.onlyBox}</p>}
			</Versions>
			<Versions title={t.models.agencies} models={agencies}>
				<p className="text-soft">{t.models.agenciesHint}</p>
				{agencies.length === 0 && (
					<p className="flex items-center gap-2 text-soft">
						<Inbox size={16} className="shrink-0" aria-hidden />
						{t.models.noAgencies}
					</p>
				)}
			</Versions>
		</div>
	);
}

function Versions({ title, models, children }: { title: string; models: TextModel[]; children: ReactNode }) {
	return (
		<section aria-label={title} className="grid gap-3">
			<div className="grid gap-1">
				<h2 className="text-lg font-semibold">{title}</h2>
				{children}
			</div>
			{models.length > 0 && (
				<ul className="divide-y divide-line rounded-lg border border-line">
					{models.map((model) => (
						<li key={model.id}>
							<ModelCard model={model} />
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
