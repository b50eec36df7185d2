import http from "node:http";
import https from "node:https";

/** How long VK waits for an answer is documented nowhere; handlers of 4 s were seen to get the event again. */
const answerTimeoutMs = 10_000;

export type Agents = { plain: http.Agent; secure: https.Agent };
export type CallbackAnswer = { status: number; body: string; retryAfter: string | undefined };

export function openAgents(): Agents {
	const options = { keepAlive: true, maxSockets: 64 };
	return { plain: new http.Agent(options), secure: new https.Agent(options) };
}

export function closeAgents(agents: Agents): void {
	agents.plain.destroy();
	agents.secure.destroy();
}

/** One POST of an event; status 0 when there was no answer. Never rejects. */
export function postEvent(agents: Agents, url: string, text: string, attempt: number): Promise<CallbackAnswer> {
	return new Promise((resolve) => {
		const none = () => resolve({ status: 0, body: "", retryAfter: undefined });
		const target = URL.parse(url);
		if (!target || !/^https?:$/.test(target.protocol)) return none();
		const isSecure = target.protocol === "https:";
		const body = Buffer.from(text);
		const request = (isSecure ? https : http).request(target, {
			method: "POST",
			agent: isSecure ? agents.secure : agents.plain,
			headers: {
				"content-type": "application/json",
				"content-length": body.length,
				...(attempt > 0 ? { "x-retry-counter": String(attempt) } : {}),
			},
			signal: AbortSignal.timeout(answerTimeoutMs),
		});
		request.on("response", (response) => {
			const chunks: Buffer[] = [];
			response.on("data", (chunk: Buffer) => chunks.push(chunk));
			response.on("error", none);
			response.on("end", () =>
				resolve({
					status: response.statusCode ?? 0,
					body: Buffer.concat(chunks).toString("utf8"),
					retryAfter: response.headers["retry-after"],
				}),
			);
		});
		request.on("error", (error: NodeJS.ErrnoException) => {
			// the server closed a kept connection just as it was used again: it saw nothing of this
			if (request.reusedSocket && error.code === "ECONNRESET")
				postEvent(agents, url, text, attempt).then(resolve, none);
			else none();
		});
		request.end(body);
	});
}
