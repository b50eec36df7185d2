import { startWorker } from "../src/work.ts";
import { settingsOfBench, tellBench } from "./child.ts";

let stop = async (): Promise<void> => {};
process.once("message", () => void begin());
tellBench("ready", () => stop());

async function begin(): Promise<void> {
	const worker = await startWorker({ ...settingsOfBench(), onError: (error) => console.error("worker:", error) });
	stop = worker.stop;
	process.send?.("begun");
}
