import { pages, type GuidePage } from "virtual:guide";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ChevronRight, SearchX } from "lucide-react";
import { Empty } from "../../components/empty.tsx";
import { Field } from "../../components/field.tsx";
import { Screen } from "../../components/screen.tsx";
import { useMe } from "../../queries.ts";
import { type Role, roleOf } from "../../role-of.ts";
import { findInGuide } from "./find-in-guide.ts";
import { firstPages, otherPages, rolePages } from "./guide-roles.ts";
import { useHelpWords } from "./help-words.ts";
import { TourAgain } from "./tour-again.tsx";

const route = getRouteApi("/desk/help");

/** The guide: found by words, or by one's role. */
export function HelpScreen() {
	const words = useHelpWords();
	const { q = "" } = route.useSearch();
	const navigate = useNavigate();
	return (
		<Screen title={words.title} lead={[words.lead, words.inRussian].filter(Boolean).join(" ")}>
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
			{q.trim() ? <Results query={q} /> : <Contents />}
		</Screen>
	);
}

function Results({ query }: { query: string }) {
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
							lang="ru"
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

const pageOf = (name: string): GuidePage | undefined => pages.find((page) => page.name === name);

function Contents() {
	const words = useHelpWords();
	const own = roleOf(useMe());
	const roles = Object.entries(rolePages) as [Role, readonly string[]][];
	const ordered = [...roles].sort(([one], [other]) => Number(other === own) - Number(one === own));
	return (
		<div className="grid gap-x-8 gap-y-6 mid:grid-cols-2">
			<Group title={words.first} names={firstPages}>
				<TourAgain />
			</Group>
			{ordered.map(([role, names]) => (
				<Group
					key={role}
					title={role === own ? `${words.roles[role]} · ${words.yours}` : words.roles[role]}
					names={names}
				/>
			))}
			<Group title={words.about} names={otherPages} />
		</div>
	);
}

function Group({ title, names, children }: { title: string; names: readonly string[]; children?: React.ReactNode }) {
	const found = names.map(pageOf).filter((page) => page !== undefined);
	return (
		<section aria-label={title} className="grid content-start gap-1">
			<h2 className="text-lg font-semibold">{title}</h2>
			<ul lang="ru">
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
