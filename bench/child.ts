/** How a process of the bench talks with it: settings come by environment, words by the channel between the two. */

export function settingsOfBench(): { databaseUrl: string; secretKey: Buffer } {
	const { BENCH_DATABASE_URL: databaseUrl, BENCH_SECRET_KEY: key } = process.env;
	if (!databaseUrl || !key) throw new Error("this script is started by a bench");
	return { databaseUrl, secretKey: Buffer.from(key, "hex") };
}

/** Says a word to the bench and stops when it says so, or when it is gone. */
export function tellBench(word: string, stop: () => Promise<void>): void {
	let isStopping = false;
	const end = async (): Promise<void> => {
		if (isStopping) return;
		isStopping = true;
		await stop();
		process.exit(0);
	};
	process.on("SIGTERM", () => void end());
	process.on("disconnect", () => void end());
	// Ctrl-C reaches the whole group of processes; the bench decides the order
	process.on("SIGINT", () => {});
	process.send?.(word);
}
