import { XMLParser } from "fast-xml-parser";

/**
 * A client of Open311 GeoReport v2, written from the specification's own tables and examples and from nothing of ours. Both
 * formats give the same values: lists by the "Spark convention", an empty element as null.
 */
export type Reply = { status: number; type: string; root: string | null; body: unknown; headers: Headers };
export type Item = Record<string, unknown>;

const lists = ["service", "attribute", "request", "request_update", "endpoint", "format", "error"];
const parser = new XMLParser({
	parseTagValue: false,
	isArray: (name) => lists.includes(String(name)),
	ignoreDeclaration: false,
});

export function openClient(base: string, format: "xml" | "json", jurisdiction: string | null = null) {
	const read = async (response: Response): Promise<Reply> => {
		const text = await response.text();
		const type = response.headers.get("content-type") ?? "";
		const told = { status: response.status, type, headers: response.headers };
		if (format === "json") return { ...told, root: null, body: JSON.parse(text) };
		if (!text.startsWith('<?xml version="1.0" encoding="utf-8"?>')) throw new Error(`no declaration: ${text}`);
		const { "?xml": _declaration, ...document } = parser.parse(text) as Item;
		const [root = ""] = Object.keys(document);
		return { ...told, root, body: unwrap(document[root], root) };
	};
	const get = async (path: string, query: Record<string, string> = {}) => {
		const all = new URLSearchParams({ ...(jurisdiction === null ? {} : { jurisdiction_id: jurisdiction }), ...query });
		return read(await fetch(`${base}/${path}.${format}?${all}`));
	};
	const post = async (path: string, form: Record<string, string> | FormData | URLSearchParams) => {
		const body = form instanceof FormData ? form : new URLSearchParams(form);
		if (jurisdiction !== null) body.set("jurisdiction_id", jurisdiction);
		return read(await fetch(`${base}/${path}.${format}`, { method: "POST", body }));
	};
	return {
		get,
		post,
		services: () => get("services"),
		definition: (code: string) => get(`services/${code}`),
		submit: (form: Record<string, string> | FormData | URLSearchParams) => post("requests", form),
		token: (token: string) => get(`tokens/${token}`),
		requests: (query: Record<string, string> = {}) => get("requests", query),
		request: (id: string) => get(`requests/${id}`),
		updates: (query: Record<string, string> = {}) => get("servicerequestupdates", query),
		update: (form: Record<string, string>) => post("servicerequestupdates", form),
	};
}

/** The containers of lists hold nothing else; scalars of XML are texts. */
function unwrap(value: unknown, name: string): unknown {
	if (value === "") return /^(services|attributes|service_requests|service_request_updates)$/.test(name) ? [] : null;
	if (typeof value !== "object" || value === null) return value;
	const [only, ...others] = Object.entries(value);
	if (only && others.length === 0 && Array.isArray(only[1])) return only[1].map((one) => unwrap(one, ""));
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner, key)]));
}
