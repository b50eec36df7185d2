import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { say } from "../figures.ts";
import { openLine, openTimes } from "../shift/line.ts";
import type { Official } from "../shift/officials.ts";
import { openScreen } from "../shift/screen.ts";
import type { Screen } from "../shift/screen.ts";
import { nameTopic } from "./shift.ts";

const changesPerSecond = 2;
const settleMs = 3_000;
const patienceMs = 5_000;
const topicCode = "housing.no-water";

export type LiveShape = { screens: number; changes: number };
export type Live = {
	/** of each screen and change, ms from the answer to whoever made it until the screen's connection brought it */
	delays: number[];
	/** a screen and a change of which it never heard */
	missed: number;
	/** requests that failed */
	failures: number;
};

/** Open screens that read again what changes, as the web app does, and changes of cases that they show. */
export async function delaysOfChanges(
	client: pg.Client,
	url: string,
	officials: readonly Official[],
	{ screens, changes }: LiveShape,
): Promise<Live> {
	const curators = officials.filter(({ role }) => role === "curator");
	// of several events of one change the first
	const heard = new Map<number, Map<number, number>>();
	const times = openTimes();
	const open: Screen[] = [];
	let failures = 0;
	const rows = await casesToChange(client, changes);
	for (let number = 0; number < screens; number++) {
		const { cookie } = curators[number % curators.length] ?? { cookie: "" };
		const line = await openLine(url, cookie, times);
		const onHeard = (caseId: number): void => {
			const known = heard.get(caseId);
			if (known && !known.has(number)) known.set(number, performance.now());
		};
		const screen = openScreen(url, { cookie }, line, () => (failures += 1), onHeard);
		screen.show(rows.slice(0, 50).map(({ id }) => id));
		open.push(screen);
	}
	await sleep(settleMs);
	const madeAt = new Map<number, number>();
	for (const { id, version } of rows) {
		heard.set(id, new Map());
		await nameTopic(url, curators[0]?.cookie ?? "", id, version, topicCode);
		madeAt.set(id, performance.now());
		await sleep(1_000 / changesPerSecond);
	}
	await sleep(patienceMs);
	for (const screen of open) screen.close();
	const requests = [...times.take().values()].flat().length;
	const delays = [...heard].flatMap(([id, own]) =>
		[...own.values()].map((at) => Math.max(0, at - (madeAt.get(id) ?? 0))),
	);
	say(`${rows.length} changes before ${screens} screens, which read again ${requests} times`);
	return { delays, missed: screens * rows.length - delays.length, failures };
}

async function casesToChange(client: pg.Client, count: number): Promise<{ id: number; version: number }[]> {
	const { rows } = await client.query<{ id: number; version: number }>(
		`select id, version from "case" where status in ('new', 'triage', 'assigned') and topic_code <> $2 order by due_at, id limit $1`,
		[count, topicCode],
	);
	if (rows.length < count) throw new Error(`only ${rows.length} cases are there to be changed`);
	return rows;
}
