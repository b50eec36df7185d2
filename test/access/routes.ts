import { readFileSync } from "node:fs";
import { sampleOf } from "./sample.ts";
import type { Schema, Schemas } from "./sample.ts";
import { special } from "./special.ts";
import type { World } from "./world.ts";

type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Operation = {
	parameters?: Parameter[];
	requestBody?: { content: Record<string, { schema: Schema }> };
	"x-permissions": string | string[];
};
type OpenApi = { paths: Record<string, Record<string, Operation>>; components: { schemas: Schemas } };

/** What is sent over the wire. */
export type Question = { method: string; path: string; body: string | null; type: string };
/** A route as it is asked: `of` gives the question about a world. */
export type AskedRoute = {
	/** method and path as in openapi.json, and the variant where a route is asked in several ways */
	name: string;
	/** it names something that belongs to a world, in its path or in its body */
	isAboutWorld: boolean;
	/** outside the API: whoever knows the secret in the address comes in */
	isDoor?: boolean;
	of: (world: World) => Question;
};

const document = JSON.parse(readFileSync(new URL("../../openapi.json", import.meta.url), "utf8")) as OpenApi;

/** What stands in a path before its id, as the worlds call it. */
const kinds: Record<string, string> = {
	cases: "case",
	children: "child",
	links: "link",
	tasks: "task",
	"second-reviews": "secondReview",
	messages: "caseMessage",
	files: "number",
	photos: "photo",
	evidence: "photo",
	kinds: "noticeKind",
	contacts: "contact",
	templates: "template",
	articles: "article",
	publications: "publication",
	corrections: "correction",
	promises: "promise",
	"formal-appeals": "appeal",
	hidings: "hiding",
	pages: "page",
	deliveries: "delivery",
	imports: "import",
	exports: "export",
	tokens: "token",
	"service-accounts": "service",
	"webhook-endpoints": "endpoint",
	"webhook-deliveries": "webhookDelivery",
	profiles: "profile",
	recounts: "recount",
	calendars: "calendar",
	agencies: "agency",
	topics: "topic",
	bulk: "bulk",
	delegations: "delegation",
	shifts: "shift",
	absences: "absence",
	models: "model",
	requests: "request",
	reviews: "review",
	people: "person",
	roles: "role",
	routing: "routing",
	sessions: "session",
	providers: "provider",
	"sign-in-providers": "provider",
	passkeys: "passkey",
	"saved-views": "savedView",
};

/** Every route of openapi.json with a question for each world; a route whose ids no world has is an error. */
export function askedRoutes(world: World): AskedRoute[] {
	return Object.entries(document.paths).flatMap(([path, operations]) =>
		Object.entries(operations).flatMap(([method, operation]) => {
			const name = `${method.toUpperCase()} ${path}`;
			return (special[name] ?? [{}]).map((variant) => {
				const of = (asked: World) => questionOf(method.toUpperCase(), path, operation, variant, asked);
				return {
					name: variant.as ? `${name} (${variant.as})` : name,
					isAboutWorld: of(world).isAboutWorld,
					of: (asked: World) => of(asked).question,
				};
			});
		}),
	);
}

/** The routes outside the API, asked with a secret that is nobody's. @param doors as `METHOD /path` */
export function doorsOf(doors: readonly string[]): AskedRoute[] {
	const asked = doors.filter((door) => /^(GET|POST) /.test(door));
	return asked.map((name) => {
		const [method = "", path = ""] = name.split(" ");
		const filled = path.replaceAll(/:\w+/g, "unknown").replace("*", "v2/requests.json");
		const body = method === "POST" ? "text=1" : null;
		const question = { method, path: filled, body, type: "application/x-www-form-urlencoded" };
		return { name, isAboutWorld: false, isDoor: true, of: () => question };
	});
}

type Variant = NonNullable<(typeof special)[string]>[number];

function questionOf(method: string, path: string, operation: Operation, variant: Variant, world: World) {
	let isAboutWorld = path.includes("{id}");
	const used = () => (isAboutWorld = true);
	const filled = path.replaceAll(/([\w-]+)\/\{(\w+)\}/g, (_, segment: string) => {
		const kind = kinds[segment];
		const id = world.ids[(kind && variant.ids?.[kind]) ?? kind ?? ""];
		if (id === undefined) throw new Error(`${method} ${path}: test/access has nothing for "${segment}"`);
		return `${segment}/${id}`;
	});
	const sample = (schema: Schema, name = "") => sampleOf(schema, document.components.schemas, world, used, name);
	const query = (operation.parameters ?? []).filter((one) => one.in === "query" && one.required);
	const asked = new URLSearchParams(query.map(({ name, schema }) => [name, String(sample(schema, name))]));
	for (const [name, value] of Object.entries(variant.query ?? {})) asked.set(name, value);
	const json = operation.requestBody?.content["application/json"];
	const given = variant.body ? variant.body(world) : {};
	const body = json ? JSON.stringify({ ...(sample(json.schema) as object), ...given }) : null;
	const question: Question = {
		method,
		path: asked.size > 0 ? `${filled}?${asked}` : filled,
		body: variant.raw?.text ?? body,
		type: variant.raw?.type ?? "application/json",
	};
	return { question, isAboutWorld };
}
