import { Agent, request } from "node:http";
import { publicUrl } from "./desk.ts";
import type { AccessDesk } from "./desk.ts";
import { cellKey } from "./matrix.ts";
import type { Matrix } from "./matrix.ts";
import { relations } from "./region.ts";
import type { Asker, Relation } from "./region.ts";
import { askedRoutes, doorsOf } from "./routes.ts";
import type { AskedRoute, Question } from "./routes.ts";
import { markOf, personOf } from "./marks.ts";

/** What came back. */
export type Heard = { status: number; code: string; text: string };

/** What was found of a route; `broken` cannot be in any table: a failure of the server, a body that the route does not take. */
type Found = { cells: [string, string][]; broken: string[] };

/**
 * Asks everything once, each desk a route at a time.
 * @param only of the names of the routes
 */
export async function askEverything(
	desks: readonly AccessDesk[],
	only: RegExp,
): Promise<{ matrix: Matrix; broken: string[] }> {
	const [first] = desks;
	if (!first) throw new Error("no desk to ask");
	const routes = [...askedRoutes(first.worlds.own), ...doorsOf(first.doors)].filter(({ name }) => only.test(name));
	const found = new Map<AskedRoute, Found>();
	const waiting = [...routes];
	const work = async (desk: AccessDesk) => {
		for (let route = waiting.shift(); route; route = waiting.shift()) found.set(route, await askRoute(desk, route));
	};
	await Promise.all(desks.map(work));
	const inOrder = routes.map((route) => found.get(route)!);
	const askers = first.askers.map(({ name }) => name);
	return {
		matrix: { askers, cells: new Map(inOrder.flatMap(({ cells }) => cells)) },
		broken: inOrder.flatMap(({ broken }) => broken),
	};
}

async function askRoute(desk: AccessDesk, route: AskedRoute): Promise<Found> {
	const found: Found = { cells: [], broken: [] };
	// a door knows nobody by name, and too many wrong secrets close it for a while
	for (const relation of route.isAboutWorld ? relations : (["own"] as const))
		for (const asker of route.isDoor ? desk.askers.slice(0, 1) : desk.askers) {
			const heard = await desk.forget(() => ask(desk.url, asker, route.of(desk.worlds[relation])));
			const key = cellKey(route.name, route.isDoor ? "unknown" : route.isAboutWorld ? relation : "-", asker.name);
			if (route.isDoor) {
				found.cells.push([key, String(heard.status)]);
				continue;
			}
			if (heard.status >= 500 || heard.status === 400)
				found.broken.push(`${key.split("\t").join(", ")}: ${heard.status} ${heard.text.slice(0, 600)}`);
			found.cells.push([key, cellOf(heard, route.isAboutWorld ? relation : null)]);
		}
	return found;
}

const agent = new Agent({ keepAlive: true });

/** Over HTTP, as everybody does; of a stream the beginning alone. */
export function ask(url: string, { headers }: Asker, { method, path, body, type }: Question): Promise<Heard> {
	return new Promise((resolve, reject) => {
		const sent = { origin: publicUrl, ...headers, ...(body !== null && { "content-type": type }) };
		const order = request(url + path, { method, agent, headers: sent }, (response) => {
			const status = response.statusCode ?? 0;
			if (response.headers["content-type"]?.startsWith("text/event-stream")) {
				response.destroy();
				return resolve({ status, code: "", text: "" });
			}
			let text = "";
			response.setEncoding("utf8");
			response.on("data", (chunk: string) => (text += chunk));
			response.on("end", () => resolve({ status, code: status < 400 ? "" : codeOf(text), text }));
			response.on("error", reject);
		});
		order.on("error", reject);
		order.end(body ?? undefined);
	});
}

function codeOf(text: string): string {
	try {
		return (JSON.parse(text) as { code?: string }).code ?? "";
	} catch {
		return "";
	}
}

/** Refusals by who asks; any other one came after that was settled. */
const byRights = new Set(["forbidden", "case-not-owned", "cross-site-request", "token-beyond-rights"]);

/**
 * A cell: `401`, `403`, `404`; `rule` where a rule of the work refused after the rights were looked at; else `yes`, with the
 * worlds whose words came back where they should be told (all in a list; in an answer about one object: the others), `person`
 * where a resident's name or number came back, `mark` where the hidden mark did.
 */
function cellOf({ status, code, text }: Heard, asked: Relation | null): string {
	if (status === 401 || status === 404) return String(status);
	if (status === 403) return byRights.has(code) ? "403" : "rule";
	if (status >= 300) return `rule${seenIn(text, asked)}`;
	return `yes${seenIn(text, asked)}`;
}

function seenIn(text: string, asked: Relation | null): string {
	const worlds = relations.filter((one) => one !== asked && text.includes(markOf(one)));
	const isPersonal = relations.map(personOf).some((one) => Object.values(one).some((words) => text.includes(words)));
	const isMarked = /military-family|"mark":\{"state":"/.test(text);
	return [...worlds.map((one) => ` +${one}`), isPersonal ? " person" : "", isMarked ? " mark" : ""].join("");
}
