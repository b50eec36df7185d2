import { connect } from "node:net";
import { atMostEvery, gatherMs } from "../../web/at-most-every.ts";
import type { Line } from "./line.ts";
import type { Official } from "./officials.ts";

/** The open page of a person: it hears the live stream and reads again what changed, as the web app does. */
export type Screen = {
	/** the cases of the list that is shown */
	show: (ids: readonly number[]) => void;
	/** the case that is open, or none; while one is, the person is seen there */
	open: (caseId: number | null) => void;
	close: () => void;
};

const recountMs = 5_000;
const lookMs = 5_000;
const heartbeatMs = 20_000;
/** rows changed at one moment: more than these are read again as a list */
const rowsAtOnce = 100;

/** @param onHeard told of each change at the moment at which it is heard of */
export function openScreen(
	url: string,
	official: Pick<Official, "cookie">,
	line: Line,
	onFailure: (error: unknown) => void,
	onHeard: (caseId: number) => void = () => {},
): Screen {
	let shown = new Set<number>();
	let current: number | null = null;
	let changed = new Set<number>();
	let others = new Set<number>();
	let flushing: NodeJS.Timeout | undefined;
	let isOver = false;
	const ask = (request: Parameters<Line["ask"]>[0]): void => {
		if (!isOver) line.ask(request).catch(onFailure);
	};
	const recount = atMostEvery(recountMs, () => ask({ kind: "counts", path: "cases/counts" }));
	// what came into the list is counted quietly above it
	const lookForNew = atMostEvery(lookMs, () => {
		const ids = [...others].slice(-rowsAtOnce);
		others = new Set();
		ask({ kind: "rows", path: `cases/rows?view=open&ids=${ids.join(",")}` });
	});
	const flush = (): void => {
		flushing = undefined;
		if (current !== null && changed.has(current)) ask({ kind: "open", path: `cases/${current}` });
		const ids = [...changed].filter((id) => shown.has(id) && id !== current);
		for (const id of changed) if (!shown.has(id)) others.add(id);
		changed = new Set();
		if (ids.length > rowsAtOnce) ask({ kind: "queue", path: "cases?view=open" });
		else if (ids.length > 0) ask({ kind: "rows", path: `cases/rows?ids=${ids.join(",")}` });
		if (others.size > 0) lookForNew();
		recount();
	};
	const stop = followStream(url, official, (caseId) => {
		onHeard(caseId);
		changed.add(caseId);
		flushing ??= setTimeout(flush, gatherMs());
	});
	let beat: NodeJS.Timeout | undefined;
	const beHere = (caseId: number): void => {
		ask({ kind: "presence", method: "POST", path: `cases/${caseId}/presence`, body: {} });
	};
	return {
		show: (ids) => (shown = new Set(ids)),
		open: (caseId) => {
			current = caseId;
			clearInterval(beat);
			if (caseId === null) return;
			beHere(caseId);
			beat = setInterval(() => beHere(caseId), heartbeatMs);
		},
		close: () => {
			isOver = true;
			stop();
			clearInterval(beat);
			clearTimeout(flushing);
			recount.cancel();
			lookForNew.cancel();
		},
	};
}

function followStream(url: string, { cookie }: Pick<Official, "cookie">, onCase: (caseId: number) => void): () => void {
	const { hostname, port, host } = new URL(url);
	const socket = connect({ host: hostname, port: Number(port) });
	socket.setEncoding("utf8");
	socket.on("error", () => {});
	socket.write(`GET /api/events HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\n\r\n`);
	let rest = "";
	socket.on("data", (chunk: unknown) => {
		rest += String(chunk);
		const blocks = rest.split("\n\n");
		rest = blocks.pop() ?? "";
		// named events are not changes of cases
		for (const block of blocks)
			if (!block.includes("event:")) for (const found of block.matchAll(/"caseId":(\d+)/g)) onCase(Number(found[1]));
	});
	return () => socket.destroy();
}
