/**
 * Runs `work` again and again, with a pause after each end, until stopped; `stop` waits for the one under way.
 * @param work tells its failures itself
 */
export function repeat(work: () => Promise<void>, pauseMs: number): { stop: () => Promise<void> } {
	let isStopped = false;
	let timer: NodeJS.Timeout | null = null;
	const turn = async (): Promise<void> => {
		await work();
		if (!isStopped) timer = setTimeout(() => (running = turn()), pauseMs);
	};
	let running = turn();
	return {
		stop: async () => {
			isStopped = true;
			if (timer) clearTimeout(timer);
			await running;
		},
	};
}
