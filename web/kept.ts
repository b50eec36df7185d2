import { useSyncExternalStore } from "react";

/** What a person chose for this browser: read at once, kept at each change, and told to whoever shows it. */
export type Kept<T> = { get: () => T; set: (value: T) => void; use: () => T };

/**
 * Storage may be forbidden: then the choice lasts until the page is closed.
 * @param read what is kept as text, null for nothing; text that cannot be understood is its matter
 * @param write null: nothing is kept
 * @param storageOf of all tabs, or `sessionStorage` of this one
 */
export function keptInBrowser<T>(
	name: string,
	read: (text: string | null) => T,
	write: (value: T) => string | null,
	storageOf: () => Storage = () => localStorage,
): Kept<T> {
	const key = `otklik.${name}`;
	const listeners = new Set<() => void>();
	let value = read(recall(storageOf, key));
	const subscribe = (listener: () => void): (() => void) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	};
	const get = (): T => value;
	return {
		get,
		set: (next) => {
			value = next;
			remember(storageOf, key, write(next));
			for (const listener of listeners) listener();
		},
		use: () => useSyncExternalStore(subscribe, get),
	};
}

function recall(storageOf: () => Storage, key: string): string | null {
	try {
		return storageOf().getItem(key);
	} catch {
		return null;
	}
}

function remember(storageOf: () => Storage, key: string, text: string | null): void {
	try {
		if (text === null) storageOf().removeItem(key);
		else storageOf().setItem(key, text);
	} catch {
		// it lasts until the page is closed
	}
}
