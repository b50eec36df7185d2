import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, type CaseNotice, type Notice, type PageNotice } from "../../api.ts";
import { dayApi } from "../../api-day.ts";
import { Button } from "../../components/button.tsx";
import { Endless } from "../../components/endless.tsx";
import { healthLooks } from "../../components/health-looks.ts";
import { When } from "../../components/when.tsx";
import { noticesQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { DeskLine } from "./desk-line.tsx";
import { NoticeLine as Line } from "./notice-line.tsx";

/** What happened to pages and cases, newest first; what is new stands out until it is marked as read. */
export function Notices() {
	const t = useWords();
	const client = useQueryClient();
	const query = useInfiniteQuery({
		queryKey: [...noticesQuery.queryKey, "list"],
		queryFn: ({ pageParam }) => dayApi.notices(pageParam),
		initialPageParam: "",
		getNextPageParam: (last) => last.nextCursor,
		refetchInterval: 60_000,
	});
	const items = query.data?.pages.flatMap((page) => page.items) ?? [];
	const unread = query.data?.pages[0]?.unread ?? 0;
	const read = useMutation({
		mutationFn: (upTo: number) => api.readNotices(upTo),
		onSettled: () => void client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
	});
	const [newest] = items;
	return (
		<div className="grid gap-3">
			{newest && unread > 0 && (
				<p className="flex flex-wrap items-center justify-between gap-2" aria-live="polite">
					{t.bell.unread(unread)}
					<Button isSmall disabled={read.isPending} onClick={() => read.mutate(newest.id)}>
						{t.connection.notices.read}
					</Button>
				</p>
			)}
			{read.error && <p className="text-late">{errorWords(t, read.error)}</p>}
			<Endless query={query} isEmpty={items.length === 0} emptyWords={t.connection.notices.noneHint}>
				{items.map((notice) => (
					<li key={notice.id} className="px-4 py-2.5">
						<NoticeOf notice={notice} />
					</li>
				))}
			</Endless>
		</div>
	);
}

function NoticeOf({ notice }: { notice: Notice }) {
	if (notice.kind === "desk") return <DeskLine notice={notice} />;
	return notice.kind === "case" ? <CaseLine notice={notice} /> : <PageLine notice={notice} />;
}

function PageLine({ notice }: { notice: PageNotice }) {
	const t = useWords();
	const words = t.connection.codes[notice.code];
	const what = notice.state === "ok" ? `${words.ok} (${t.connection.notices.recovered})` : words.bad;
	return (
		<Line notice={notice} looks={healthLooks[notice.state]} detail={notice.text}>
			<Link to="/pages/$pageId" params={{ pageId: notice.pageId }} className="rounded hover:underline">
				{notice.pageName}
			</Link>
			: {what}
		</Line>
	);
}

function CaseLine({ notice }: { notice: CaseNotice }) {
	const { caseNotices: words } = useWords();
	const zone = useMe().region.timeZone;
	const { clock, dueAt } = notice.data;
	return (
		<Line
			notice={notice}
			looks={notice.isUrgent ? healthLooks.fail : healthLooks.warn}
			detail={
				(clock || dueAt) && (
					<>
						{clock && words.clocks[clock]} {dueAt && <When at={dueAt} zone={zone} />}
					</>
				)
			}
		>
			<Link to="/cases/$caseId" params={{ caseId: notice.caseId }} className="rounded hover:underline">
				{words.head(notice.caseId)}
			</Link>
			: {notice.viewName === null ? words.codes[notice.code] : words.inView(notice.viewName)}
		</Line>
	);
}
