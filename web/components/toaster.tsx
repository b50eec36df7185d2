import { useSyncExternalStore } from "react";
import { useFirstWords } from "../words.ts";
import { Key } from "./key.tsx";

type Line = { id: number; text: string; undo: (() => void) | undefined; verb: string | undefined };
/** `verb` of the way back, and for how long it stands open, where these are not the usual ones. */
export type Back = { verb?: string; forMs?: number };

/** A quiet line that says a thing is done, and leaves by itself. Errors stand beside what caused them, not here. */
let line: Line | null = null;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
const shownMs = 4000;
/** a way back is to be read and reached */
const undoMs = 8000;

function show(next: Line | null): void {
	line = next;
	for (const listener of listeners) listener();
}

export function say(text: string, undo?: () => void, { verb, forMs = undo ? undoMs : shownMs }: Back = {}): void {
	clearTimeout(timer);
	timer = setTimeout(() => show(null), forMs);
	show({ id: Date.now(), text, undo, verb });
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function Toaster() {
	const t = useFirstWords();
	const shown = useSyncExternalStore(subscribe, () => line);
	return (
		<div aria-live="polite" className="pointer-events-none fixed inset-x-0 top-16 z-50 flex justify-center px-3">
			{shown && (
				<p
					key={shown.id}
					className="flex appear items-center gap-3 rounded-lg bg-ink px-4 py-2 text-panel shadow-float"
				>
					{shown.text}
					{shown.undo && (
						<button
							type="button"
							onClick={() => {
								shown.undo?.();
							}}
							className="pointer-events-auto -my-1 -mr-2 flex shrink-0 items-center gap-1.5 rounded-md px-2 py-1 font-medium underline decoration-dotted underline-offset-3"
						>
							{shown.verb ?? t.triage.undo}
							<Key>U</Key>
						</button>
					)}
				</p>
			)}
		</div>
	);
}
