import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** One kept connection that asks and waits, as one client does. A plain socket costs less than any HTTP client. */
export type Client = { ask: (request: Buffer) => Promise<Answer>; close: () => void };
/** `text` is the whole answer with its head, a character for each byte. */
export type Answer = { status: number; text: string };

/** @throws when nobody listens; `ask` rejects when the connection breaks */
export function openClient(url: string): Promise<Client> {
	const { hostname, port } = new URL(url);
	return new Promise((resolve, reject) => {
		const socket = connect({ host: hostname, port: Number(port), noDelay: true });
		let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;
		let received = "";
		socket.setEncoding("latin1");
		socket.on("data", (chunk: unknown) => {
			received += String(chunk);
			if (!isWhole(received)) return;
			const text = received;
			received = "";
			const asked = waiting;
			waiting = null;
			asked?.resolve({ status: Number(text.slice(9, 12)), text });
		});
		const onEnd = (error?: Error) => {
			const reason = error ?? new Error("the server closed the connection");
			waiting?.reject(reason);
			waiting = null;
			reject(reason);
		};
		socket.on("error", onEnd);
		socket.on("close", () => onEnd());
		socket.once("connect", () =>
			resolve({
				ask: (request) =>
					new Promise((done, failed) => {
						// asked of a broken connection, nothing would ever be told
						if (socket.destroyed || socket.readyState !== "open") return failed(new Error("the connection is closed"));
						waiting = { resolve: done, reject: failed };
						socket.write(request);
					}),
				close: () => socket.destroy(),
			}),
		);
	});
}

/** Our server always says how long an answer is. */
function isWhole(received: string): boolean {
	const end = received.indexOf("\r\n\r\n");
	if (end < 0) return false;
	const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, end));
	return received.length >= end + 4 + Number(length?.[1] ?? 0);
}

export type Load = {
	/** the next request, whoever sends it */
	next: () => Buffer;
	/** told of each answer */
	onAnswer: (status: number, latencyMs: number) => void;
};

/** Each client asks again as soon as it has its answer. @returns answers per second */
export async function askInTurn(clients: readonly Client[], seconds: number, load: Load): Promise<number> {
	const begin = performance.now();
	const end = begin + seconds * 1000;
	let answers = 0;
	await Promise.all(
		clients.map(async (client) => {
			while (performance.now() < end) {
				const asked = performance.now();
				const { status } = await client.ask(load.next());
				load.onAnswer(status, performance.now() - asked);
				answers += 1;
			}
		}),
	);
	return answers / ((performance.now() - begin) / 1000);
}

/**
 * Requests fall due at a steady rate whatever the server does; a latency counts from the moment it fell due, so that a
 * stalled server pays for every request that had to wait.
 */
export async function askSteadily(
	clients: readonly Client[],
	perSecond: number,
	seconds: number,
	load: Load,
): Promise<void> {
	const free = [...clients];
	const due: number[] = [];
	const flying = new Set<Promise<void>>();
	let failure: unknown;
	const begin = performance.now();
	const total = perSecond * seconds;
	const fly = async (client: Client, dueAt: number): Promise<void> => {
		const { status } = await client.ask(load.next());
		load.onAnswer(status, performance.now() - dueAt);
		const next = due.shift();
		if (next === undefined) free.push(client);
		else await fly(client, next);
	};
	for (let sent = 0; sent < total && failure === undefined; ) {
		const now = performance.now();
		for (; sent < total && begin + (sent * 1000) / perSecond <= now; sent++) {
			const dueAt = begin + (sent * 1000) / perSecond;
			const client = free.pop();
			if (!client) {
				due.push(dueAt);
				continue;
			}
			const flight = fly(client, dueAt)
				.catch((error: unknown) => (failure ??= error))
				.finally(() => flying.delete(flight)) as Promise<void>;
			flying.add(flight);
		}
		await sleep(1);
	}
	await Promise.all(flying);
	if (failure !== undefined) throw failure;
}
