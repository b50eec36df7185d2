import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { guideOf } from "../guide-of.ts";
import { HelpLink } from "./help-link.tsx";
import { useTitle } from "../title.ts";
import { useStay } from "./leave.tsx";

/** A screen that is one column: title, one sentence of what it is for, and the rest. No link takes the words typed there. */
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
	const place = guideOf(useRouterState({ select: (state) => state.location.pathname }));
	const { ref, question } = useStay();
	return (
		<div ref={ref} className="h-full w-full overflow-y-auto bg-panel">
			<div className="mx-auto grid max-w-[58rem] gap-6 px-4 py-6 mid:px-8 mid:py-8">
				{back}
				<header className="flex flex-wrap items-start justify-between gap-3 wide:flex-nowrap">
					<div className="min-w-0">
						<div className="flex items-center gap-1.5">
							<h1 className="text-[1.375rem]/8 font-semibold">{title}</h1>
							{place && (
								<HelpLink className="flex size-8 shrink-0 items-center justify-center rounded-md text-soft hover:bg-hover hover:text-ink print:hidden" />
							)}
						</div>
						{lead && <p className="text-soft">{lead}</p>}
					</div>
					{action && <div className="flex flex-wrap gap-3 wide:shrink-0">{action}</div>}
				</header>
				{children}
				{question}
			</div>
		</div>
	);
}
