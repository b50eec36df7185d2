import fc from "fast-check";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startTestServers } from "../database.ts";
import { samples } from "../fixtures/samples.ts";
import { edits, spoil } from "./mutate.ts";
import { openTarget } from "./target.ts";
import type { Target } from "./target.ts";

/**
 * `npm run test:fuzz [-- --count 1000000 --seed 1 --state FILE]`: spoilt bodies over every door, read to the end.
 * The same seed makes the same bodies; with a state file a run that was cut off goes on where it stopped.
 * Prints a plain line, exits 1 when a body made the server fail, was lost, or left memory behind.
 */
const { values } = parseArgs({
	options: {
		count: { type: "string", default: "1000000" },
		seed: { type: "string", default: "1" },
		state: { type: "string" },
	},
});

const roundSize = 4_000;
/** Memory is compared with what it was once everything had been used for a while. */
const warmRounds = 10;
const mostGrowth = 1.35;

type State = { seed: number; done: number; kept: number; refused: number; bad: string[]; memory: number[] };

function begin(): State {
	const seed = Number(values.seed);
	const fresh: State = { seed, done: 0, kept: 0, refused: 0, bad: [], memory: [] };
	if (!values.state || !existsSync(values.state)) return fresh;
	const known = JSON.parse(readFileSync(values.state, "utf8")) as State;
	// memory is this process's own
	return known.seed === seed ? { ...known, memory: [] } : fresh;
}

const names = samples.flatMap((sample) => Object.keys(sample.expected).map((name) => ({ sample, name })));
const spoilt = fc.record({ of: fc.constantFrom(...names), made: edits });

/** One round: the bodies that its number makes, delivered side by side, then read. */
async function play(target: Target, state: State, size: number): Promise<void> {
	const bodies = fc.sample(spoilt, { seed: state.seed * 1_000_003 + state.done, numRuns: size });
	const heard = await Promise.all(
		bodies.map(async ({ of, made }) => {
			const body = spoil(of.sample.read(of.name), made);
			const answer = await target.deliver(of.sample, body);
			if (answer.status >= 500) note(state, `HTTP ${answer.status}: ${of.sample.channel.name} ${of.name}`);
			return answer;
		}),
	);
	const kept = heard.filter((one) => one.isKept).length;
	const counts = await target.digest();
	const read = Object.values(counts).reduce((sum, count) => sum + count, 0);
	if (read !== kept) note(state, `${kept} kept, ${read} found again`);
	if (counts.accepted) note(state, `${counts.accepted} left unread`);
	for (const [reason, times] of Object.entries(counts))
		if (reason.startsWith("internal:")) note(state, `${times} failed inside: ${reason}`);
	state.done += size;
	state.kept += kept;
	state.refused += size - kept;
}

function note(state: State, what: string): void {
	state.bad.push(`after ${state.done}: ${what}`);
	process.stderr.write(`${what} (seed ${state.seed}, after ${state.done})\n`);
}

/** Bytes in use once garbage is gone: needs --expose-gc, which the script gives. */
function memoryInUse(): number {
	(globalThis as { gc?: () => void }).gc?.();
	return process.memoryUsage().heapUsed;
}

const count = Number(values.count);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(Number(values.seed))) {
	process.stderr.write("--count and --seed take whole numbers, --count above zero\n");
	process.exit(2);
}
const state = begin();
process.on("unhandledRejection", (error) => note(state, `unhandled: ${String(error)}`));
const server = await startTestServers(1);
const target = await openTarget((error) => process.stderr.write(`${(error as Error).stack ?? String(error)}\n`));
const startedAt = performance.now();
const before = state.done;
while (state.done < count) {
	await play(target, state, Math.min(roundSize, count - state.done));
	state.memory.push(memoryInUse());
	if (values.state) writeFileSync(values.state, JSON.stringify(state));
	if (state.memory.length % 25 === 0) {
		const rate = ((state.done - before) / (performance.now() - startedAt)) * 1000;
		const memory = Math.round((state.memory.at(-1) ?? 0) / 1e6);
		process.stderr.write(`${state.done} of ${count}, ${Math.round(rate)} a second, ${memory} MB in use\n`);
	}
}
await target.close();
await server.stop();

const middle = (part: number[]): number => part.toSorted((a, b) => a - b)[part.length >> 1] ?? 0;
const growth = middle(state.memory.slice(-warmRounds)) / middle(state.memory.slice(warmRounds, 2 * warmRounds));
const isFlat = state.memory.length < 4 * warmRounds || growth <= mostGrowth;
process.stdout.write(`${state.done} bodies: ${state.kept} kept and read, ${state.refused} refused\n`);
process.stdout.write(
	state.memory.length < 4 * warmRounds ? "too short a run to tell of memory\n" : `memory ${growth.toFixed(2)} times\n`,
);
const failed = state.bad.length + (isFlat ? 0 : 1);
process.stdout.write(`${failed === 0 ? 1 : 0} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
