import type { ReactNode } from "react";
import { Skeleton } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";

/** What was asked of the server: grey bars, words of what failed, or the thing itself. */
export function Loaded<T>({
	query,
	children,
}: {
	query: { data: T | undefined; error: Error | null; refetch: () => unknown };
	children: (data: T) => ReactNode;
}) {
	if (query.data !== undefined) return children(query.data);
	return query.error ? <Failed query={query} /> : <Skeleton className="h-48 w-full" />;
}

/** Rows under each other in one frame. */
export function Rows({ children }: { children: ReactNode }) {
	return <ul className="divide-y divide-line rounded-lg border border-line">{children}</ul>;
}

export function NothingYet({ children }: { children: ReactNode }) {
	return (
		<p className="rounded-lg border border-dashed border-line-strong px-4 py-6 text-center text-soft">{children}</p>
	);
}
