import { useSyncExternalStore } from "react";

/** A quiet line that says a thing is done, and leaves by itself. Errors stand beside what caused them, not here. */
let line: { id: number; text: string } | null = null;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

export function say(text: string): void {
	line = { id: Date.now(), text };
	clearTimeout(timer);
	timer = setTimeout(() => {
		line = null;
		for (const listener of listeners) listener();
	}, 4000);
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function Toaster() {
	const shown = useSyncExternalStore(subscribe, () => line);
	return (
		<div aria-live="polite" className="pointer-events-none fixed inset-x-0 top-16 z-50 flex justify-center">
			{shown && (
				<p key={shown.id} className="appear rounded-lg bg-ink px-4 py-2 text-panel shadow-float">
					{shown.text}
				</p>
			)}
		</div>
	);
}
