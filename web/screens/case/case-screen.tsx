import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { FileQuestion, TriangleAlert } from "lucide-react";
import { Tabs } from "radix-ui";
import { Suspense, useDeferredValue, useState } from "react";
import { type CaseDetail, RequestError } from "../../api.ts";
import { AfterPaint } from "../../components/after-paint.tsx";
import { Button } from "../../components/button.tsx";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { useIsWide } from "../../media.ts";
import { later } from "../../later.ts";
import { caseQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Approval, isToApprove } from "./approval.tsx";
import { CaseHead } from "./case-head.tsx";
import { Dock } from "./dock.tsx";
import { PresenceLine } from "./presence-line.tsx";
import { Thread } from "./thread.tsx";

// in one piece, so that nothing in it moves when the next part comes
const Side = later(() => import("./side.tsx"), "Side");

export function CaseScreen() {
	const { caseId } = useParams({ from: "/desk/cases/$caseId" });
	const { data, error, refetch } = useQuery(caseQuery(caseId));
	// it is drawn in pieces, so that no key waits for all of it
	const isDue = useDeferredValue(data !== undefined, false);
	// a case that went to another agency meanwhile is no longer this person's to see
	if (data && isDue && !isMissing(error)) return <CaseView key={caseId} detail={data} />;
	return error ? <NoAnswer error={error} onRetry={() => void refetch()} /> : <CaseSkeleton />;
}

const isMissing = (error: Error | null): boolean =>
	error instanceof RequestError && (error.status === 404 || error.code === "invalid-request");

function NoAnswer({ error, onRetry }: { error: Error; onRetry: () => void }) {
	const t = useWords();
	if (!isMissing(error))
		return (
			<Empty icon={TriangleAlert} title={t.case.loadFailed} hint={errorWords(t, error)}>
				<Button onClick={onRetry}>{t.retry}</Button>
			</Empty>
		);
	return (
		<Empty icon={FileQuestion} title={t.case.notFound} hint={t.case.notFoundHint}>
			<Link to="/cases" search={true} className="text-accent underline">
				{t.toQueue}
			</Link>
		</Empty>
	);
}

function CaseSkeleton() {
	return (
		<div className="grid gap-4 bg-panel p-6">
			<Skeleton className="h-6 w-7/12" />
			<Skeleton className="h-4 w-11/12" />
			<Skeleton className="h-24 w-full" />
			<Skeleton className="h-4 w-9/12" />
		</div>
	);
}

/** The thread and the answer under it; what is known about the case at the right, or behind a tab. */
function CaseView({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const isWide = useIsWide();
	const isApproval = isToApprove(detail, useMe().id);
	return (
		<article aria-label={t.case.number(detail.case.id)} className="flex h-full flex-col bg-panel">
			{/* the same for both, so that what it opened stays when a tablet is turned */}
			<CaseHead detail={detail}>{isWide && <PresenceLine caseId={detail.case.id} />}</CaseHead>
			{isWide ? (
				<WideCase detail={detail} isApproval={isApproval} />
			) : (
				<NarrowCase detail={detail} isApproval={isApproval} />
			)}
		</article>
	);
}

type BodyProps = { detail: CaseDetail; isApproval: boolean };

function WideCase({ detail, isApproval }: BodyProps) {
	const t = useWords();
	return (
		<div className="flex min-h-0 flex-1">
			<div className="flex min-w-0 flex-1 flex-col">
				<Thread detail={detail} />
				{!isApproval && <Dock detail={detail} />}
			</div>
			<aside
				className={`flex shrink-0 flex-col border-l border-line bg-side ${isApproval ? "w-[25rem]" : "w-[18.5rem]"}`}
				aria-label={t.case.tabs.details}
			>
				{isApproval && <Approval detail={detail} />}
				<div className="min-h-0 flex-1 overflow-y-auto">
					<AfterPaint>
						<Suspense>
							<Side detail={detail} />
						</Suspense>
					</AfterPaint>
				</div>
			</aside>
		</div>
	);
}

const tabLook =
	"relative h-10 text-soft data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:after:absolute data-[state=active]:after:inset-x-0 data-[state=active]:after:bottom-0 data-[state=active]:after:h-0.5 data-[state=active]:after:bg-accent";

function NarrowCase({ detail, isApproval }: BodyProps) {
	const t = useWords();
	const [tab, setTab] = useState("talk");
	return (
		<>
			<Tabs.Root value={tab} onValueChange={setTab} className="flex min-h-0 flex-1 flex-col">
				<div className="flex shrink-0 gap-5 border-b border-line px-4 mid:px-5">
					<Tabs.List className="flex shrink-0 gap-5">
						<Tabs.Trigger value="talk" className={tabLook}>
							{t.case.tabs.talk}
						</Tabs.Trigger>
						<Tabs.Trigger value="details" className={tabLook}>
							{t.case.tabs.details}
						</Tabs.Trigger>
					</Tabs.List>
					<PresenceLine caseId={detail.case.id} />
					<span className="min-w-0 self-center truncate mid:hidden">
						<StatusChip status={detail.case.status} isPlain />
					</span>
				</div>
				<Tabs.Content
					value="talk"
					tabIndex={-1}
					className="flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden"
					forceMount
				>
					<Thread detail={detail} />
				</Tabs.Content>
				<Tabs.Content value="details" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto">
					<Suspense>
						<Side detail={detail} />
					</Suspense>
				</Tabs.Content>
			</Tabs.Root>
			{/* on a telephone the answer leaves no room for the details: it waits, as it was left */}
			<div className={`flex max-h-[80%] shrink-0 flex-col ${tab === "details" ? "max-mid:hidden" : ""}`}>
				{isApproval ? <Approval detail={detail} /> : <Dock detail={detail} />}
			</div>
		</>
	);
}
