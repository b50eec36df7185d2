import "./guide.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { ArrowLeft, FileQuestion } from "lucide-react";
import { useEffect, useRef } from "react";
import { Empty } from "../../components/empty.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { Screen } from "../../components/screen.tsx";
import { useLanguage } from "../../preferences.ts";
import { type GuidePage, guideQuery } from "./guide-pages.ts";
import { useHelpWords } from "./help-words.ts";

/** Fewer headings are seen at a glance. */
const manyHeadings = 4;

/** A page of the guide. */
export function HelpPage() {
	const words = useHelpWords();
	const { page: name } = useParams({ strict: false });
	const query = useQuery(guideQuery(useLanguage()));
	const page = query.data?.find((one) => one.name === name);
	const all = (
		<Link to="/help" className="flex w-fit items-center gap-1.5 rounded text-soft hover:text-ink">
			<ArrowLeft size={16} aria-hidden />
			{words.all}
		</Link>
	);
	if (!page)
		return (
			<Screen title={words.title} back={all}>
				<Loaded query={query} height="h-96">
					{() => <Empty icon={FileQuestion} title={words.noPage} hint={words.noPageHint} />}
				</Loaded>
			</Screen>
		);
	return (
		<Screen key={page.name} title={page.title} back={all}>
			<Article page={page} />
		</Screen>
	);
}

function Article({ page }: { page: GuidePage }) {
	const words = useHelpWords();
	const headings = page.parts.filter(({ title }) => title);
	const article = useGuideLinks();
	return (
		<div className="grid items-start gap-8 wide:grid-cols-[minmax(0,42rem)_13rem]">
			{/* made while the app was built, of our own Markdown, with nothing but plain tags let through */}
			<article ref={article} className="guide" dangerouslySetInnerHTML={{ __html: page.html }} />
			{headings.length >= manyHeadings && (
				<nav aria-label={words.onPage} className="sticky top-8 hidden wide:block">
					<p className="mb-1 text-sm font-medium text-soft">{words.onPage}</p>
					<ul className="grid gap-1 text-sm">
						{headings.map(({ id, title }) => (
							<li key={id}>
								<Link to="/help/$page" params={{ page: page.name }} hash={id} className="text-soft hover:text-ink">
									{title}
								</Link>
							</li>
						))}
					</ul>
				</nav>
			)}
		</div>
	);
}

/** Links within the guide change the screen without loading the app anew, and the place that the address names is shown. */
function useGuideLinks() {
	const article = useRef<HTMLElement>(null);
	const navigate = useNavigate();
	const hash = useRouterState({ select: (state) => state.location.hash });
	useEffect(() => {
		if (hash) document.getElementById(hash)?.scrollIntoView();
	}, [hash]);
	useEffect(() => {
		const follow = (event: MouseEvent) => {
			const link = (event.target as Element).closest("a");
			const [, page, place] = /^\/help\/([a-z-]+)(?:#(.*))?$/.exec(link?.getAttribute("href") ?? "") ?? [];
			if (!page || event.ctrlKey || event.metaKey || event.shiftKey) return;
			event.preventDefault();
			void navigate({ to: "/help/$page", params: { page }, ...(place && { hash: decodeURIComponent(place) }) });
		};
		const shown = article.current;
		shown?.addEventListener("click", follow);
		return () => shown?.removeEventListener("click", follow);
	}, [navigate]);
	return article;
}
