import { Suspense } from "react";
import { later } from "../../later.ts";
import type { CaseDetail } from "../../api.ts";
import { Skeleton } from "../../components/empty.tsx";

const Whole = later(() => import("./editor-whole.tsx"), "EditorWhole");

/** Where the answer is written. Whoever only reads the queue does not wait for it. */
export function ReplyEditor({ detail }: { detail: CaseDetail }) {
	return (
		<Suspense fallback={<Skeleton className="h-44 w-full" />}>
			<Whole detail={detail} />
		</Suspense>
	);
}
