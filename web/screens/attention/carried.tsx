import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, type CarriedAnswer } from "../../api.ts";
import { CarryAnswer } from "../../components/carry-answer.tsx";
import { NetworkGlyph } from "../../components/network.tsx";
import { When } from "../../components/when.tsx";
import { useMe, useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { Endless } from "../../components/endless.tsx";

/** Answers that a person carries to the resident, the oldest first. */
export function Carried() {
	const t = useWords();
	const query = useInfiniteQuery({
		queryKey: ["publications", "by-person", "list"],
		queryFn: ({ pageParam }) => api.carried(pageParam ? { cursor: pageParam } : {}),
		initialPageParam: "",
		getNextPageParam: (last) => last.nextCursor,
	});
	const items = query.data?.pages.flatMap((page) => page.items) ?? [];
	return (
		<Endless query={query} isEmpty={items.length === 0} emptyWords={t.carry.none}>
			{items.map((item) => (
				<li key={item.id}>
					<CarriedItem item={item} />
				</li>
			))}
		</Endless>
	);
}

function CarriedItem({ item }: { item: CarriedAnswer }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const page = useReference().page(item.pageId);
	return (
		<div className="grid gap-2 px-4 py-3">
			<p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
				<Link
					to="/cases/$caseId"
					params={{ caseId: item.caseId }}
					className="font-medium text-accent underline underline-offset-3"
				>
					{t.attention.openCase(item.caseId)}
				</Link>
				{page && <NetworkGlyph channel={page.channel} size={14} />}
				{page?.name}
				{item.residentName && <span>· {item.residentName}</span>}
				<span>
					· {t.time.due}: <When at={item.dueAt} zone={zone} />
				</span>
			</p>
			<p className="line-clamp-2 text-sm wrap-anywhere text-soft">{item.question}</p>
			<p className="wrap-words">{item.text}</p>
			<CarryAnswer answer={item} maySettle />
		</div>
	);
}
