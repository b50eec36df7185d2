import type { FastifyInstance, FastifyRequest } from "fastify";
import { addressOf } from "../form/serve-pages.ts";
import { hasPublicMessage } from "../../cases/reads-public.ts";
import type { PublicPage } from "../../registry/keep-public-pages.ts";
import { refusalOf, statusOf } from "../errors.ts";
import { Open311Error, say, sayError } from "../open311/answer.ts";
import type { Format, Value } from "../open311/answer.ts";
import { readParameters } from "../open311/read-parameters.ts";
import type { Parameters } from "../open311/read-parameters.ts";
import { newRequestId, requestTakenAt } from "../open311/request-id.ts";
import { listRequests, listUpdates, readRequest, readToken } from "../open311/requests.ts";
import { defineService, discover, languageOf, listServices } from "../open311/services.ts";
import { readRequestBody, readUpdateBody } from "../open311/take-request.ts";
import type { RouteParts } from "../parts.ts";
import { limitRate } from "../rate-limit.ts";
import { acceptForms, readUpload } from "../read-upload.ts";
import { createSigner } from "../signed.ts";
import type { Signer } from "../signed.ts";
import { isSameSecret } from "../../channels/network-call.ts";

const channel = "open311";

type Open311 = {
	parts: RouteParts;
	signer: Signer;
	limits: ReturnType<typeof limits>;
	/** updates taken moments ago, which the database may not show yet */
	recent: Map<string, number>;
};

/** By address and by key: far above what people do, below what hurts. */
const limits = () => ({ reads: limitRate(300, 60), wrongKeys: limitRate(10, 60), writes: limitRate(120, 60) });

/**
 * Open311 GeoReport v2 (open311.org) for programs of others: its six methods, service discovery, and the extensions
 * `page`, `page_size`, photographs in a multipart form, and `servicerequestupdates` as FixMyStreet has them.
 */
export function open311Routes(app: FastifyInstance, parts: RouteParts): void {
	const open311: Open311 = { parts, signer: createSigner(parts.secretKey), limits: limits(), recent: new Map() };
	acceptForms(app);
	app.addHook("onSend", async (_request, reply) => {
		// anybody's page may read what anybody may read
		reply.header("access-control-allow-origin", "*").header("cross-origin-resource-policy", "cross-origin");
		reply.header("cache-control", "no-store").header("vary", "accept-language");
	});
	app.setErrorHandler((error, request, reply) => {
		if (error instanceof Open311Error) return sayError(reply, formatOf(request), error);
		const refusal = refusalOf(error);
		if (refusal.code === "internal") throw error;
		const status = refusal.code === "database-unavailable" ? statusOf[refusal.code] : 400;
		return sayError(reply, formatOf(request), new Open311Error(status, `The request failed: ${refusal.code}.`, 10));
	});
	app.route({
		method: ["GET", "POST"],
		url: "/*",
		handler: async (request, reply) => {
			const [root, value] = await handle(open311, request);
			return say(reply, formatOf(request), 200, root, value);
		},
	});
}

