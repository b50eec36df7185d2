import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Newspaper, Plus, Search } from "lucide-react";
import { useState } from "react";
import type { Page } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { networkName } from "../../components/network.tsx";
import { Screen } from "../../components/screen.tsx";
import { Select } from "../../components/select.tsx";
import { pagesQuery, useMe, useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { needsCare, PageCard } from "./page-card.tsx";

/** The official pages and their health, in words. */
export function PagesScreen() {
	const t = useWords();
	const mayManage = useMe().permissions.includes("page.manage");
	const add = mayManage && (
		<Link
			to="/pages/new"
			className="inline-flex h-9 items-center gap-2 rounded-md bg-fill px-3 font-medium text-on-fill hover:bg-fill-strong mid:h-8"
		>
			<Plus size={16} aria-hidden />
			{t.pages.add}
		</Link>
	);
	return (
		<Screen title={t.nav.pages} lead={t.pages.lead} action={add}>
			<Loaded />
		</Screen>
	);
}

function Loaded() {
	const t = useWords();
	const query = useQuery(pagesQuery);
	const { data } = query;
	if (!data) return query.error ? <Failed query={query} /> : <Skeleton className="h-40 w-full" />;
	if (data.items.length === 0) return <Empty icon={Newspaper} title={t.pages.empty} hint={t.pages.emptyHint} />;
	const troubled = data.items.filter(needsCare).length;
	return (
		<div className="grid gap-3">
			{/* the answer in words first; pages that need a person stand on top */}
			<p className={`text-lg ${troubled > 0 ? "text-late" : ""}`}>
				{troubled > 0 ? t.pages.needCare(troubled) : t.pages.allWell(data.items.length)}
			</p>
			<List pages={data.items} />
		</div>
	);
}

/** Few pages need no search. */
const fewPages = 8;
/** So many rows are drawn at a time: a region may have thousands of pages. */
const rowsAtOnce = 50;

type Filter = { words: string; channel: string; onlyCare: boolean };

function List({ pages }: { pages: Page[] }) {
	const t = useWords();
	const reference = useReference();
	const [filter, setFilter] = useState<Filter>({ words: "", channel: "", onlyCare: false });
	const [shown, setShown] = useState(rowsAtOnce);
	const wanted = filter.words.trim().toLowerCase();
	const found = pages
		.filter((page) => {
			const text = `${page.name} ${reference.agency(page.agencyId)?.name ?? ""} ${page.externalId}`.toLowerCase();
			const isOfChannel = filter.channel === "" || page.channel === filter.channel;
			return isOfChannel && text.includes(wanted) && (!filter.onlyCare || needsCare(page));
		})
		.toSorted((a, b) => Number(needsCare(b)) - Number(needsCare(a)));
	const rest = found.length - shown;
	return (
		<>
			{pages.length > fewPages && <Filters pages={pages} filter={filter} onChange={setFilter} />}
			{found.length === 0 ? (
				<Empty icon={Search} title={t.connection.nothingFound} hint={t.connection.nothingFoundHint} />
			) : (
				<ul className="divide-y divide-line rounded-lg border border-line">
					{found.slice(0, shown).map((page) => (
						<li key={page.id}>
							<PageCard page={page} />
						</li>
					))}
				</ul>
			)}
			{rest > 0 && (
				<div>
					<Button onClick={() => setShown(shown + rowsAtOnce)}>{t.connection.more(Math.min(rest, rowsAtOnce))}</Button>
				</div>
			)}
		</>
	);
}

type FiltersProps = { pages: Page[]; filter: Filter; onChange: (filter: Filter) => void };

function Filters({ pages, filter, onChange }: FiltersProps) {
	const t = useWords();
	const channels = [...new Set(pages.map((page) => page.channel))];
	return (
		<div className="flex flex-wrap items-center gap-3">
			<input
				type="search"
				aria-label={t.connection.find}
				placeholder={t.connection.find}
				value={filter.words}
				onChange={(event) => onChange({ ...filter, words: event.target.value })}
				className="h-10 min-w-48 flex-1 rounded-lg border border-line-strong bg-panel px-3 mid:h-8"
			/>
			<Select
				aria-label={t.pages.form.channel}
				value={filter.channel}
				onChange={(event) => onChange({ ...filter, channel: event.target.value })}
			>
				<option value="">{t.connection.filters.all}</option>
				{channels.map((channel) => (
					<option key={channel} value={channel}>
						{networkName(t, channel)}
					</option>
				))}
			</Select>
			<label className="flex items-center gap-2">
				<input
					type="checkbox"
					checked={filter.onlyCare}
					onChange={(event) => onChange({ ...filter, onlyCare: event.target.checked })}
					className="size-4 accent-accent"
				/>
				{t.connection.filters.care}
			</label>
		</div>
	);
}
