import { useSyncExternalStore } from "react";

/** What a person chose for this browser: read at once, kept at each change, and told to whoever shows it. */
export type Kept<T> = { get: () => T; set: (value: T) => void; use: () => T };

/**
 * Storage may be forbidden: then the choice lasts until the page is closed.
 * @param read what is kept as text, null for nothing; text that cannot be understood is its matter
 */
export function keptInBrowser<T>(name: string, read: (text: string | null) => T, write: (value: T) => string): Kept<T> {
	const key = `otklik.${name}`;
	const listeners = new Set<() => void>();
	let value = read(recall(key));
	const subscribe = (listener: () => void): (() => void) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	};
	const get = (): T => value;
	return {
		get,
		set: (next) => {
			value = next;
			remember(key, write(next));
			for (const listener of listeners) listener();
		},
		use: () => useSyncExternalStore(subscribe, get),
	};
}

function recall(key: string): string | null {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}

function remember(key: string, text: string): void {
	try {
		localStorage.setItem(key, text);
	} catch {
		// it lasts until the page is closed
	}
}