const pathOf = (request: FastifyRequest): string => (request.url.split("?")[0] ?? "").replace(/^\/open311\//, "");
const formatOf = (request: FastifyRequest): Format => (pathOf(request).endsWith(".json") ? "json" : "xml");

async function handle(open311: Open311, request: FastifyRequest): Promise<[string, Value]> {
	const { limits: limit, parts } = open311;
	const wait = limit.reads.take(addressOf(request));
	if (wait > 0) throw new Open311Error(429, `Too many requests: wait ${wait} seconds.`, wait);
	const found =
		/^(?:(discovery)|v2\/(services|requests|servicerequestupdates|tokens)(?:\/([^/]{1,200}))?)\.(?:xml|json)$/.exec(
			pathOf(request),
		);
	const [, discovery, method, given] = found ?? [];
	const id = given === undefined ? null : decode(given);
	if (discovery && request.method === "GET")
		return ["discovery", discover(await parts.publicPages.only(channel), parts.publicUrl, new Date())];
	if (request.method === "POST" && id === null && method === "requests") return postRequest(open311, request);
	if (request.method === "POST" && id === null && method === "servicerequestupdates")
		return postUpdate(open311, request);
	if (request.method === "GET" && method) return get(open311, request, method, id);
	throw new Open311Error(404, "There is no such resource: see /open311/discovery.xml.");
}

async function get(
	{ parts, signer }: Open311,
	request: FastifyRequest,
	method: string,
	id: string | null,
): Promise<[string, Value]> {
	const parameters = readParameters(new URLSearchParams(request.url.split("?")[1] ?? ""));
	const page = await pageOf(parts, parameters);
	const registry = await parts.registryOf(page.regionId);
	const language = languageOf(request);
	const reading = { db: parts.db, page, registry, signer, language, now: new Date() };
	if (method === "services" && id === null) return ["services", listServices(registry, language)];
	if (method === "services" && id) return ["service_definition", defineService(registry, id)];
	if (method === "requests" && id === null) return ["service_requests", await listRequests(reading, parameters)];
	if (method === "requests" && id) return ["service_requests", await readRequest(reading, id)];
	if (method === "tokens" && id) return ["service_requests", await readToken(reading, id)];
	if (method === "servicerequestupdates" && id === null)
		return ["service_request_updates", await listUpdates(reading, parameters)];
	throw new Open311Error(404, "There is no such resource: see /open311/discovery.xml.");
}

/** @throws Open311Error 400, 404 */
async function pageOf(parts: RouteParts, parameters: Parameters): Promise<PublicPage> {
	const jurisdiction = parameters.get("jurisdiction_id");
	const page = await (jurisdiction === null
		? parts.publicPages.only(channel)
		: parts.publicPages.find(channel, jurisdiction));
	if (page) return page;
	if (jurisdiction === null) throw new Open311Error(400, "jurisdiction_id was not provided");
	throw new Open311Error(404, "jurisdiction_id was not found");
}

/** A form with a key of its page. @throws Open311Error 403 for a missing or wrong key, 429 */
async function readPosted({ parts, limits: limit }: Open311, request: FastifyRequest) {
	const upload = await readUpload(request);
	if (!upload) throw new Open311Error(503, "Too many uploads at once: try again in a minute.", 60);
	const query = [...new URLSearchParams(request.url.split("?")[1] ?? "")];
	const parameters = readParameters([...upload.fields, ...query]);
	const page = await pageOf(parts, parameters);
	const address = addressOf(request);
	if (limit.wrongKeys.count(address) >= 10) throw new Open311Error(429, "Too many wrong keys: wait a minute.", 60);
	if (!isSameSecret(parameters.get("api_key"), page.secrets.apiKey)) {
		limit.wrongKeys.take(address);
		throw new Open311Error(403, "api_key is missing or wrong");
	}
	const wait = limit.writes.take(String(page.id));
	if (wait > 0) throw new Open311Error(429, `Too many requests with this key: wait ${wait} seconds.`, wait);
	const [trouble] = upload.troubles;
	if (trouble) throw new Open311Error(400, `media cannot be taken: ${trouble}`);
	return { parameters, page, files: upload.files };
}

async function postRequest(open311: Open311, request: FastifyRequest): Promise<[string, Value]> {
	const { parts, signer } = open311;
	const { parameters, page, files } = await readPosted(open311, request);
	const registry = await parts.registryOf(page.regionId);
	const now = new Date();
	const id = newRequestId(signer, page.id, now);
	const body = readRequestBody(registry, parameters, files, id, now);
	await parts.accept({ regionId: page.regionId, pageId: page.id, body, source: "api" });
	return ["service_requests", [{ service_request_id: id, service_notice: null, account_id: null }]];
}

/** how long an update may take to be read */
const recentMs = 600_000;

async function postUpdate(open311: Open311, request: FastifyRequest): Promise<[string, Value]> {
	const { parts, signer, recent } = open311;
	const { parameters, page } = await readPosted(open311, request);
	const { id, requestId, body } = readUpdateBody(parameters, new Date());
	const isKnown =
		requestTakenAt(signer, page.id, requestId) !== null || (await hasPublicMessage(parts.db, page, requestId));
	if (!isKnown) throw new Open311Error(404, "service_request_id was not found");
	for (const [key, at] of recent) if (performance.now() - at > recentMs) recent.delete(key);
	if (recent.has(`${page.id} ${id}`) || (await hasPublicMessage(parts.db, page, id)))
		throw new Open311Error(400, "update_id already exists");
	recent.set(`${page.id} ${id}`, performance.now());
	try {
		await parts.accept({ regionId: page.regionId, pageId: page.id, body, source: "api" });
	} catch (error) {
		recent.delete(`${page.id} ${id}`);
		throw error;
	}
	return ["service_request_updates", [{ update_id: parameters.need("update_id") }]];
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new Open311Error(404, "There is no such resource: see /open311/discovery.xml.");
	}
}
