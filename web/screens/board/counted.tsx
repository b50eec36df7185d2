import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { type CountedCase, dayApi } from "../../api-day.ts";
import { Endless } from "../../components/endless.tsx";
import { When } from "../../components/when.tsx";
import { useLanguage } from "../../preferences.ts";
import { useReference } from "../../queries.ts";
import { durationWords } from "../../time.ts";
import { titleOf, useWords } from "../../words.ts";

/** What a number counts, one by one. */
export function Counted({ span, what }: { span: { from: string; to: string }; what: "inTime" | "late" | "overdue" }) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const { period, agencyId, topicCode } = useSearch({ from: "/desk/board" });
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	const query = useInfiniteQuery({
		queryKey: ["day", "board", "counted", span, what, agencyId, topicCode],
		queryFn: ({ pageParam }) =>
			dayApi.counted({ ...span, what, agencyId, topicCode, ...(pageParam ? { before: pageParam } : {}) }),
		initialPageParam: 0,
		getNextPageParam: (last) => last.nextBefore,
	});
	const items = query.data?.pages.flatMap((page) => page.items) ?? [];
	const topic = topicCode ? reference.topic(topicCode) : undefined;
	const of = topic ? titleOf(topic, language) : reference.agency(agencyId ?? null)?.shortName;
	return (
		<section className="grid gap-2 print:hidden">
			<header className="flex items-center justify-between gap-3">
				<h2 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
					{t.board.lists[what]}
					{of && <span className="font-normal text-soft"> · {of}</span>}
				</h2>
				<Link
					to="/board"
					search={{ period }}
					aria-label={t.close}
					className="flex size-8 items-center justify-center rounded-md text-soft hover:bg-hover hover:text-ink"
				>
					<X size={16} aria-hidden />
				</Link>
			</header>
			<Endless query={query} isEmpty={items.length === 0} emptyWords={t.board.noneLeft}>
				{items.map((item) => (
					<li key={item.id}>
						<CountedItem item={item} />
					</li>
				))}
			</Endless>
		</section>
	);
}

function CountedItem({ item }: { item: CountedCase }) {
	const t = useWords();
	const language = useLanguage();
	const reference = useReference();
	const agency = reference.agency(item.agencyId);
	const topic = reference.topic(item.topicCode);
	const about = [
		topic ? titleOf(topic, language) : t.queue.noTopic,
		reference.territory(item.territoryCode)?.name,
		agency?.shortName,
	];
	return (
		<div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5">
			{item.isSeen ? (
				<Link
					to="/cases/$caseId"
					params={{ caseId: item.caseId }}
					className="rounded text-accent underline underline-offset-3"
				>
					{t.attention.openCase(item.caseId)}
				</Link>
			) : (
				<span className="text-soft">{t.board.goneToOthers(item.caseId)}</span>
			)}
			<span className="min-w-0 flex-1">{about.filter(Boolean).join(" · ")}</span>
			<span className="text-sm text-soft">
				{item.workingMinutes === null ? (
					<>
						{t.board.wasDue} <When at={item.dueAt} zone={agency?.timeZone} />
					</>
				) : (
					<>
						{t.board.took(durationWords(item.workingMinutes, t), durationWords(item.termMinutes, t))},{" "}
						<When at={item.at} zone={agency?.timeZone} />
					</>
				)}
			</span>
		</div>
	);
}
