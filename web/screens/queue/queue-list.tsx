import { useVirtualizer } from "@tanstack/react-virtual";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowUp, CircleAlert, Inbox, Newspaper, SearchX } from "lucide-react";
import { useCallback, useDeferredValue, useEffect, useRef } from "react";
import { isRefusal } from "../../request-trouble.ts";
import { type CaseSearch, filterCount } from "../../case-search.ts";
import { useAfterPaint } from "../../components/after-paint.tsx";
import { Button } from "../../components/button.tsx";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { mayStart } from "../../first-steps.ts";
import { referenceQuery, statusQuery, useMe } from "../../queries.ts";
import { errorWords, useFirstWords } from "../../words.ts";
import { useFacts } from "../../list-facts.ts";
import { GroupHead, headHeight } from "./group-head.tsx";
import { QueueRow, rowHeightOf } from "./queue-row.tsx";
import { useCaseAhead } from "./use-case-ahead.ts";
import { type Grouped, useGroups } from "./use-groups.ts";
import type { useFresh, useQueue } from "./use-queue.ts";
import type { Selection } from "./use-selection.ts";

/** Where each list was left, for the time the page is open. */
const offsets = new Map<string, number>();

type ListProps = {
	search: CaseSearch;
	queue: ReturnType<typeof useQueue>;
	fresh: ReturnType<typeof useFresh>;
	openId: number | null;
	at: number | null;
	selection: Selection;
};

export function QueueList(props: ListProps) {
	const { search, queue } = props;
	const t = useFirstWords();
	const facts = useFacts();
	const grouped = useGroups(search, queue);
	const isRead = !queue.isPending && !grouped.isPending;
	// the rows are drawn in pieces, so that no key waits for all of them
	const isDue = useDeferredValue(isRead, false);
	if (!isRead || !isDue) return <RowSkeletons />;
	if (queue.isError && queue.rows.length === 0)
		return (
			<Empty icon={CircleAlert} title={t.queue.loadFailed} hint={errorWords(t, queue.error)}>
				{!isRefusal(queue.error) && <Button onClick={() => void queue.refetch()}>{t.retry}</Button>}
			</Empty>
		);
	if (queue.rows.length === 0) return <NoRows search={search} />;
	return <Rows key={`${JSON.stringify(search)} ${rowHeightOf(facts)}`} {...props} grouped={grouped} />;
}

function Rows({ search, queue, fresh, openId, at, selection, grouped }: ListProps & { grouped: Grouped }) {
	const t = useFirstWords();
	useCaseAhead();
	const { scroller, virtual } = useRows(search, queue, grouped, at);
	const itemAt = useItems({ queue, fresh, openId, at, selection, grouped });
	const showFresh = () => {
		fresh.showFresh();
		// in groups each stands in its own
		if (!grouped.isGrouped) scroller.current?.scrollTo({ top: 0 });
	};
	return (
		<div className="relative min-h-0 flex-1">
			{fresh.freshCount > 0 && <FreshButton fresh={fresh} onShow={showFresh} />}
			<div
				ref={scroller}
				// a region that scrolls must be reachable by keyboard
				tabIndex={0}
				role="region"
				aria-label={t.views.title}
				className="h-full overflow-y-auto outline-offset-[-2px] [overflow-anchor:none]"
			>
				{grouped.isGrouped && <StickyHead grouped={grouped} first={virtual.range?.startIndex ?? 0} />}
				<ul className="relative" style={{ height: virtual.getTotalSize() }}>
					{virtual.getVirtualItems().map(({ key, index, start, size }) => (
						<li
							key={key}
							className="absolute inset-x-0 top-0"
							style={{ height: size, transform: `translateY(${start}px)` }}
						>
							{itemAt(index)}
						</li>
					))}
				</ul>
				<Tail queue={queue} />
			</div>
		</div>
	);
}

/** What stands in a place of the list: a head or a row. */
function useItems({ queue, fresh, openId, at, selection, grouped }: Omit<ListProps, "search"> & { grouped: Grouped }) {
	const me = useMe();
	const facts = useFacts();
	const choose = useChoose(selection);
	const shared = { facts, isChoosing: selection.size > 0, showsAgency: me.agencyId === null, onChoose: choose };
	return (index: number) => {
		const item = grouped.items[index];
		if (item?.kind === "head") return <GroupHead head={grouped.headOf(item.key)} />;
		const row = item && queue.rows[item.index];
		if (!row) return null;
		const state = {
			isOpen: row.id === openId,
			isAt: item.index === at,
			isFresh: fresh.arrived.has(row.id),
			isChosen: selection.has(row.id),
			movedTo: item.movedTo === undefined ? undefined : grouped.nameOf(item.movedTo),
		};
		return <QueueRow row={row} {...state} {...shared} />;
	};
}

/** The head of the group that stands at the top stays in sight while its rows pass by. */
function StickyHead({ grouped, first }: { grouped: Grouped; first: number }) {
	const head = grouped.items.findLast((item, index) => index <= first && item.kind === "head");
	if (head?.kind !== "head") return null;
	return (
		<div aria-hidden className="sticky top-0 z-20 h-0">
			<GroupHead head={grouped.headOf(head.key)} />
		</div>
	);
}

