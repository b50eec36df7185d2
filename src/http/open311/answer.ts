import { XMLBuilder } from "fast-xml-parser";
import type { FastifyReply } from "fastify";

/*
 * Both formats of GeoReport v2 from one value: JSON is the value itself, XML wraps each list by the "Spark convention"
 * (wiki.open311.org/JSON_and_XML_Conversion).
 */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Format = "xml" | "json";

/** The element of each list; a list that is not named here has elements called as its root's child. */
const elements: Record<string, string> = {
	services: "service",
	attributes: "attribute",
	service_requests: "request",
	service_request_updates: "request_update",
	endpoints: "endpoint",
	formats: "format",
	errors: "error",
};

const builder = new XMLBuilder({ format: true, indentBy: "  ", processEntities: true, suppressEmptyNode: true });
const types: Record<Format, string> = { xml: "text/xml; charset=utf-8", json: "application/json; charset=utf-8" };

/** Answers in the format asked for; `root` is the name of the outermost element. */
export function say(reply: FastifyReply, format: Format, status: number, root: string, value: Value): FastifyReply {
	const body = format === "json" ? JSON.stringify(value) : toXml(root, value);
	return reply.code(status).type(types[format]).send(body);
}

/** A refusal by the specification's section "Errors": 404 what does not exist, 403 a wrong key, 400 the rest. */
export class Open311Error extends Error {
	readonly status: number;
	readonly retryAfterSeconds: number;
	constructor(status: number, description: string, retryAfterSeconds = 0) {
		super(description);
		this.name = "Open311Error";
		this.status = status;
		this.retryAfterSeconds = retryAfterSeconds;
	}
}

/** One error as a list of one. */
export function sayError(reply: FastifyReply, format: Format, { status, message, retryAfterSeconds }: Open311Error) {
	if (retryAfterSeconds > 0) reply.header("retry-after", String(retryAfterSeconds));
	return say(reply, format, status, "errors", [{ code: status, description: message }]);
}

function toXml(root: string, value: Value): string {
	return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: wrap(root, value) })}`;
}

function wrap(name: string, value: Value): unknown {
	if (Array.isArray(value)) return { [elements[name] ?? "item"]: value.map((one) => wrap("", one)) };
	if (value === null) return "";
	if (typeof value === "object")
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrap(key, inner)]));
	return typeof value === "string" ? storable(value) : value;
}

/** Without the characters that no XML document may hold (XML 1.0, production 2). */
const storable = (text: string): string =>
	text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
