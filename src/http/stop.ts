import { setTimeout as pause } from "node:timers/promises";
import type { Api } from "./parts.ts";

const patienceMs = 5_000;
const lookEveryMs = 20;

/**
 * Lets a stopping server finish the answers it is giving, for 5 s at most, and then closes every connection: a browser keeps
 * some open for later, and a bare one without a request yet would be waited for as long as for a slow request.
 * @param before what must end first, e.g. streams
 */
export function stopSoon(app: Api, before: () => Promise<void>): void {
	let answering = 0;
	app.server.on("request", (_request, response) => {
		answering++;
		response.once("close", () => answering--);
	});
	app.addHook("preClose", async () => {
		await before();
		const from = performance.now();
		while (answering > 0 && performance.now() - from < patienceMs) await pause(lookEveryMs);
		// the listening socket is closed right after this hook; who connected meanwhile is let go as well
		const timer = setInterval(() => app.server.closeAllConnections(), lookEveryMs);
		app.server.once("close", () => clearInterval(timer));
		timer.unref();
	});
}