/** One function for all rows and all time, so that choosing one redraws that one. */
function useChoose(selection: Selection) {
	const latest = useRef(selection);
	latest.current = selection;
	return useCallback(
		(id: number, isReaching: boolean) => (isReaching ? latest.current.reach(id) : latest.current.toggle(id)),
		[],
	);
}

function FreshButton({ fresh, onShow }: { fresh: ListProps["fresh"]; onShow: () => void }) {
	const t = useFirstWords();
	return (
		<button
			type="button"
			onClick={onShow}
			title={t.queue.freshHint}
			className="absolute top-2 left-1/2 z-20 flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-fill px-4 text-sm font-medium text-on-fill shadow-float appear hover:bg-fill-strong"
		>
			<ArrowUp size={14} aria-hidden />
			{t.queue.fresh(fresh.freshCount, fresh.isMoreFresh)}
		</button>
	);
}

/** The visible part of the list: keeps the place of each list, reads on near the end, follows the keyboard. */
function useRows(search: CaseSearch, queue: ListProps["queue"], { items, isGrouped }: Grouped, at: number | null) {
	const scroller = useRef<HTMLDivElement>(null);
	const key = JSON.stringify(search);
	const height = rowHeightOf(useFacts());
	const virtual = useVirtualizer({
		count: items.length,
		getScrollElement: () => scroller.current,
		estimateSize: (index) => (items[index]?.kind === "head" ? headHeight : height),
		getItemKey: (index) => {
			const item = items[index];
			return item?.kind === "head" ? `head ${item.key}` : (queue.rows[item?.index ?? index]?.id ?? index);
		},
		// beyond the fold only once the rows that are seen stand
		overscan: useAfterPaint() ? 6 : 0,
		// measured only once it stands: without a first guess the rows would come after that, all at once
		initialRect: { width: 0, height: innerHeight },
		// the head that stays in sight covers no row that the keys come to
		scrollPaddingStart: isGrouped ? headHeight : 0,
		initialOffset: offsets.get(key) ?? 0,
		onChange: (instance) => offsets.set(key, instance.scrollOffset ?? 0),
	});
	const lastShown = virtual.getVirtualItems().at(-1)?.index ?? 0;
	const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = queue;
	useEffect(() => {
		if (lastShown >= items.length - 12 && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
	}, [lastShown, items.length, hasNextPage, isFetchingNextPage, fetchNextPage, isError]);
	const latest = useRef(items);
	latest.current = items;
	useEffect(() => {
		if (at === null) return;
		const index = latest.current.findIndex((item) => item.kind === "row" && item.index === at);
		if (index !== -1) virtual.scrollToIndex(index, { align: "auto" });
	}, [at, virtual]);
	return { scroller, virtual };
}

function Tail({ queue }: { queue: ListProps["queue"] }) {
	const t = useFirstWords();
	if (queue.isFetchingNextPage) return <RowSkeletons />;
	if (queue.isError)
		return (
			<div className="flex items-center justify-between gap-2 p-4 text-soft">
				{t.queue.loadFailed}
				{!isRefusal(queue.error) && (
					<Button isSmall onClick={() => void queue.fetchNextPage()}>
						{t.retry}
					</Button>
				)}
			</div>
		);
	return queue.rows.length > 8 ? <p className="p-6 text-center text-sm text-soft">{t.queue.end}</p> : null;
}

function NoRows({ search }: { search: CaseSearch }) {
	const t = useFirstWords();
	const view = search.view ?? "open";
	const me = useMe();
	const { data: reference } = useQuery(referenceQuery);
	if (reference?.pages.length === 0)
		return (
			<Empty
				icon={Newspaper}
				title={t.queue.noPages.title}
				hint={mayStart(me) ? t.queue.noPages.hint : t.queue.noPages.ask}
			>
				{mayStart(me) && (
					<Link to="/start" className="rounded text-accent underline underline-offset-3">
						{t.queue.noPages.go}
					</Link>
				)}
			</Empty>
		);
	if (filterCount(search) > 0 || search.q)
		return <Empty icon={SearchX} title={t.queue.emptyFiltered} hint={t.queue.emptyFilteredHint} />;
	return (
		<Empty icon={Inbox} title={t.queue.empty[view]} hint={t.queue.emptyHint[view]}>
			{fromOutside.has(view) && <WriteAsResident />}
		</Empty>
	);
}

/** What residents write comes here by itself; the other views fill by work at the desk. */
const fromOutside = new Set(["open", "new", "all"]);

/** A demo that was just begun has no messages yet: its network is where they are written. */
function WriteAsResident() {
	const t = useFirstWords();
	const { data: status } = useQuery(statusQuery);
	if (!status?.demo) return null;
	return (
		<a
			href={status.demo.networkUrl}
			target="_blank"
			rel="noreferrer"
			className="rounded text-accent underline underline-offset-3"
		>
			{t.signIn.asResident}
		</a>
	);
}

function RowSkeletons() {
	const t = useFirstWords();
	const height = rowHeightOf(useFacts());
	return (
		<div role="status" aria-label={t.loading}>
			{["a", "b", "c", "d", "e", "f"].map((key) => (
				<div key={key} className="grid gap-2 border-b border-line px-4 py-3" style={{ height }}>
					<Skeleton className="h-3.5 w-11/12" />
					<Skeleton className="h-3.5 w-8/12" />
					<Skeleton className="mt-1 h-3 w-6/12" />
				</div>
			))}
		</div>
	);
}
