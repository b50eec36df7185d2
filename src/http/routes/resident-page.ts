import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hearByLink } from "../../cases/hear-resident.ts";
import type { Heard } from "../../cases/hear-resident.ts";
import { findAsked } from "../../cases/reads-say.ts";
import type { AskedAnswer } from "../../cases/reads-say.ts";
import { hashOfToken } from "../../cases/say-link.ts";
import { scriptlessPolicy } from "../form/layout.ts";
import { sayPage, sayPlain } from "../form/say-page.ts";
import type { SaidValues, SayShown } from "../form/say-page.ts";
import { acceptFields, addressOf, fieldsOf, languageOf, sendPage, servePages } from "../form/serve-pages.ts";
import type { RouteParts } from "../parts.ts";
import { limitRate } from "../rate-limit.ts";

type Asked = { Params: { token: string } };
type Page = { parts: RouteParts; request: FastifyRequest<Asked>; reply: FastifyReply; answer: AskedAnswer };

const longestWords = 2000;
/** hundreds may share one address of a mobile network */
const looks = { most: 600, spanSeconds: 3600 };
const says = { most: 60, spanSeconds: 3600 };
const saysOfLink = { most: 10, spanSeconds: 3600 };

/**
 * /r/SECRET, the page by which a resident rates an answer: whole pages from the server, without accounts, cookies or
 * scripts. Looking changes nothing, for networks look at links by themselves.
 */
export function residentPageRoutes(app: FastifyInstance, parts: RouteParts): void {
	const looked = limitRate(looks.most, looks.spanSeconds);
	const said = limitRate(says.most, says.spanSeconds);
	const saidByLink = limitRate(saysOfLink.most, saysOfLink.spanSeconds);
	acceptFields(app);
	servePages(app, {
		policy: scriptlessPolicy,
		robots: "noindex, nofollow",
		sayRefused: (request, what) => sayPlain(languageOf(request), what),
	});
	app.get<Asked>("/:token", async (request, reply) => {
		if (looked.take(addressOf(request)) > 0) return sendPage(reply, 429, sayPlain(languageOf(request), "too-often"));
		const answer = await findAnswer(parts, request.params.token);
		if (!answer) return sayGone(request, reply);
		return show({ parts, request, reply, answer }, 200, valuesOf(answer), null);
	});
	app.post<Asked>("/:token", async (request, reply) => {
		if (looked.take(addressOf(request)) > 0) return sendPage(reply, 429, sayPlain(languageOf(request), "too-often"));
		const answer = await findAnswer(parts, request.params.token);
		if (!answer) return sayGone(request, reply);
		const page = { parts, request, reply, answer };
		const values = readValues(request.body);
		const trouble = troubleOf(values);
		if (trouble) return show(page, 422, values, trouble);
		const isFlood = said.take(addressOf(request)) > 0 || saidByLink.take(request.params.token) > 0;
		return isFlood ? show(page, 429, values, "too-often") : take(page, values);
	});
	app.get("/*", (request, reply) => sayGone(request, reply));
}

const sayGone = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
	sendPage(reply, 404, sayPlain(languageOf(request), "gone"));

async function findAnswer({ db }: RouteParts, token: string): Promise<AskedAnswer | null> {
	return /^[\w-]{32}$/.test(token) ? findAsked(db, hashOfToken(token)) : null;
}

async function take(page: Page, values: SaidValues): Promise<FastifyReply> {
	const { parts, request, reply } = page;
	const words = values.words.trim() || null;
	const order = { rating: values.rating, isSolved: values.isSolved ?? (words === null ? null : false), words };
	const heard = await hearByLink(parts.db, parts.registryOf, hashOfToken(request.params.token), order, new Date());
	if (heard === "unknown") return sayGone(request, reply);
	const answer = (await findAnswer(parts, request.params.token)) ?? page.answer;
	return show({ ...page, answer }, heard === "over" ? 410 : 200, valuesOf(answer), heard);
}

async function show(
	{ parts, request, reply, answer }: Page,
	status: number,
	values: SaidValues,
	told: SayShown["told"] | Exclude<Heard, "unknown">,
): Promise<FastifyReply> {
	const registry = await parts.registryOf(answer.regionId);
	const agency = registry.agencies.get(answer.agencyId ?? 0)?.shortName ?? null;
	const zone = registry.calendars.get(answer.agencyId ?? 0)?.timeZone ?? registry.region.timeZone;
	const { token } = request.params;
	const shown = { language: languageOf(request), token, agency, zone, answer, values, told };
	return sendPage(reply, status, sayPage(shown, new Date()));
}

const valuesOf = ({ rating, isSolved }: AskedAnswer): SaidValues => ({ rating, isSolved, words: "" });

/** Of a name that stands twice the first counts; what is no choice of ours is none. */
function readValues(body: unknown): SaidValues {
	const fields = fieldsOf(body);
	const rating = /^[1-5]$/.test(fields.get("rating") ?? "") ? Number(fields.get("rating")) : null;
	const solved = fields.get("solved");
	const isSolved = solved === "yes" ? true : solved === "no" ? false : null;
	// NUL and lone halves of letters are no characters of a text
	const words = (fields.get("words") ?? "").replaceAll("\0", "").toWellFormed();
	return { rating, isSolved, words };
}

function troubleOf({ rating, isSolved, words }: SaidValues): "words-missing" | "words-long" | null {
	if (words.trim().length > longestWords) return "words-long";
	const saysNothing = words.trim() !== "" && !/\p{L}{2}/u.test(words);
	return saysNothing || (rating === null && isSolved === null && words.trim() === "") ? "words-missing" : null;
}
