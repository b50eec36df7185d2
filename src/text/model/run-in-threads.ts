import { Worker } from "node:worker_threads";

/**
 * Gives each order to a thread of its own, at most `count` at once, and brings back the results in the order of the orders.
 * @throws whatever a thread fails with; the others are ended then
 */
export async function runInThreads<Order, Result>(program: URL, orders: Order[], count: number): Promise<Result[]> {
	const results: Result[] = [];
	const running = new Set<Worker>();
	let next = 0;
	const work = async (): Promise<void> => {
		while (next < orders.length) {
			const at = next++;
			results[at] = await runThread<Result>(program, orders[at], running);
		}
	};
	try {
		await Promise.all(Array.from({ length: count }, work));
		return results;
	} catch (error) {
		next = orders.length;
		await Promise.all([...running].map((worker) => worker.terminate()));
		throw error;
	}
}

function runThread<Result>(program: URL, order: unknown, running: Set<Worker>): Promise<Result> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(program, { workerData: order });
		running.add(worker);
		let result: Result | undefined;
		worker.once("message", (message: Result) => (result = message));
		worker.once("error", reject);
		worker.once("exit", (code) => {
			running.delete(worker);
			if (result === undefined) reject(new Error(`a training thread ended with code ${code} and gave nothing`));
			else resolve(result);
		});
	});
}
