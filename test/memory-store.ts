import type { FileStore } from "../src/files/store.ts";

/** A store of files in memory; `held` is what lies in it. */
export function memoryStore(): FileStore & { held: Map<string, Buffer> } {
	const held = new Map<string, Buffer>();
	return {
		held,
		put: async (name, bytes) => {
			if (!held.has(name)) held.set(name, bytes);
		},
		get: async (name) => held.get(name) ?? null,
		has: async (name) => held.has(name),
		remove: async (name) => {
			held.delete(name);
		},
	};
}
