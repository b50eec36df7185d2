import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { api, type CaseNotice, type Notice, type PageNotice } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { healthLooks } from "../../components/health-looks.ts";
import { When } from "../../components/when.tsx";
import { noticesQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

/** What happened to pages and cases, newest first; what is new stands out until it is marked as read. */
export function Notices() {
	const t = useWords();
	const client = useQueryClient();
	const { data, error } = useQuery(noticesQuery);
	const read = useMutation({
		mutationFn: (upTo: number) => api.readNotices(upTo),
		onSettled: () => void client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
	});
	if (!data) return error ? <p className="text-late">{errorWords(t, error)}</p> : <Skeleton className="h-16 w-full" />;
	const [newest] = data.items;
	if (!newest) return <p className="text-soft">{t.connection.notices.noneHint}</p>;
	return (
		<div className="grid gap-3">
			<ul className="divide-y divide-line rounded-lg border border-line">
				{data.items.slice(0, 10).map((notice) => (
					<li key={notice.id} className="px-4 py-2.5">
						<NoticeLine notice={notice} />
					</li>
				))}
			</ul>
			{data.unread > 0 && (
				<div>
					<Button disabled={read.isPending} onClick={() => read.mutate(newest.id)}>
						{t.connection.notices.read}
					</Button>
				</div>
			)}
		</div>
	);
}

function NoticeLine({ notice }: { notice: Notice }) {
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
			: {words.codes[notice.code]}
		</Line>
	);
}

function Line({
	notice,
	looks: { icon: Icon, colour },
	detail,
	children,
}: {
	notice: Notice;
	looks: { icon: LucideIcon; colour: string };
	detail: ReactNode;
	children: ReactNode;
}) {
	const zone = useMe().region.timeZone;
	return (
		<div className="flex gap-2">
			<Icon size={16} className={`mt-0.5 shrink-0 ${colour}`} aria-hidden />
			<div className="min-w-0 flex-1">
				<p className="flex flex-wrap items-baseline justify-between gap-x-3">
					<span className={notice.readAt === null ? "font-medium" : ""}>{children}</span>
					<span className="text-sm text-soft">
						<When at={notice.createdAt} zone={zone} />
					</span>
				</p>
				{detail && <p className="text-sm text-soft wrap-anywhere">{detail}</p>}
			</div>
		</div>
	);
}
