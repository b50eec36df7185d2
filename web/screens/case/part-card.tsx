import type { ReactNode } from "react";

/** A part of what stands around the case: its name, how far it is, and what is in it. */
export function PartCard({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
	return (
		<section aria-label={title} className="grid gap-2 rounded-lg border border-line bg-panel p-3">
			<h2 className="-mb-1 flex items-center justify-between gap-2 text-sm text-soft">
				{title}
				{note && <span className="text-ink tabular">{note}</span>}
			</h2>
			{children}
		</section>
	);
}

/** Rows of a card, parted by hair lines. */
export function PartRows({ children }: { children: ReactNode }) {
	return <ul className="-my-1 divide-y divide-line [&>li]:py-2.5">{children}</ul>;
}
