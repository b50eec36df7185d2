/**
 * Runs at most `atOnce` tasks together and lets at most `waiting` more wait.
 * @returns a function that runs a task, or gives null at once when the queue is full
 */
export function bounded(atOnce: number, waiting: number) {
	let running = 0;
	const queue: (() => void)[] = [];
	return async <T>(task: () => Promise<T>): Promise<T | null> => {
		if (running >= atOnce) {
			if (queue.length >= waiting) return null;
			// the one who ends hands its place over, so `running` stays
			await new Promise<void>((resolve) => queue.push(resolve));
		} else running++;
		try {
			return await task();
		} finally {
			const next = queue.shift();
			if (next) next();
			else running--;
		}
	};
}
