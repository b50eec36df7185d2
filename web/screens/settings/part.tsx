import type { ReactNode } from "react";

/** Rows under each other in one frame. */
export function Rows({ children }: { children: ReactNode }) {
	return <ul className="divide-y divide-line rounded-lg border border-line">{children}</ul>;
}

export function NothingYet({ children }: { children: ReactNode }) {
	return (
		<p className="rounded-lg border border-dashed border-line-strong px-4 py-6 text-center text-soft">{children}</p>
	);
}
