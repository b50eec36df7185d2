import { ChevronDown } from "lucide-react";
import type { SelectHTMLAttributes } from "react";

/** The native list of the device in our own dress. */
export function Select({ className = "", ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
	return (
		<span className={`relative flex ${className}`}>
			<select
				{...rest}
				className="h-10 w-full min-w-0 appearance-none truncate rounded-lg border border-line-strong bg-panel pr-8 pl-3 disabled:opacity-70 aria-invalid:border-late-bar mid:h-8 [&>option]:bg-raised"
			/>
			<ChevronDown
				size={16}
				className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-soft"
				aria-hidden
			/>
		</span>
	);
}
