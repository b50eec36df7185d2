import type { ReactNode } from "react";
import { useTitle } from "../title.ts";

/** A screen that is one column of reading: title, one sentence of what it is for, and the rest. */
export function Screen({
	title,
	lead,
	back,
	action,
	children,
}: {
	title: string;
	lead?: string;
	/** the way to the screen above this one */
	back?: ReactNode;
	action?: ReactNode;
	children: ReactNode;
}) {
	useTitle(title);
	return (
		<div className="h-full w-full overflow-y-auto bg-panel">
			<div className="mx-auto grid max-w-[58rem] gap-6 px-4 py-6 mid:px-8 mid:py-8">
				{back}
				<header className="flex flex-wrap items-start justify-between gap-3">
					<div>
						<h1 className="text-[1.375rem]/8 font-semibold">{title}</h1>
						{lead && <p className="text-soft">{lead}</p>}
					</div>
					{action}
				</header>
				{children}
			</div>
		</div>
	);
}
