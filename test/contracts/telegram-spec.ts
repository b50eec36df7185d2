import { readFileSync } from "node:fs";
import { join } from "node:path";

type Field = { name: string; types: string[]; required: boolean; description: string };
export type TelegramSpec = {
	version: string;
	methods: Record<string, { fields?: Field[]; returns: string[] }>;
	types: Record<string, { fields?: Field[]; subtypes?: string[] }>;
};

/** @throws Error when api.json is not there or not a description of the Bot API */
export function loadTelegramSpec(folder: string): TelegramSpec {
	const file = join(folder, "api.json");
	let spec: TelegramSpec;
	try {
		spec = JSON.parse(readFileSync(file, "utf8"));
	} catch (error) {
		throw new Error(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : error}`);
	}
	if (!spec.methods?.sendMessage || !spec.types?.Update) throw new Error(`${file} does not describe the Bot API.`);
	return spec;
}

/** Checks a value against one of the types named; null when it holds, else where and why not. Unknown fields are refused. */
export function checkValue(spec: TelegramSpec, types: string[], value: unknown, path: string): string | null {
	const reasons = types.map((type) => checkOne(spec, type, value, path));
	return reasons.includes(null) ? null : (reasons[0] ?? `${path}: no type`);
}

const plain: Record<string, (value: unknown) => boolean> = {
	Integer: Number.isSafeInteger,
	Float: (value) => typeof value === "number",
	String: (value) => typeof value === "string",
	Boolean: (value) => typeof value === "boolean",
	True: (value) => value === true,
};

function checkOne(spec: TelegramSpec, type: string, value: unknown, path: string): string | null {
	const isPlain = plain[type];
	if (isPlain) return isPlain(value) ? null : `${path} is not ${type}`;
	const items = /^Array of (.+)$/.exec(type)?.[1];
	if (items) {
		if (!Array.isArray(value)) return `${path} is not a list`;
		return (
			value.map((one, index) => checkOne(spec, items, one, `${path}[${index}]`)).find((reason) => reason !== null) ??
			null
		);
	}
	const { fields, subtypes } = spec.types[type] ?? {};
	if (subtypes) return checkValue(spec, subtypes, value, path);
	return checkFields(spec, fields ?? [], value, path);
}

/** Checks an object against fields: the required ones are there, each is of its type, none is unknown. */
export function checkFields(spec: TelegramSpec, fields: Field[], value: unknown, path: string): string | null {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return `${path} is not an object`;
	const given = value as Record<string, unknown>;
	for (const { name, required } of fields)
		if (required && given[name] === undefined) return `${path}.${name} is missing`;
	for (const [name, one] of Object.entries(given)) {
		const field = fields.find((known) => known.name === name);
		if (!field) return `${path}.${name} is unknown`;
		const reason = checkValue(spec, field.types, one, `${path}.${name}`);
		if (reason) return reason;
		const most = /(\d+)-(\d+) characters/.exec(field.description)?.[2];
		if (most && typeof one === "string" && one.length > Number(most)) return `${path}.${name} is longer than ${most}`;
	}
	return null;
}
