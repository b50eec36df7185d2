import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect, useRef, useState } from "react";
import { later } from "../../later.ts";
import { type Bulk } from "../../api.ts";
import { bulksQuery, countsQuery } from "../../queries.ts";
import { isUnderWay } from "./use-bulk.ts";

const BulkProgress = later(() => import("./bulk-progress.tsx"), "BulkProgress");

/** Put away by the person; known as long as the page is open, a result has no other place to be found. */
const putAway = new Set<number>();

/** How the last action over many cases goes or went: left and found again, stopped, taken back. */
export function BulkStrip() {
	const { data } = useQuery(bulksQuery);
	const [, redraw] = useState(0);
	// what ended long ago needs no line
	const last = data?.items.find((bulk) => isUnderWay(bulk) || bulk.canUndo || bulk.state === "undone");
	useRenewAtEnd(last);
	if (!last || putAway.has(last.id)) return null;
	const leave = () => {
		putAway.add(last.id);
		redraw((count) => count + 1);
	};
	return (
		<Suspense>
			<BulkProgress bulk={last} onLeave={leave} />
		</Suspense>
	);
}

/** The list is read again once the action has ended: until then rows are renewed where they stand. */
function useRenewAtEnd(bulk: Bulk | undefined): void {
	const client = useQueryClient();
	const was = useRef(false);
	const isNow = bulk !== undefined && isUnderWay(bulk);
	useEffect(() => {
		if (was.current && !isNow) {
			void client.invalidateQueries({ queryKey: ["cases"] });
			void client.invalidateQueries({ queryKey: countsQuery.queryKey });
		}
		was.current = isNow;
	}, [isNow, client]);
}
