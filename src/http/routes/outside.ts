import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerByLink, endOfLink, openLink } from "../../cases/outside-link.ts";
import type { OutsideAnswer } from "../../cases/outside-link.ts";
import type { OutsideAsk } from "../../cases/reads-outside.ts";
import { languageAsked } from "../form/language-asked.ts";
import { scriptlessPolicy } from "../form/layout.ts";
import { askPage, longestPart, noOutsideValues, sayPage } from "../form/outside-page.ts";
import type { OutsideValues } from "../form/outside-page.ts";
import type { AskTrouble, PlainWords } from "../form/outside-words.ts";
import { addressOf, sendPage, servePages } from "../form/serve-pages.ts";
import type { RouteParts } from "../parts.ts";
import { limitRate } from "../rate-limit.ts";
import type { RateLimit } from "../rate-limit.ts";
import { acceptForms, readUpload } from "../read-upload.ts";
import type { Upload } from "../read-upload.ts";

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
	acceptForms(app);
	servePages(app, {
		policy: scriptlessPolicy,
		robots: "noindex, nofollow",
		sayRefused: plainFor,
	});
	app.get<Asked>("/:token", (request, reply) => show(outside, request, reply));
	app.post<Asked>("/:token", (request, reply) => take(outside, request, reply));
	app.get("/*", (request, reply) => say(request, reply, 404, "gone"));
}

const plainFor = (request: FastifyRequest, what: PlainWords): string =>
	sayPage(what, languageAsked(request), request.url.split("?")[0] ?? "");

const say = (request: FastifyRequest, reply: FastifyReply, status: number, what: PlainWords): FastifyReply =>
	sendPage(reply, status, plainFor(request, what));

/** What the link leads to; an answer was sent already where there is none. */
async function find({ parts, misses }: Outside, request: FastifyRequest<Asked>, reply: FastifyReply) {
	const { token } = request.params;
	const address = addressOf(request);
	if (misses.count(address) >= mostMisses) {
		say(request, reply.header("retry-after", "3600"), 429, "often");
		return null;
	}
	// 32 bytes in base64url; nothing else is looked up
	const ask = /^[\w-]{43}$/.test(token) ? await openLink(parts.db, token) : null;
	if (!ask) {
		misses.take(address);
		say(request, reply, 404, "gone");
		return null;
	}
	const end = endOfLink(ask, new Date());
	if (end) say(request, reply, 410, end);
	return end ? null : ask;
}

async function show(outside: Outside, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<FastifyReply> {
	const ask = await find(outside, request, reply);
	return ask ? showAsk(request, reply, ask, noOutsideValues) : reply;
}

function showAsk(
	request: FastifyRequest<Asked>,
	reply: FastifyReply,
	ask: OutsideAsk,
	values: OutsideValues,
	trouble: AskTrouble | null = null,
): FastifyReply {
	const shown = { language: languageAsked(request), ask, token: request.params.token, values, trouble };
	return sendPage(reply, trouble ? 422 : 200, askPage(shown));
}

async function take(outside: Outside, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<FastifyReply> {
	const ask = await find(outside, request, reply);
	if (!ask) return reply;
	const upload = await readUpload(request);
	if (!upload) return say(request, reply.header("retry-after", "60"), 503, "failed");
	const values = readValues(upload);
	const { text, isRefusal } = values;
	if (text === "") return showAsk(request, reply, ask, values, isRefusal ? "reason-empty" : "answer-empty");
	if (text.length > longestPart) return showAsk(request, reply, ask, values, "long");
	const { db, registryOf } = outside.parts;
	const answer: OutsideAnswer = isRefusal ? { state: "refused", reason: text } : { state: "done", part: text };
	const refused = await answerByLink(db, registryOf, request.params.token, answer, new Date());
	return refused ? say(request, reply, 410, refused) : say(request, reply, 200, answer.state);
}

/** Of a name that stands twice the first counts. */
function readValues(upload: Upload): OutsideValues {
	const given = new Map(upload.fields.toReversed());
	// what the database cannot keep is no part of an answer
	const text = (given.get("part") ?? "").replaceAll("\0", "").replaceAll("\r\n", "\n").toWellFormed().trim();
	return { text, isRefusal: given.get("kind") === "refused" };
}
