import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert, Newspaper, Plus } from "lucide-react";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Screen } from "../../components/screen.tsx";
import { pagesQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
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
		<Screen title={t.pages.title} lead={t.pages.lead} action={add}>
			<List mayManage={mayManage} />
		</Screen>
	);
}

function List({ mayManage }: { mayManage: boolean }) {
	const t = useWords();
	const { data, error } = useQuery(pagesQuery);
	if (!data)
		return error ? <Empty icon={CircleAlert} title={errorWords(t, error)} /> : <Skeleton className="h-40 w-full" />;
	if (data.items.length === 0) return <Empty icon={Newspaper} title={t.pages.empty} hint={t.pages.emptyHint} />;
	const troubled = data.items.filter(needsCare).length;
	return (
		<div className="grid gap-3">
			{/* the answer in words first; pages that need a person stand on top */}
			<p className={`text-lg ${troubled > 0 ? "text-late" : ""}`}>
				{troubled > 0 ? t.pages.needCare(troubled) : t.pages.allWell(data.items.length)}
			</p>
			<ul className="divide-y divide-line rounded-lg border border-line">
				{data.items
					.toSorted((a, b) => Number(needsCare(b)) - Number(needsCare(a)))
					.map((page) => (
						<li key={page.id}>
							<PageCard page={page} mayManage={mayManage} />
						</li>
					))}
			</ul>
		</div>
	);
}
