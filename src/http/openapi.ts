import swagger from "@fastify/swagger";
import type { RouteOptions } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { Problem } from "./contract.ts";
import type { Api } from "./parts.ts";

/** Describes every route under /api in OpenAPI 3.1, from the schemas that also validate it. */
export function describeApi(api: Api, version: string): void {
	api.addHook("onRoute", completeRoute);
	api.register(swagger, {
		openapi: {
			openapi: "3.1.0",
			info: {
				title: "Otklik",
				version,
				description:
					"The desk on which public authorities answer residents. People sign in with POST /api/session, and changes need the desk's own address as Origin; programs send a token of /api/tokens as Authorization: Bearer. Refusals are problem details (RFC 9457) with a stable code.",
				license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
			},
			components: {
				securitySchemes: {
					session: { type: "apiKey", in: "cookie", name: "otklik_session" },
					bearer: { type: "http", scheme: "bearer", description: "A token that begins with otk_" },
				},
			},
		},
		transform: jsonSchemaTransform,
		transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
	});
}

/** The schemas of answers come in a variant for bodies, too; those that nothing refers to are left out. */
function withoutUnused(document: ReturnType<typeof jsonSchemaTransformObject>) {
	const { schemas = {} } = (document as { components?: { schemas?: Record<string, unknown> } }).components ?? {};
	const text = () => JSON.stringify(document);
	const isUnused = (name: string, inText: string) =>
		name.endsWith("Input") && !inText.includes(`#/components/schemas/${name}"`);
	// one that goes may be the only one that referred to another
	for (let unused = Object.keys(schemas); unused.length > 0; ) {
		const now = text();
		unused = Object.keys(schemas).filter((name) => isUnused(name, now));
		for (const name of unused) delete schemas[name];
	}
	return document;
}

/** Adds what all routes of the API share, and refuses one that does not say who may use it. */
function completeRoute(route: RouteOptions): void {
	if (!route.url.startsWith("/api/")) {
		route.schema = { ...route.schema, hide: true };
		return;
	}
	const access = route.config?.access;
	if (!access) throw new Error(`${String(route.method)} ${route.url} does not say who may use it`);
	const problem = { description: "Refused", content: { "application/problem+json": { schema: Problem } } };
	const response = (route.schema?.response ?? {}) as Record<string, unknown>;
	const needed = typeof access === "string" ? access : `one of: ${access.join(", ")}`;
	const described = {
		...route.schema,
		description: `Who may: ${needed}.`,
		// the same for programs: "anyone", "signed-in", or the permissions of which one is enough
		"x-permissions": access,
		...(access !== "anyone" && { security: [{ session: [] }, { bearer: [] }] }),
		response: { ...response, "4xx": problem, "5xx": problem },
	};
	route.schema = described;
}
