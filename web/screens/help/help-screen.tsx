import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ChevronRight, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../components/empty.tsx";
import { Field } from "../../components/field.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { Screen } from "../../components/screen.tsx";
import { useLanguage } from "../../preferences.ts";
import { useMe } from "../../queries.ts";
import { type Role, roleOf } from "../../role-of.ts";
import { findInGuide } from "./find-in-guide.ts";
import { type GuidePage, guideQuery } from "./guide-pages.ts";
import { firstPages, otherPages, rolePages } from "./guide-roles.ts";
import { useHelpWords } from "./help-words.ts";
import { TourAgain } from "./tour-again.tsx";

const route = getRouteApi("/desk/help");

/** The guide: found by words, or by one's role. */
export function HelpScreen() {
	const words = useHelpWords();
	const { q = "" } = route.useSearch();
	const query = useQuery(guideQuery(useLanguage()));
	const navigate = useNavigate();
	return (
		<Screen title={words.title} lead={words.lead}>
			<div className="max-w-[34rem]">
				<Field
					type="search"
					label={words.search}
					hint={words.searchHint}
					maxLength={100}
					value={q}
					onChange={(event) =>
						void navigate({ to: "/help", search: { q: event.target.value || undefined }, replace: true })
					}
				/>
			</div>
			<Loaded query={query} height="h-96">
				{(pages) => (q.trim() ? <Results pages={pages} query={q} /> : <Contents pages={pages} />)}
			</Loaded>
		</Screen>
	);
}

type Pages = readonly GuidePage[];

function Results({ pages, query }: { pages: Pages; query: string }) {
	const words = useHelpWords();
	const found = findInGuide(pages, query);
	return (
		<section aria-label={words.search} className="grid gap-3">
			<p aria-live="polite" className="text-soft">
				{found.length > 0 && words.found(found.length)}
			</p>
			{found.length === 0 && <Empty icon={SearchX} title={words.nothing} hint={words.nothingHint} />}
			<ul className="divide-y divide-line empty:hidden">
				{found.map(({ page, id, title, snippet }) => (
					<li key={`${page}#${id}`}>
						<Link
							to="/help/$page"
							params={{ page }}
							{...(id && { hash: id })}
							className="-mx-2 block rounded-md px-2 py-2.5 hover:bg-hover"
						>
							<span className="block font-medium">{title}</span>
							<span className="text-sm text-soft">{snippet}</span>
						</Link>
					</li>
				))}
			</ul>
		</section>
	);
}

function Contents({ pages }: { pages: Pages }) {
	const words = useHelpWords();
	const own = roleOf(useMe());
	const roles = Object.entries(rolePages) as [Role, readonly string[]][];
	const ordered = [...roles].sort(([one], [other]) => Number(other === own) - Number(one === own));
	return (
		<div className="grid gap-x-8 gap-y-6 mid:grid-cols-2">
			<Group title={words.first} pages={pages} names={firstPages}>
				<TourAgain />
			</Group>
			{ordered.map(([role, names]) => (
				<Group
					key={role}
					title={role === own ? `${words.roles[role]} · ${words.yours}` : words.roles[role]}
					pages={pages}
					names={names}
				/>
			))}
			<Group title={words.about} pages={pages} names={otherPages} />
		</div>
	);
}

type GroupProps = { title: string; pages: Pages; names: readonly string[]; children?: ReactNode };

function Group({ title, pages, names, children }: GroupProps) {
	const found = names.flatMap((name) => pages.find((page) => page.name === name) ?? []);
	return (
		<section aria-label={title} className="grid content-start gap-1">
			<h2 className="text-lg font-semibold">{title}</h2>
			<ul>
				{found.map(({ name, title: words }) => (
					<li key={name}>
						<Link
							to="/help/$page"
							params={{ page: name }}
							className="-mx-2 flex min-h-9 items-center gap-2 rounded-md px-2 py-1 text-accent hover:bg-hover"
						>
							<span className="flex-1">{words}</span>
							<ChevronRight size={16} className="shrink-0 text-soft" aria-hidden />
						</Link>
					</li>
				))}
			</ul>
			{children}
		</section>
	);
}
