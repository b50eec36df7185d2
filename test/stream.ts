import { expect } from "vitest";
import type { Desk } from "./desk.ts";

type Line = { id: string; event: string; data: { caseId?: number; type?: string; at?: string } };
export type Stream = {
	lines: Line[];
	/** changes of cases so far, "case:type" */
	changes: () => string[];
	/** waits until the stream has said so many changes */
	until: (count: number) => Promise<void>;
	lastId: () => string;
	ended: Promise<void>;
	close: () => void;
};

/** Reads the stream as a browser does. */
export async function openStream(from: Desk, as: string, lastEventId?: string): Promise<Stream> {
	const abort = new AbortController();
	const response = await fetch(`${from.url}/api/events`, {
		headers: { cookie: as, ...(lastEventId && { "last-event-id": lastEventId }) },
		signal: abort.signal,
	});
	expect(response.status).toBe(200);
	expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
	const lines: Line[] = [];
	const changes = () => lines.filter((line) => line.event === "").map(({ data }) => `${data.caseId}:${data.type}`);
	const ended = readLines(response, lines).catch(() => {});
	await expect.poll(() => lines.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(0);
	return {
		lines,
		changes,
		until: (count) =>
			expect.poll(() => changes().length, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(count),
		lastId: () => lines.at(-1)?.id ?? "",
		ended,
		close: () => abort.abort(),
	};
}

async function readLines(response: Response, lines: Line[]): Promise<void> {
	let rest = "";
	for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
		const blocks = (rest + chunk).split("\n\n");
		rest = blocks.pop() ?? "";
		for (const block of blocks) {
			const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
			if (field("data")) lines.push({ id: field("id"), event: field("event"), data: JSON.parse(field("data")) });
		}
	}
}
