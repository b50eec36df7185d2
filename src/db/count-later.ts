/** What happens often is counted in memory and written once a second: a flood of it must not become a flood of writes. */
export type Counter<T> = {
	add: (one: T) => void;
	/** writes what is counted and stops */
	close: () => Promise<void>;
};

const everyMs = 1_000;

/**
 * @param keyOf things of one key are written as one
 * @param join one of two things of a key
 * @param onError told when writing fails; the counts are kept for the next time
 */
export function countLater<T>(
	{ keyOf, join, write }: { keyOf: (one: T) => string; join: (a: T, b: T) => T; write: (batch: T[]) => Promise<void> },
	onError: (error: unknown) => void,
): Counter<T> {
	const counted = new Map<string, T>();
	let timer: NodeJS.Timeout | null = null;
	let writing = Promise.resolve();

	const writeAll = async () => {
		timer = null;
		const batch = [...counted.values()];
		counted.clear();
		if (batch.length === 0) return;
		try {
			await write(batch);
		} catch (error) {
			for (const one of batch) add(one);
			onError(error);
		}
	};
	const add = (one: T) => {
		const key = keyOf(one);
		const known = counted.get(key);
		counted.set(key, known === undefined ? one : join(known, one));
		timer ??= setTimeout(() => {
			writing = writing.then(writeAll);
		}, everyMs).unref();
	};
	return {
		add,
		close: async () => {
			await writing;
			await writeAll();
			if (timer) clearTimeout(timer);
		},
	};
}
