import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerByLink, endOfLink, openLink } from "../../cases/outside-link.ts";
import { scriptlessPolicy } from "../form/layout.ts";
import { askPage, longestPart, sayPage } from "../form/outside-page.ts";
import type { PlainWords } from "../form/outside-page.ts";
import { acceptFields, addressOf, fieldsOf, sendPage, servePages } from "../form/serve-pages.ts";
import type { RouteParts } from "../parts.ts";
import { limitRate } from "../rate-limit.ts";
import type { RateLimit } from "../rate-limit.ts";

type Asked = { Params: { token: string } };
type Outside = { parts: RouteParts; misses: RateLimit };

/** Links that nobody was given, from one address in an hour: more than a person mistypes. */
const mostMisses = 20;

/**
 * The page of an outside party, /t/SECRET: what is asked of it, and its answer, once. Whole pages from the server without
 * accounts, cookies or scripts. A reading alone uses nothing up, so that a preview of a messenger does no harm.
 */
export function outsideRoutes(app: FastifyInstance, parts: RouteParts): void {
	const outside: Outside = { parts, misses: limitRate(mostMisses, 3600) };
	acceptFields(app);
	servePages(app, {
		policy: scriptlessPolicy,
		robots: "noindex, nofollow",
		sayRefused: (_request, what) => sayPage(what),
	});
	app.get<Asked>("/:token", (request, reply) => show(outside, request, reply));
	app.post<Asked>("/:token", (request, reply) => take(outside, request, reply));
	app.get("/*", (_request, reply) => say(reply, 404, "gone"));
}

const say = (reply: FastifyReply, status: number, what: PlainWords): FastifyReply =>
	sendPage(reply, status, sayPage(what));

/** What the link leads to; an answer was sent already where there is none. */
async function find({ parts, misses }: Outside, request: FastifyRequest<Asked>, reply: FastifyReply) {
	const { token } = request.params;
	const address = addressOf(request);
	if (misses.count(address) >= mostMisses) {
		say(reply.header("retry-after", "3600"), 429, "often");
		return null;
	}
	// 32 bytes in base64url; nothing else is looked up
	const ask = /^[\w-]{43}$/.test(token) ? await openLink(parts.db, token) : null;
	if (ask) return ask;
	misses.take(address);
	say(reply, 404, "gone");
	return null;
}

async function show(outside: Outside, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<FastifyReply> {
	const ask = await find(outside, request, reply);
	if (!ask) return reply;
	const end = endOfLink(ask, new Date());
	return end ? say(reply, 410, end) : sendPage(reply, 200, askPage(ask, request.params.token));
}

async function take(outside: Outside, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<FastifyReply> {
	const ask = await find(outside, request, reply);
	if (!ask) return reply;
	const { token } = request.params;
	const given = fieldsOf(request.body).get("part") ?? "";
	// what the database cannot keep is no part of an answer
	const part = given.replaceAll("\0", "").replaceAll("\r\n", "\n").toWellFormed().trim();
	const end = endOfLink(ask, new Date());
	if (end) return say(reply, 410, end);
	if (part === "") return sendPage(reply, 422, askPage(ask, token, part, "empty"));
	if (part.length > longestPart) return sendPage(reply, 422, askPage(ask, token, part, "long"));
	const { db, registryOf } = outside.parts;
	const refused = await answerByLink(db, registryOf, token, part, new Date());
	return refused ? say(reply, 410, refused) : say(reply, 200, "done");
}
