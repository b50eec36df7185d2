import { parseArgs } from "node:util";
import { benchBulk } from "./bulk.ts";
import { benchCases } from "./cases.ts";
import { benchChannels } from "./channels.ts";
import { benchEscalation } from "./escalation.ts";
import { benchFlow } from "./flow.ts";
import { benchIngest } from "./ingest.ts";
import { benchQueue } from "./queue.ts";
import { benchRepeats } from "./repeats.ts";
import { benchStart } from "./start.ts";
import { benchText } from "./text.ts";
import { benchWeb } from "./web.ts";
import { closeAll } from "./closing.ts";
import { say, tableOf } from "./figures.ts";
import type { BenchOptions, Figure } from "./figures.ts";

const benches: Record<string, (options: BenchOptions) => Promise<Figure[]>> = {
	bulk: benchBulk,
	cases: benchCases,
	channels: benchChannels,
	escalation: benchEscalation,
	ingest: benchIngest,
	flow: benchFlow,
	queue: benchQueue,
	repeats: benchRepeats,
	start: benchStart,
	text: benchText,
	web: benchWeb,
};

const names = Object.keys(benches).join(", ");
const usage = `npm run bench -- NAME [--json] [--short] [--data FILE or FOLDER]   (NAME: ${names})`;

function refuse(reason: string): never {
	say(`${reason}\n${usage}`);
	process.exit(2);
}

function readArguments() {
	const options = {
		json: { type: "boolean", default: false },
		short: { type: "boolean", default: false },
		data: { type: "string" },
		help: { type: "boolean", default: false },
	} as const;
	try {
		return parseArgs({ options, allowPositionals: true });
	} catch (error) {
		refuse((error as Error).message);
	}
}

const { values, positionals } = readArguments();
if (values.help) {
	console.log(usage);
	process.exit(0);
}
const [name = "", ...more] = positionals;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!bench) refuse(name === "" ? "Which bench?" : `There is no bench "${name}".`);
if (more.length > 0) refuse(`One bench at a time, not also "${more.join(" ")}".`);
if (values.data !== undefined && !["channels", "flow", "repeats"].includes(name))
	refuse(`The bench "${name}" reads no --data.`);

let isEnding = false;

/** Ends everything and leaves, whatever stands open. */
async function end(words: string, code: number): Promise<void> {
	// what fails while everything is being ended is no news
	if (isEnding) return;
	isEnding = true;
	say(words);
	await closeAll().catch((left: unknown) => say(String(left)));
	process.exit(code);
}

const fail = (error: unknown) => end(`The bench "${name}" failed: ${(error as Error).stack ?? String(error)}`, 1);
process.on("SIGINT", () => void end("stopping", 130));
process.on("SIGTERM", () => void end("stopping", 143));
process.on("uncaughtException", (error) => void fail(error));

try {
	const figures = await bench({ isShort: values.short, data: values.data ?? null });
	await closeAll();
	console.log(values.json ? JSON.stringify({ bench: name, figures }) : tableOf(figures));
	process.exitCode = figures.every((one) => one.ok) ? 0 : 1;
} catch (error) {
	await fail(error);
}
