import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerByLink, endOfLink, openLink } from "../../cases/outside-link.ts";
import type { LinkEnd } from "../../cases/outside-link.ts";
import { storeLooked } from "../../files/keep-picture.ts";
import type { StoredPicture } from "../../files/keep-picture.ts";
import { lookAtPicture } from "../../files/look-at-picture.ts";
import type { Look } from "../../files/look-at-picture.ts";
import { languageAsked } from "../form/language-asked.ts";
import { scriptlessPolicy } from "../form/layout.ts";
import { askPage, longestPart, noOutsideValues, noTroubles, sayPage } from "../form/outside-page.ts";
import type { AskShown, AskTroubles, OutsideValues } from "../form/outside-page.ts";
import type { AskTrouble, PlainWords } from "../form/outside-words.ts";
import { addressOf, sendPage, servePages } from "../form/serve-pages.ts";
import type { RouteParts } from "../parts.ts";
import { limitRate } from "../rate-limit.ts";
import type { RateLimit } from "../rate-limit.ts";
import { acceptForms, readUpload } from "../read-upload.ts";
import type { Upload } from "../read-upload.ts";

type Asked = { Params: { token: string } };
type Outside = { parts: RouteParts; misses: RateLimit; tries: RateLimit };

/** Links that nobody was given, from one address in an hour: more than a person mistypes. */
const mostMisses = 20;
/** Answers with photos by one link in an hour: each is unpacked to be looked at. */
const mostTries = 30;
const mostPhotos = 6;

/**
 * The page of an outside party, /t/SECRET: what is asked of it, and its answer, once. Whole pages from the server without
 * accounts, cookies or scripts. A reading alone uses nothing up, so that a preview of a messenger does no harm.
 */
export function outsideRoutes(app: FastifyInstance, parts: RouteParts): void {
	const outside: Outside = { parts, misses: limitRate(mostMisses, 3600), tries: limitRate(mostTries, 3600) };
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
	return ask ? sendAsk(request, reply, 200, { ask, values: noOutsideValues, troubles: noTroubles }) : reply;
}

const sendAsk = (
	request: FastifyRequest<Asked>,
	reply: FastifyReply,
	status: number,
	shown: Pick<AskShown, "ask" | "values" | "troubles">,
): FastifyReply =>
	sendPage(reply, status, askPage({ ...shown, language: languageAsked(request), token: request.params.token }));

/** Everything is looked at before anything is kept; whatever is refused, the text comes back and the link still works. */
async function take(outside: Outside, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<FastifyReply> {
	const ask = await find(outside, request, reply);
	if (!ask) return reply;
	const upload = await readUpload(request, mostPhotos);
	if (!upload) return say(request, reply.header("retry-after", "60"), 503, "failed");
	const values = readValues(upload);
	const hadFiles = upload.files.length + upload.troubles.size > 0;
	const comeBack = (status: number, trouble: AskTrouble | null, photos: AskTroubles["photos"] = []) =>
		sendAsk(request, reply, status, { ask, values, troubles: { trouble, photos, hadFiles } });
	const trouble = textTrouble(values);
	const refused = troublesOf(upload);
	if (trouble || refused.length > 0) return comeBack(422, trouble, refused);
	if (hadFiles && outside.tries.take(request.params.token) > 0) return comeBack(429, "often");
	const looks = await lookAtPictures(upload.files);
	const wrong = looks.flatMap(({ name, look }) => (look.kind === "refused" ? [{ name, trouble: look.reason }] : []));
	if (wrong.length > 0) return comeBack(422, null, wrong);
	let end: LinkEnd | null;
	try {
		end = await keep(outside, request.params.token, ask.regionId, values, looks);
	} catch (error) {
		request.log.error({ err: error }, "an outside party's answer was not kept");
		return comeBack(503, "busy");
	}
	return end ? say(request, reply, 410, end) : say(request, reply, 200, values.isRefusal ? "refused" : "done");
}

type Looked = { name: string; bytes: Buffer; look: Look };

async function keep(
	{ parts: { db, files, registryOf } }: Outside,
	token: string,
	regionId: number,
	{ text, isRefusal }: OutsideValues,
	looks: readonly Looked[],
): Promise<LinkEnd | null> {
	const photos: StoredPicture[] = [];
	for (const { bytes, look } of looks)
		if (look.kind === "picture") photos.push(await storeLooked(files, regionId, bytes, look.picture));
	const said = isRefusal ? ({ state: "refused", reason: text } as const) : ({ state: "done", part: text } as const);
	return answerByLink(db, registryOf, token, { ...said, photos }, new Date());
}

/** One after another: each unpacks to as much memory as its pixels need. */
async function lookAtPictures(files: Upload["files"]): Promise<Looked[]> {
	const looks: Looked[] = [];
	for (const { name, bytes } of files) looks.push({ name, bytes, look: await lookAtPicture(bytes) });
	return looks;
}

function textTrouble({ text, isRefusal }: OutsideValues): AskTrouble | null {
	if (text === "") return isRefusal ? "reason-empty" : "answer-empty";
	return text.length > longestPart ? "long" : null;
}

/** What broke off has no name. */
function troublesOf({ refused, troubles }: Upload): AskTroubles["photos"] {
	const isBroken = troubles.has("broken") && !refused.some(({ trouble }) => trouble === "broken");
	return isBroken ? [...refused, { name: "", trouble: "broken" }] : refused;
}

/** Of a name that stands twice the first counts. */
function readValues(upload: Upload): OutsideValues {
	const given = new Map(upload.fields.toReversed());
	// what the database cannot keep is no part of an answer
	const text = (given.get("part") ?? "").replaceAll("\0", "").replaceAll("\r\n", "\n").toWellFormed().trim();
	return { text, isRefusal: given.get("kind") === "refused" };
}
