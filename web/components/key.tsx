/** A key of the keyboard. */
export function Key({ children }: { children: string }) {
	return (
		<kbd className="inline-flex h-5 min-w-5 shrink-0 items-center justify-center whitespace-nowrap rounded border border-line-strong bg-side px-1.5 font-sans text-xs text-soft">
			{children}
		</kbd>
	);
}
