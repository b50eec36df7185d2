import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Hint } from "./hint.tsx";

type Kind = "primary" | "plain" | "quiet" | "danger";

const kinds: Record<Kind, string> = {
	primary: "bg-fill text-on-fill font-medium hover:bg-fill-strong",
	plain: "border border-line-strong bg-panel hover:bg-hover",
	quiet: "text-soft hover:bg-hover hover:text-ink",
	danger: "border border-line-strong bg-panel text-late hover:bg-late-tint",
};

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
	kind?: Kind;
	isSmall?: boolean;
	icon?: ReactNode;
	/** shown in the tooltip, e.g. "A" */
	shortcut?: string | undefined;
	hint?: string;
	ref?: Ref<HTMLButtonElement>;
};

/** A verb. One primary button at most stands on a screen. */
export function Button({
	kind = "plain",
	isSmall,
	icon,
	shortcut,
	hint,
	className = "",
	children,
	...rest
}: ButtonProps) {
	const size = isSmall ? "h-7 px-2 text-sm gap-1.5" : "h-9 mid:h-8 px-3 gap-2";
	const button = (
		<button
			type="button"
			{...rest}
			className={`inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md transition-colors disabled:cursor-not-allowed disabled:opacity-55 ${size} ${kinds[kind]} ${className}`}
		>
			{icon}
			{children}
		</button>
	);
	if (!shortcut && !hint) return button;
	return (
		<Hint text={hint ?? (typeof children === "string" ? children : "")} shortcut={shortcut}>
			{button}
		</Hint>
	);
}

/** An icon alone always carries its word: for the eye in a tooltip, for a screen reader as its name. */
export function IconButton({ label, shortcut, className = "", children, ...rest }: ButtonProps & { label: string }) {
	return (
		<Hint text={label} shortcut={shortcut}>
			<button
				type="button"
				aria-label={label}
				{...rest}
				className={`inline-flex size-8 shrink-0 items-center justify-center rounded-md text-soft transition-colors hover:bg-hover hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 ${className}`}
			>
				{children}
			</button>
		</Hint>
	);
}
