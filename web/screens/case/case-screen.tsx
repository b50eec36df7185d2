import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { FileQuestion } from "lucide-react";
import { useDeferredValue } from "react";
import { type CaseDetail, RequestError } from "../../api.ts";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { useStay } from "../../components/leave.tsx";
import { useIsWide } from "../../media.ts";
import { caseQuery, useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { isToApprove } from "./approval.tsx";
import { CaseBody } from "./case-body.tsx";
import { CaseHead } from "./case-head.tsx";
import { PresenceLine } from "./presence-line.tsx";

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
	if (!isMissing(error)) return <Failed query={{ error, refetch: onRetry }} title={t.case.loadFailed} />;
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
	const { ref, question } = useStay();
	return (
		<article ref={ref} aria-label={t.case.number(detail.case.id)} className="flex h-full flex-col bg-panel">
			<CaseHead detail={detail}>{isWide && <PresenceLine caseId={detail.case.id} />}</CaseHead>
			<CaseBody detail={detail} isWide={isWide} isApproval={isToApprove(detail, useMe().id)} />
			{question && <div className="p-3">{question}</div>}
		</article>
	);
}
