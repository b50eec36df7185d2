import type { IncomingMessage, ServerResponse } from "node:http";
import type { WallChange } from "./wall.ts";

const gatherMs = 100;
const heartbeatMs = 20_000;
const mostChangesAtOnce = 500;

/** Open pages and what waits to be told to them. */
export type Stream = { listeners: Set<ServerResponse>; waiting: WallChange[]; timer: NodeJS.Timeout | null };

export const createStream = (): Stream => ({ listeners: new Set(), waiting: [], timer: null });

/** Opens `GET /demo/api/stream`: server-sent events, each a list of changes. */
export function openListener(stream: Stream, request: IncomingMessage, response: ServerResponse): void {
	response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
	response.write("retry: 2000\n\n");
	stream.listeners.add(response);
	const heartbeat = setInterval(() => response.write(":\n\n"), heartbeatMs);
	request.on("close", () => {
		clearInterval(heartbeat);
		stream.listeners.delete(response);
	});
}

/** Tells every open page; changes of a tenth of a second go together, and a flood becomes `reload`. */
export function tellPages(stream: Stream, change: WallChange): void {
	if (stream.listeners.size === 0) return;
	if (stream.waiting.length <= mostChangesAtOnce) stream.waiting.push(change);
	stream.timer ??= setTimeout(() => {
		const changes = stream.waiting.splice(0);
		stream.timer = null;
		const text =
			changes.length > mostChangesAtOnce
				? "event: reload\ndata: {}\n\n"
				: `event: changes\ndata: ${JSON.stringify(changes)}\n\n`;
		for (const listener of stream.listeners) listener.write(text);
	}, gatherMs);
}

export function closeStream(stream: Stream): void {
	if (stream.timer) clearTimeout(stream.timer);
	for (const listener of stream.listeners) listener.destroy();
}
