import type { ReactNode } from "react";
import { Skeleton } from "./empty.tsx";
import { Failed } from "./failed.tsx";

/** What was asked of the server: grey bars, words of what failed, or the thing itself. */
export function Loaded<T>({
	query,
	height = "h-48",
	children,
}: {
	query: { data: T | undefined; error: Error | null; refetch: () => unknown };
	/** of what stands there meanwhile */
	height?: string;
	children: (data: T) => ReactNode;
}) {
	if (query.data !== undefined) return children(query.data);
	return query.error ? <Failed query={query} /> : <Skeleton className={`${height} w-full`} />;
}
