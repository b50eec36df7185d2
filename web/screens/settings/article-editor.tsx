import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type AddArticle, type ArticleDetail, settingsApi } from "../../api-settings.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { Field, LongField } from "../../components/field.tsx";
import { Picker } from "../../components/picker.tsx";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";

import { AgencyChoice, topicItems } from "./case-kinds.tsx";
import { OwnerChoice } from "./kept-text.tsx";
import { KeptForm, useKeptChanges } from "./kept-form.tsx";
import { useSettingsWords } from "./settings-words.ts";

type Order = Required<AddArticle>;

const dayAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const today = () => dayAhead(0);
const halfYear = () => dayAhead(182);
const orderOf = (article: ArticleDetail | null): Order => ({
	agencyId: article?.agencyId ?? null,
	title: article?.title ?? "",
	body: article?.body ?? "",
	topics: article?.topics ?? [],
	ownerId: article?.ownerId ?? null,
	reviewOn: article?.reviewOn ?? halfYear(),
});

function useArticleForm(article: ArticleDetail | null) {
	const [order, setOrder] = useState(() => orderOf(article));
	const [isTried, setTried] = useState(false);
	const changes = useKeptChanges<AddArticle>("articles", article, {
		add: settingsApi.addArticle,
		save: settingsApi.saveArticle,
		keep: settingsApi.keepArticle,
	});
	const set = (change: Partial<Order>) => setOrder({ ...order, ...change });
	// a text that is overdue may be mended without being read again
	const isPast = order.reviewOn !== article?.reviewOn && order.reviewOn !== "" && order.reviewOn < today();
	const isWhole = order.title.trim() && order.body.trim() && order.reviewOn && !isPast;
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (isWhole && !changes.save.isPending) changes.save.mutate(order);
	};
	return { order, set, isTried, isPast, changes, submit };
}

/** An article: its text, its topics, who answers for it and when it is read again. */
export function ArticleEditor({ article }: { article: ArticleDetail | null }) {
	const { articles: words } = useSettingsWords().answers;
	const { order, set, isTried, isPast, changes, submit } = useArticleForm(article);
	return (
		<KeptForm kept={article} title={order.title} isTried={isTried} changes={changes} onSubmit={submit} onText={set}>
			<LongField
				label={words.body}
				hint={words.bodyHint}
				error={isTried && !order.body.trim() ? words.noBody : undefined}
				rows={14}
				maxLength={50_000}
				value={order.body}
				onChange={(event) => set({ body: event.target.value })}
			/>
			<Topics codes={order.topics} onChange={(topics) => set({ topics })} />
			<Keeping order={order} set={set} isPast={isPast} />
		</KeptForm>
	);
}

type KeepingProps = { order: Order; set: (change: Partial<Order>) => void; isPast: boolean };

/** For whom it is, who answers for it, and until when it is believed. */
function Keeping({ order, set, isPast }: KeepingProps) {
	const { answers: words } = useSettingsWords();
	return (
		<div className="grid items-start gap-3 mid:grid-cols-3">
			<AgencyChoice
				label={words.forWhom}
				any={words.wholeRegion}
				value={order.agencyId}
				onChange={(agencyId) => set({ agencyId })}
			/>
			<OwnerChoice value={order.ownerId} onChange={(ownerId) => set({ ownerId })} />
			<Field
				type="date"
				label={words.articles.reviewOn}
				error={isPast ? words.articles.pastReview : order.reviewOn ? undefined : words.articles.badReview}
				value={order.reviewOn}
				onChange={(event) => set({ reviewOn: event.target.value })}
			/>
		</div>
	);
}

/** Codes of topics and groups share one list. */
function Topics({ codes, onChange }: { codes: string[]; onChange: (codes: string[]) => void }) {
	const words = useSettingsWords();
	const language = useLanguage();
	const { all } = useReference();
	const items = topicItems(all, language, words.kinds.wholeGroup).map((item) => ({
		...item,
		value: item.value.slice(item.value.indexOf(":") + 1),
	}));
	const titles = new Map(items.map((item) => [item.value, item.label]));
	return (
		<div className="grid gap-1.5">
			<p className="text-sm font-medium">{words.answers.articles.topics}</p>
			<div className="flex flex-wrap items-center gap-1.5">
				{codes.map((code) => (
					<span key={code} className="inline-flex items-center gap-1 rounded-md border border-line pl-2">
						{titles.get(code) ?? code}
						<IconButton
							label={words.answers.articles.removeTopic(titles.get(code) ?? code)}
							className="size-7"
							onClick={() => onChange(codes.filter((one) => one !== code))}
						>
							<X size={14} aria-hidden />
						</IconButton>
					</span>
				))}
				<Picker
					label={words.answers.articles.addTopic}
					items={items.filter(({ value }) => !codes.includes(value))}
					value={null}
					onPick={(code) => onChange([...codes, code])}
				>
					<Button isSmall icon={<Plus size={14} aria-hidden />}>
						{words.answers.articles.addTopic}
					</Button>
				</Picker>
			</div>
			<p className="text-sm text-soft">{words.answers.articles.topicsHint}</p>
		</div>
	);
}
