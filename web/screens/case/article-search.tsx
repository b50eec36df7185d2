import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowLeft, BookOpen, CornerDownLeft } from "lucide-react";
import { useState } from "react";
import { answerApi } from "../../api-answer.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { dayWords } from "../../time.ts";
import { errorWords, useWords } from "../../words.ts";
import { linksOf, readBlocks } from "./article-blocks.ts";
import { type LibraryProps, Search, useSlowly, Waiting } from "./library-search.tsx";

/** What staff know of the subject: first of the case's topic, by words from all. An article opens beside the answer. */
export function ArticleSearch(props: LibraryProps) {
	const t = useWords();
	const words = t.editor.library;
	const topic = useReference().topic(props.detail.case.topicCode);
	const [query, setQuery] = useState("");
	const [opened, setOpened] = useState<number | null>(null);
	const q = useSlowly(query).trim();
	// words search everywhere, silence offers what is known of the topic
	const topics = q === "" && topic ? [topic.code, topic.groupCode].join(",") : "";
	const { data, error } = useQuery({
		queryKey: ["articles", q, topics],
		queryFn: ({ signal }) => answerApi.articles({ q, topics }, signal),
		placeholderData: keepPreviousData,
	});
	if (opened !== null) return <Article id={opened} onInsert={props.onInsert} onBack={() => setOpened(null)} />;
	return (
		<Search label={words.searchArticles} value={query} onChange={setQuery}>
			{error && (
				<p role="alert" className="px-4 py-3 text-late">
					{errorWords(t, error)}
				</p>
			)}
			{!data && !error && <Waiting />}
			{data?.items.length === 0 && (
				<Empty
					icon={BookOpen}
					title={q ? t.nothingFound : words.noArticles}
					hint={q ? words.otherWords : words.noArticlesHint}
				/>
			)}
			<ul aria-label={words.articles}>
				{data?.items.map((one) => (
					<li key={one.id} className="border-b border-line">
						<button
							type="button"
							onClick={() => setOpened(one.id)}
							className="grid w-full gap-0.5 px-4 py-2 text-left hover:bg-hover"
						>
							<span className="font-medium">{one.title}</span>
							<span className="line-clamp-2 text-sm text-soft">{readBlocks(one.snippet)[0]?.text}</span>
							{one.isOverdue && <span className="text-sm text-soon">{words.overdue}</span>}
						</button>
					</li>
				))}
			</ul>
		</Search>
	);
}

type ArticleProps = { id: number; onInsert: (words: string) => void; onBack: () => void };

function Article({ id, onInsert, onBack }: ArticleProps) {
	const t = useWords();
	const words = t.editor.library;
	const language = useLanguage();
	const { data, error } = useQuery({
		queryKey: ["articles", id],
		queryFn: ({ signal }) => answerApi.article(id, signal),
	});
	const links = data ? linksOf(data.body) : [];
	return (
		<div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
			<Button isSmall kind="quiet" icon={<ArrowLeft size={15} aria-hidden />} onClick={onBack} className="-ml-2">
				{words.backToArticles}
			</Button>
			{error && (
				<p role="alert" className="py-3 text-late">
					{errorWords(t, error)}
				</p>
			)}
			{!data && !error && <Waiting />}
			{data && (
				<article className="grid gap-2 pt-2">
					<h2 className="text-lg font-semibold">{data.title}</h2>
					<p className={`text-sm ${data.isOverdue ? "text-soon" : "text-soft"}`}>
						{data.isOverdue ? words.overdue : words.reviewOn(dayWords(data.reviewOn, language))} · {data.ownerName}
					</p>
					{readBlocks(data.body).map((block, index) => (
						// pieces of one text never change places
						<Piece key={index} block={block} onInsert={onInsert} />
					))}
					{links.length > 0 && <Links links={links} onInsert={onInsert} />}
				</article>
			)}
		</div>
	);
}

function Piece({
	block,
	onInsert,
}: {
	block: ReturnType<typeof readBlocks>[number];
	onInsert: (words: string) => void;
}) {
	const t = useWords().editor.library;
	if (block.kind === "heading") return <h3 className="pt-2 font-medium">{block.text}</h3>;
	return (
		<div className="group flex items-start gap-1">
			<p className={`min-w-0 flex-1 wrap-words ${block.kind === "item" ? "pl-4 -indent-3" : ""}`}>
				{block.kind === "item" && <span aria-hidden>– </span>}
				{block.text}
			</p>
			<IconButton
				label={t.insertPiece}
				onClick={() => onInsert(block.text)}
				className="-my-1.5 opacity-60 group-hover:opacity-100 focus-visible:opacity-100"
			>
				<CornerDownLeft size={14} aria-hidden />
			</IconButton>
		</div>
	);
}

function Links({ links, onInsert }: { links: string[]; onInsert: (words: string) => void }) {
	const t = useWords().editor.library;
	return (
		<section className="grid gap-1 border-t border-line pt-2">
			<h3 className="text-sm text-soft">{t.links}</h3>
			{links.map((link) => (
				<div key={link} className="flex items-center gap-1">
					<a href={link} target="_blank" rel="noreferrer" className="min-w-0 flex-1 truncate text-accent underline">
						{link}
					</a>
					<IconButton label={t.insertLink} onClick={() => onInsert(link)}>
						<CornerDownLeft size={14} aria-hidden />
					</IconButton>
				</div>
			))}
		</section>
	);
}
