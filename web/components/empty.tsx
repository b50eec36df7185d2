import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** Says what the screen is for and the one thing to do now. */
export function Empty({
	icon: Icon,
	title,
	hint,
	children,
}: {
	icon: LucideIcon;
	title: string;
	hint?: string;
	children?: ReactNode;
}) {
	return (
		<div className="mx-auto flex max-w-80 flex-col items-center gap-2 px-6 py-16 text-center">
			<Icon size={28} strokeWidth={1.5} className="text-soft" aria-hidden />
			<p className="text-lg">{title}</p>
			{hint && <p className="text-soft">{hint}</p>}
			{children}
		</div>
	);
}

/** Grey bars while the first answer is on its way. */
export function Skeleton({ className = "" }: { className?: string }) {
	return <div aria-hidden className={`animate-pulse rounded bg-line ${className}`} />;
}
