import { useSyncExternalStore } from "react";

/** Whether the palette is open: a key, a button and a menu open the same one. */
let isOpen = false;
const listeners = new Set<() => void>();

export function setPaletteOpen(next: boolean): void {
	isOpen = next;
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export const usePaletteOpen = (): boolean => useSyncExternalStore(subscribe, () => isOpen);
