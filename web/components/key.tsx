/** A key of the keyboard. */
export function Key({ children }: { children: string }) {
	return (
		<kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line-strong bg-side px-1 font-sans text-xs text-soft">
			{children}
		</kbd>
	);
}
