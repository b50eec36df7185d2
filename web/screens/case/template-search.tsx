import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { knowledge } from "../../api.ts";
import { answerApi } from "../../api-answer.ts";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { asKind } from "./draft-said.ts";
import { type LibraryProps, Search, useSlowly, Waiting } from "./library-search.tsx";
import { findGaps } from "./find-gaps.ts";

type Offered = knowledge.OfferedTemplates["items"][number];

/** The templates that fit the case's topic and status, the best first; arrows and Enter put one into the answer. */
export function TemplateSearch({ detail, draft, onInsert, onClose }: LibraryProps) {
	const t = useWords();
	const words = t.editor.library;
	const { id } = detail.case;
	const [query, setQuery] = useState("");
	const [at, setAt] = useState(0);
	const q = useSlowly(query);
	const { data, error } = useQuery({
		queryKey: ["templates", id, q],
		queryFn: ({ signal }) => answerApi.templates(id, q, signal),
		placeholderData: keepPreviousData,
	});
	const take = useTaking({ detail, draft, onInsert, onClose });
	const items = data?.items ?? [];
	const keys = (event: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		const chosen = items[at];
		if (step) setAt(Math.min(Math.max(0, at + step), Math.max(0, items.length - 1)));
		else if (event.key === "Enter" && chosen && !take.isPending) take.mutate(chosen);
		else return;
		event.preventDefault();
	};
	const trouble = error ?? take.error;
	return (
		<Search
			label={words.searchTemplates}
			value={query}
			onChange={(text) => (setQuery(text), setAt(0))}
			onKeyDown={keys}
		>
			{trouble && (
				<p role="alert" className="px-4 py-3 text-late">
					{errorWords(t, trouble)}
				</p>
			)}
			{!data && !error && <Waiting />}
			{data && items.length === 0 && (
				<Empty
					icon={FileText}
					title={q ? t.nothingFound : words.noTemplates}
					hint={q ? words.otherWords : words.noTemplatesHint}
				/>
			)}
			<TemplateList items={items} at={at} isBusy={take.isPending} onOpen={setAt} onTake={take.mutate} />
		</Search>
	);
}

/** Puts a template into the answer, filled in by the desk; its kind is taken where nothing is written yet. */
function useTaking({ detail, draft, onInsert, onClose }: LibraryProps) {
	const { id, agencyId } = detail.case;
	const who = useReference().agency(agencyId)?.shortName ?? "";
	return useMutation({
		mutationFn: (one: Offered) => answerApi.takeTemplate(id, one.id),
		onSuccess: ({ text }, one) => {
			if (one.kind && draft.text.trim() === "") draft.change(asKind(draft, one.kind, who));
			onInsert(text);
			onClose();
		},
	});
}

type ListProps = {
	items: Offered[];
	at: number;
	isBusy: boolean;
	onOpen: (index: number) => void;
	onTake: (one: Offered) => void;
};

function TemplateList({ items, at, isBusy, onOpen, onTake }: ListProps) {
	const words = useWords().editor.library;
	return (
		<ul aria-label={words.templates}>
			{items.map((one, index) => (
				<li key={one.id} className="border-b border-line">
					<TemplateCard
						one={one}
						isOpen={index === at}
						isBusy={isBusy}
						onOpen={() => onOpen(index)}
						onTake={() => onTake(one)}
					/>
				</li>
			))}
		</ul>
	);
}

type CardProps = { one: Offered; isOpen: boolean; isBusy: boolean; onOpen: () => void; onTake: () => void };

function TemplateCard({ one, isOpen, isBusy, onOpen, onTake }: CardProps) {
	const t = useWords();
	const words = t.editor.library;
	const fit = one.topicCode ? words.fits.topic : one.groupCode ? words.fits.group : words.fits.any;
	const facts = [fit, one.kind && t.editor.kind.names[one.kind], one.uses > 0 && words.uses(one.uses)];
	return (
		<div className={isOpen ? "bg-hover" : ""}>
			<button type="button" aria-expanded={isOpen} onClick={onOpen} className="grid w-full gap-0.5 px-4 py-2 text-left">
				<span className="font-medium">{one.title}</span>
				<span className="text-sm text-soft">{facts.filter(Boolean).join(" · ")}</span>
				{!isOpen && <span className="line-clamp-2 text-sm text-soft">{one.text}</span>}
			</button>
			{isOpen && (
				<div className="grid gap-2 px-4 pb-3">
					<p className="max-h-64 overflow-y-auto wrap-words">
						<WithGaps text={one.text} />
					</p>
					<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
						<Button isSmall shortcut="Enter" disabled={isBusy} onClick={onTake}>
							{words.insert}
						</Button>
						{one.gaps.length > 0 && <span className="text-sm text-soft">{words.gaps(one.gaps.length)}</span>}
					</div>
				</div>
			)}
		</div>
	);
}

/** What a person has to write stands out from what the desk has filled in. */
function WithGaps({ text }: { text: string }) {
	const gaps = findGaps(text);
	return (
		<>
			{gaps.map(({ start, end }, index) => (
				<span key={start}>
					{text.slice(gaps[index - 1]?.end ?? 0, start)}
					<mark className="proposed rounded-sm bg-accent-tint px-0.5 text-inherit">{text.slice(start, end)}</mark>
				</span>
			))}
			{text.slice(gaps.at(-1)?.end ?? 0)}
		</>
	);
}
