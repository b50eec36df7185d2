import { parseArgs } from "node:util";
import { controlPromises } from "../../src/cases/control-promises.ts";
import { escalateClocks } from "../../src/cases/escalate-clocks.ts";
import { openQueue } from "../../src/queue/enqueue.ts";
import { keepRegistry } from "../../src/registry/keep-registry.ts";
import { readPlaces, readRows } from "../replay.ts";
import type { ReplayRow } from "../replay.ts";
import { approve } from "./approvers.ts";
import { curate } from "./curators.ts";
import { startWeekDesk, untilQuiet } from "./desk.ts";
import { work } from "./executors.ts";
import { isOfficeHour } from "./region.ts";
import { readAnswers, write } from "./residents.ts";
import type { Residents } from "./residents.ts";
import { doTasks } from "./tasks.ts";
import { enterAll } from "./week.ts";
import type { Week } from "./week.ts";
import type { Person } from "./person.ts";
import { figuresOf } from "./figures.ts";

const monday = new Date("2026-11-09T00:00:00+03:00");
const weekMs = 7 * 86_400_000;
const stepMs = 15 * 60_000;

/** A week's worth of rows from the first Monday of the file on, their times moved to the week. */
function inWeek(rows: ReplayRow[], most: number): ReplayRow[] {
	const first = (rows[0]?.at ?? 0) * 1000;
	const daysToMonday = (8 - new Date(first + 3 * 3_600_000).getUTCDay()) % 7;
	const from = Math.floor((first + 3 * 3_600_000) / 86_400_000 + daysToMonday) * 86_400_000 - 3 * 3_600_000;
	const taken = rows.filter((row) => row.at * 1000 >= from).slice(0, most);
	const span = Math.max(weekMs, ((taken.at(-1)?.at ?? 0) + 1) * 1000 - from);
	return taken.map((row) => ({
		...row,
		at: Math.floor((monday.getTime() + (row.at * 1000 - from) * (weekMs / span)) / 1000),
	}));
}

/** A quarter of an hour of everybody. */
async function live(week: Week, residents: Residents, minute: () => Promise<void>): Promise<void> {
	const { desk } = week;
	write(week, residents);
	await untilQuiet(desk);
	await minute();
	const now = desk.clock.now();
	const hour = (now.getUTCHours() + 3) % 24;
	await curate(week, week.curators[Math.floor(hour / 8)] as Person);
	await doTasks(week);
	const isOnDutyOnly = !isOfficeHour(now);
	await Promise.all(
		week.teams.map(async (team) => {
			await work(week, team, isOnDutyOnly);
			await approve(week, team.approver, 10, isOnDutyOnly);
		}),
	);
	await untilQuiet(desk);
	readAnswers(week, residents);
}

function tellProgress(week: Week, at: number, startedAt: number): void {
	const seconds = Math.round((performance.now() - startedAt) / 1000);
	const [messages, approved] = ["messages", "approved"].map((what) => week.did.get(what) ?? 0);
	process.stderr.write(
		`${new Date(at).toISOString()}: ${messages} written, ${approved} answers approved, ${seconds} s\n`,
	);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { data: { type: "string" }, limit: { type: "string", default: "2000" }, json: { type: "boolean" } },
	});
	if (!values.data) throw new Error("Name the file of messages: npm run week -- --data FILE");
	const rows = inWeek(await readRows(values.data, 10_000), Number(values.limit));
	const startedAt = performance.now();
	const desk = await startWeekDesk(monday);
	try {
		const week = await enterAll(desk);
		const queue = await openQueue(desk.db);
		const parts = {
			db: desk.db,
			enqueue: queue.enqueue,
			registryOf: keepRegistry(desk.db),
			report: (error: unknown) => desk.errors.push(error),
		};
		const minute = async (): Promise<void> => {
			await escalateClocks(parts, desk.clock.now());
			await controlPromises(parts, desk.clock.now());
		};
		const places = await readPlaces(desk.system.network.url);
		const residents: Residents = { rows, next: 0, places, later: [], read: new Map() };
		for (let at = monday.getTime() + stepMs; at <= monday.getTime() + weekMs; at += stepMs) {
			await desk.clock.moveTo(new Date(at));
			await live(week, residents, minute);
			if (at % (12 * 3_600_000) === 9 * 3_600_000) tellProgress(week, at, startedAt);
		}
		await queue.close();
		const figures = await figuresOf(week, { from: monday, to: new Date(monday.getTime() + weekMs + stepMs) });
		process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : figures.text);
		if (!figures.isReconciled) process.exitCode = 1;
	} finally {
		await desk.stop();
	}
}

await main();
