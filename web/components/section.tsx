import type { ReactNode } from "react";

/** A part of a screen under its own heading: what it is about, and the one thing to do there. */
export function Section({
	title,
	lead,
	action,
	children,
}: {
	title: string;
	lead?: string | undefined;
	action?: ReactNode;
	children: ReactNode;
}) {
	return (
		<section aria-label={title} className="grid content-start gap-3">
			<div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
				<div>
					<h2 className="text-lg font-semibold">{title}</h2>
					{lead && <p className="text-soft">{lead}</p>}
				</div>
				{action}
			</div>
			{children}
		</section>
	);
}
