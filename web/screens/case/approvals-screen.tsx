import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CheckCheck, ExternalLink, ListRestart } from "lucide-react";
import { Button } from "../../components/button.tsx";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Failed, NoRight } from "../../components/failed.tsx";
import { useStay } from "../../components/leave.tsx";
import { NetworkGlyph } from "../../components/network.tsx";
import { Notice } from "../../components/notice.tsx";
import { TimeLeft } from "../../components/time-left.tsx";
import { useKeys } from "../../keys.ts";
import { caseQuery, useMe } from "../../queries.ts";
import { useTitle } from "../../title.ts";
import { undoLast } from "../../undo.ts";
import { useWords } from "../../words.ts";
import { StripAnswer } from "./strip-answer.tsx";
import { StripDecision } from "./strip-decision.tsx";
import { StripReturns } from "./strip-returns.tsx";
import { Thread } from "./thread.tsx";
import { type Strip, type StripItem, useStrip } from "./use-strip.ts";

/** Answers that wait for one's approval, one after another: the case at the left, the answer at the right. */
export function ApprovalsScreen() {
	const t = useWords();
	const { permissions } = useMe();
	useTitle(t.approvals.title);
	if (!permissions.includes("reply.approve") && !permissions.includes("reply.review"))
		return (
			<div className="h-full flex-1 bg-panel">
				<NoRight title={t.noRight.title} who={t.noRight.approvals} />
			</div>
		);
	return <StripScreen />;
}

function StripScreen() {
	const t = useWords();
	const strip = useStrip();
	// also behind the last one, when nothing waits any more
	useKeys({ u: () => void takeBack(strip) });
	const { item } = strip;
	const { ref, question } = useStay();
	return (
		<div ref={ref} className="flex h-full min-w-0 flex-1 flex-col bg-panel">
			<header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 border-b border-line px-4 py-1.5 mid:px-5">
				<h1 className="text-lg font-semibold">{t.approvals.title}</h1>
				<p role="status" className="text-soft tabular">
					{strip.waiting !== null && strip.waiting > 0 && t.approvals.left(strip.waiting, strip.waiting >= strip.cap)}
				</p>
				{item && <About item={item} />}
			</header>
			{item ? <Shown key={item.detail.case.id} item={item} strip={strip} /> : <NothingShown strip={strip} />}
			{question && <div className="p-3">{question}</div>}
		</div>
	);
}

/** The approval just given, while it can be taken back; else the answer that was skipped last. */
async function takeBack(strip: Strip): Promise<void> {
	if (!(await undoLast()) && strip.hasSkipped) strip.goBack();
}

/** Which case it is and how much time is left. */
function About({ item }: { item: StripItem }) {
	const t = useWords();
	const row = item.detail.case;
	return (
		<div className="ml-auto flex items-center gap-3">
			<Link
				to="/cases/$caseId"
				params={{ caseId: row.id }}
				search={{ view: "approval" }}
				title={t.approvals.open}
				className="flex items-center gap-1.5 rounded-md px-1 hover:underline"
			>
				<NetworkGlyph channel={row.channel} />
				<span className="tabular">{t.case.number(row.id)}</span>
				<ExternalLink size={14} className="text-soft" aria-hidden />
			</Link>
			<TimeLeft row={row} isLarge />
		</div>
	);
}

function Shown({ item, strip }: { item: StripItem; strip: Strip }) {
	const t = useWords();
	// somebody else may settle it meanwhile
	const { data } = useQuery({ ...caseQuery(item.detail.case.id), initialData: item.detail });
	const { reply, case: row } = data;
	const isWaiting = row.status === "onApproval" || row.status === "onReview";
	const isSettled = !isWaiting || reply?.revision !== item.detail.reply?.revision;
	return (
		<div className="flex min-h-0 flex-1 flex-col appear">
			<div className="min-h-0 flex-1 overflow-y-auto mid:flex mid:overflow-hidden">
				<div className="min-h-0 min-w-0 mid:flex mid:flex-1 mid:flex-col">
					<Thread detail={data} />
				</div>
				<section
					aria-label={t.approvals.answer}
					tabIndex={0}
					className="min-h-0 shrink-0 border-line bg-side px-4 py-4 outline-offset-[-2px] max-mid:border-t mid:w-[min(50%,32rem)] mid:overflow-y-auto mid:border-l mid:px-5"
				>
					<StripAnswer item={item} />
					<StripReturns detail={data} />
				</section>
			</div>
			<section aria-label={t.approvals.decision} className="shrink-0 border-t border-line bg-panel px-4 py-3 mid:px-5">
				{isSettled ? (
					<Notice tone="soon" title={t.approvals.settled}>
						<p>{t.approvals.settledHint}</p>
						<div>
							<Button onClick={() => strip.goOn(true)}>{t.approvals.next}</Button>
						</div>
					</Notice>
				) : (
					<StripDecision item={item} strip={strip} />
				)}
			</section>
		</div>
	);
}

function NothingShown({ strip }: { strip: Strip }) {
	const t = useWords();
	if (strip.error)
		return <Failed query={{ error: strip.error, refetch: strip.restart }} title={t.approvals.loadFailed} />;
	if (strip.isLoading)
		return (
			<div className="grid gap-4 p-6">
				<Skeleton className="h-4 w-7/12" />
				<Skeleton className="h-24 w-full" />
				<Skeleton className="h-4 w-9/12" />
			</div>
		);
	if (strip.waiting)
		return (
			<Empty icon={ListRestart} title={t.approvals.end(strip.waiting)} hint={t.approvals.endHint}>
				<Button kind="primary" onClick={strip.restart}>
					{t.approvals.again}
				</Button>
			</Empty>
		);
	return <Empty icon={CheckCheck} title={t.approvals.empty} hint={t.approvals.emptyHint} />;
}
