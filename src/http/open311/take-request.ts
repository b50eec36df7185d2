import { writeSubmission } from "../../channels/submission.ts";
import type { Submission, SubmittedFile } from "../../channels/submission.ts";
import type { Registry } from "../../registry/reads.ts";
import { digestOf } from "../signed.ts";
import { Open311Error } from "./answer.ts";
import { dateOf } from "./read-parameters.ts";
import type { Parameters } from "./read-parameters.ts";

const longestDescription = 4000;

/**
 * POST Service Request as the body of a delivery.
 * @throws Open311Error 400 with the field's name, 404 for an unknown service_code
 */
export function readRequestBody(
	registry: Registry,
	parameters: Parameters,
	files: readonly SubmittedFile[],
	id: string,
	now: Date,
): Buffer {
	const topicCode = parameters.need("service_code");
	if (!registry.topics.has(topicCode)) throw new Open311Error(404, "service_code was not found");
	const place = readPlace(parameters);
	const text = readText(parameters, "description");
	const mediaUrls = readMedia(parameters);
	return writeSubmission(
		{
			...{ id, threadId: id, receivedAt: now.toISOString(), text, topicCode, mediaUrls },
			...place,
			...readPerson(parameters),
			extra: parameters.extra,
		},
		files,
	);
}

/**
 * An update of a request by whoever reported it, an extension of FixMyStreet: one more message of the same thread. The
 * status it names is the reporter's wish and changes none of ours.
 * @returns the message's id, the same for a repeated `update_id`, and the body
 * @throws Open311Error 400 with the field's name
 */
export function readUpdateBody(parameters: Parameters, now: Date): { id: string; requestId: string; body: Buffer } {
	const requestId = parameters.need("service_request_id");
	const updateId = parameters.need("update_id");
	dateOf("updated_datetime", parameters.need("updated_datetime"));
	const status = parameters.need("status");
	parameters.need("description");
	const id = `${requestId}_${digestOf(updateId)}`;
	const submission: Submission = {
		...{ id, threadId: requestId, receivedAt: now.toISOString(), text: readText(parameters, "description") },
		...{ topicCode: null, address: null, latitude: null, longitude: null },
		mediaUrls: readMedia(parameters),
		...readPerson(parameters),
		extra: { ...parameters.extra, status: status.slice(0, 100), update_id: updateId.slice(0, 200) },
	};
	return { id, requestId, body: writeSubmission(submission, []) };
}

function readText(parameters: Parameters, name: string): string {
	const text = parameters.get(name) ?? "";
	// told in characters, as the specification does
	if (text.length > longestDescription && [...text].length > longestDescription)
		throw new Open311Error(400, `${name} is longer than ${longestDescription} characters`);
	return text;
}

type Place = Pick<Submission, "address" | "latitude" | "longitude">;

function readPlace(parameters: Parameters): Place {
	const address = parameters.get("address_string")?.slice(0, 500) ?? null;
	const [latitude, longitude] = [degreesOf(parameters, "lat", 90), degreesOf(parameters, "long", 180)];
	if (latitude !== null && longitude !== null) return { address, latitude, longitude };
	if (latitude !== null) throw new Open311Error(400, "long was not provided");
	if (longitude !== null) throw new Open311Error(400, "lat was not provided");
	if (address !== null) return { address, latitude, longitude };
	if (parameters.get("address_id") !== null)
		throw new Open311Error(400, "address_id is not known here: provide lat and long or address_string");
	throw new Open311Error(400, "a location was not provided: lat and long or address_string");
}

function degreesOf(parameters: Parameters, name: string, most: number): number | null {
	const text = parameters.get(name);
	if (text === null) return null;
	const value = Number(text);
	if (!/^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text) || Math.abs(value) > most)
		throw new Open311Error(400, `${name} must be degrees from -${most} to ${most}`);
	return value;
}

function readMedia(parameters: Parameters): string[] {
	const url = parameters.get("media_url");
	if (url === null) return [];
	if (url.length > 2000 || !/^https?:\/\//i.test(url) || !URL.canParse(url))
		throw new Open311Error(400, "media_url must be an address that begins with http:// or https://");
	return [url];
}

/** Seen by who works on the case, given out to nobody. */
function readPerson(parameters: Parameters): Pick<Submission, "name" | "contact"> {
	const short = (name: string): string | null => parameters.get(name)?.replace(/\s+/g, " ").slice(0, 200) ?? null;
	const join = (names: string[], between: string): string | null =>
		names.map(short).filter(Boolean).join(between) || null;
	return { name: join(["first_name", "last_name"], " "), contact: join(["email", "phone"], ", ") };
}
