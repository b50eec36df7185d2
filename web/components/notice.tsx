import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";

/** What happened, what is kept, what to do: beside the thing it is about. */
export function Notice({
	tone = "plain",
	title,
	children,
}: {
	tone?: "plain" | "soon" | "late";
	title?: string;
	children?: ReactNode;
}) {
	const Icon = tone === "plain" ? Info : CircleAlert;
	const look = tone === "late" ? "border-l-late-bar" : tone === "soon" ? "border-l-soon-bar" : "border-l-accent-line";
	const icon = tone === "late" ? "text-late" : tone === "soon" ? "text-soon" : "text-accent";
	return (
		<div
			role={tone === "late" ? "alert" : "status"}
			className={`flex gap-2 rounded-lg border border-line border-l-3 bg-panel px-3 py-2 ${look}`}
		>
			<Icon size={16} className={`mt-0.5 shrink-0 ${icon}`} aria-hidden />
			<div className="grid min-w-0 flex-1 gap-1.5">
				{title && <p className="font-medium">{title}</p>}
				{children}
			</div>
		</div>
	);
}
