import { hasPublicMessage, listPublicAnswers, listPublicRequests } from "../../cases/reads-public.ts";
import type { PublicRequest, RequestFilter } from "../../cases/reads-public.ts";
import type { Db } from "../../db/database.ts";
import type { PublicPage } from "../../registry/keep-public-pages.ts";
import type { Registry } from "../../registry/reads.ts";
import type { Signer } from "../signed.ts";
import { Open311Error } from "./answer.ts";
import type { Value } from "./answer.ts";
import { listOf, pagingOf, spanOf } from "./read-parameters.ts";
import type { Parameters } from "./read-parameters.ts";
import { isRequestId, requestTakenAt } from "./request-id.ts";
import { titleOf } from "./services.ts";
import type { Language } from "./services.ts";

export type Reading = { db: Db; page: PublicPage; registry: Registry; signer: Signer; language: Language; now: Date };

/** GET Service Requests. @throws Open311Error 400 */
export async function listRequests(reading: Reading, parameters: Parameters): Promise<Value> {
	const asked = listOf(parameters.get("service_request_id"));
	const filter = asked ? filterOfIds(asked, reading.now) : filterOf(parameters, reading.now);
	const found = await listPublicRequests(reading.db, reading.page, filter);
	const known = new Set(found.map((request) => request.key));
	const waiting = [...new Set(asked ?? [])].flatMap((id) => (known.has(id) ? [] : (waitingOf(reading, id) ?? [])));
	return [...found.map((request) => describe(reading, request)), ...waiting];
}

/** GET Service Request: a list of one. @throws Open311Error 404 */
export async function readRequest(reading: Reading, id: string): Promise<Value> {
	const [found] = isRequestId(id)
		? await listPublicRequests(reading.db, reading.page, filterOfIds([id], reading.now))
		: [];
	const value = found ? describe(reading, found) : waitingOf(reading, id);
	if (!value) throw new Open311Error(404, "service_request_id was not found");
	return [value];
}

/** GET service_request_id from a token: ids are given at once, so each is its own token. @throws Open311Error 404 */
export async function readToken({ db, signer, page }: Reading, token: string): Promise<Value> {
	const isOurs =
		requestTakenAt(signer, page.id, token) || (isRequestId(token) && (await hasPublicMessage(db, page, token)));
	if (!isOurs) throw new Open311Error(404, "token was not found");
	return [{ service_request_id: token, token }];
}

/** GET Service Request Updates, an extension of FixMyStreet: the answers that were published. @throws Open311Error 400 */
export async function listUpdates(reading: Reading, parameters: Parameters): Promise<Value> {
	const keys = listOf(parameters.get("service_request_id"));
	const answers = await listPublicAnswers(reading.db, reading.page, {
		...spanOf(parameters, reading.now),
		...pagingOf(parameters),
		keys: keys?.filter(isRequestId) ?? null,
	});
	return answers.map(({ id, key, text, at, isOpen }) => ({
		update_id: String(id),
		service_request_id: key,
		status: isOpen ? "open" : "closed",
		updated_datetime: at.toISOString(),
		description: text,
		media_url: null,
	}));
}

const filterOfIds = (ids: string[], now: Date): RequestFilter => {
	const keys = ids.filter(isRequestId);
	return { keys, topicCodes: null, from: now, to: now, isOpen: null, limit: Math.max(1, keys.length), offset: 0 };
};

function filterOf(parameters: Parameters, now: Date): RequestFilter {
	const statuses = new Set(listOf(parameters.get("status"))?.map((one) => one.toLowerCase()));
	for (const status of statuses)
		if (status !== "open" && status !== "closed") throw new Open311Error(400, "status must be open or closed");
	return {
		keys: null,
		topicCodes: listOf(parameters.get("service_code"))?.map((code) => code.replaceAll("\0", "")) ?? null,
		isOpen: statuses.size === 1 ? statuses.has("open") : null,
		...spanOf(parameters, now),
		...pagingOf(parameters),
	};
}

/**
 * What everybody may read. Never who wrote and how to reach them, nor photographs. The resident's words only where the page
 * says so; the place only for works in a place, as the gazetteer calls it: elsewhere it may be somebody's home.
 */
function describe({ page, registry, language }: Reading, request: PublicRequest): Value {
	const topic = registry.topics.get(request.topicCode ?? "");
	const hasPlace = topic?.isPhysical === true;
	return {
		service_request_id: request.key,
		status: request.isOpen ? "open" : "closed",
		status_notes: request.answer,
		service_name: topic ? titleOf(topic, language) : null,
		service_code: request.topicCode ?? "",
		description: page.settings.showsDescriptions === true ? [...request.text].slice(0, 4000).join("") : null,
		agency_responsible: registry.agencies.get(request.agencyId ?? 0)?.name ?? null,
		service_notice: null,
		requested_datetime: request.requestedAt.toISOString(),
		updated_datetime: request.updatedAt.toISOString(),
		expected_datetime: request.isOpen ? request.dueAt.toISOString() : null,
		address: hasPlace ? request.address : null,
		address_id: null,
		zipcode: null,
		lat: hasPlace ? rounded(request.latitude) : null,
		long: hasPlace ? rounded(request.longitude) : null,
		media_url: null,
	};
}

/** about a metre */
const rounded = (degrees: number | null): number | null => (degrees === null ? null : Math.round(degrees * 1e5) / 1e5);

/** A request that is stored but not read yet. */
function waitingOf({ signer, page }: Reading, id: string): Value | null {
	const takenAt = requestTakenAt(signer, page.id, id);
	if (!takenAt) return null;
	const at = takenAt.toISOString();
	const unknown = {
		service_name: null,
		service_code: "",
		description: null,
		agency_responsible: null,
		service_notice: null,
	};
	const place = { address: null, address_id: null, zipcode: null, lat: null, long: null, media_url: null };
	return {
		service_request_id: id,
		status: "open",
		status_notes: null,
		...unknown,
		requested_datetime: at,
		updated_datetime: at,
		expected_datetime: null,
		...place,
	};
}
