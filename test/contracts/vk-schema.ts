import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";

type Json = Record<string, unknown>;
export type Parameter = {
	name: string;
	type: string | string[];
	required?: boolean;
	items?: Json;
	$ref?: string;
} & Json;
export type Method = {
	name: string;
	access_token_type: string[];
	parameters: Parameter[];
	responses: Record<string, { $ref: string }>;
	errors: { $ref: string }[];
};
export type VkSchema = {
	methods: Map<string, Method>;
	/** numbers of the errors a method may give: its own and the global ones */
	errorCodes: (method: Method) => Set<number>;
	/** checks against "wall/objects.json#/definitions/…"; null when it holds, else why not */
	check: (ref: string, value: unknown) => string | null;
	/** checks against a schema written inline, whose references begin in a section's folder */
	checkInline: (schema: Json, value: unknown) => string | null;
};

const base = "https://schema.invalid/";

/**
 * Loads VK's official schema from its folder and mends what keeps it from being JSON Schema.
 * @throws Error naming the file that cannot be read
 */
export function loadVkSchema(folder: string): VkSchema {
	const ajv = new Ajv({
		strict: false,
		allErrors: true,
		allowUnionTypes: true,
		formats: { int64: true, int32: true, uri: true, json: true, hex: true, value_object: true },
	});
	const methods = new Map<string, Method>();
	for (const file of listFiles(folder)) {
		const path = relative(folder, file);
		const content = readJson(file);
		if (path.endsWith("methods.json"))
			for (const method of content.methods as Method[]) methods.set(method.name, method);
		else if (path.includes("/")) ajv.addSchema({ ...(mend(content, "") as Json), $id: base + path });
	}
	if (methods.size === 0) throw new Error(`${folder} holds no methods.json of VK's schema.`);
	const errors = readJson(join(folder, "errors.json")).errors as Record<string, { code: number; global?: boolean }>;
	const known = new Map<string, ValidateFunction>();
	const run = (key: string, make: () => ValidateFunction, value: unknown): string | null => {
		const validate = known.get(key) ?? make();
		known.set(key, validate);
		return validate(value) ? null : ajv.errorsText(validate.errors);
	};
	return {
		methods,
		errorCodes: (method) => {
			const own = new Set((method.errors ?? []).map(({ $ref }) => $ref.split("/").at(-1)));
			return new Set(
				Object.entries(errors).flatMap(([name, { code, global }]) => (global || own.has(name) ? [code] : [])),
			);
		},
		check: (ref, value) => run(ref, () => ajv.compile({ $ref: base + ref }), value),
		checkInline: (schema, value) =>
			run(
				JSON.stringify(schema),
				() => ajv.compile({ $id: `${base}inline/${known.size}.json`, ...(mend(schema, "") as Json) }),
				value,
			),
	};
}

function listFiles(folder: string): string[] {
	const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
	const isSchema = (name: string) => /(^|\/)(objects|responses|methods)\.json$/.test(name) && dirname(name) !== ".";
	return names.filter(isSchema).map((name) => join(folder, name));
}

function readJson(file: string): Json {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch (error) {
		throw new Error(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : error}`);
	}
}

/**
 * The schema's known traps: `required` stands at the property instead of its parent; ids of communities are negative though the
 * schema says `minimum: 0`; a community's card may have no fields but its base ones, though others extend it; `callback_video_new`
 * points at an audio file; the meta-schema named is not there.
 */
function mend(node: unknown, key: string): unknown {
	if (Array.isArray(node)) return node.map((one) => mend(one, key));
	if (typeof node !== "object" || node === null) return node;
	const { $schema: _metaSchema, ...schema } = node as Json;
	const required = Array.isArray(schema.required) ? schema.required : [];
	if (typeof schema.properties === "object" && schema.properties !== null)
		for (const [name, property] of Object.entries(schema.properties as Record<string, Json>))
			if (property.required === true) required.push(name);
	const mended: Json = {};
	for (const [name, value] of Object.entries(schema)) {
		if (name === "required" && typeof value === "boolean") continue;
		if (name === "additionalProperties" && key === "groups_group") continue;
		if (name === "minimum" && /(^|_)owner_id$/.test(key)) continue;
		mended[name] = name === "properties" || name === "definitions" ? mendEach(value as Json) : mend(value, key);
	}
	if (required.length > 0) mended.required = required;
	return mended;
}

function mendEach(schemas: Json): Json {
	return Object.fromEntries(
		Object.entries(schemas).map(([name, schema]) => [
			name,
			name === "callback_video_new" ? { $ref: "../video/objects.json#/definitions/video_video" } : mend(schema, name),
		]),
	);
}
