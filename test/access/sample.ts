import type { World } from "./world.ts";

/** The part of JSON Schema that openapi.json uses. */
export type Schema = {
	$ref?: string;
	type?: string | string[];
	enum?: unknown[];
	const?: unknown;
	format?: string;
	pattern?: string;
	minLength?: number;
	minimum?: number;
	minItems?: number;
	items?: Schema;
	prefixItems?: Schema[];
	properties?: Record<string, Schema>;
	additionalProperties?: Schema;
	required?: string[];
	anyOf?: Schema[];
	oneOf?: Schema[];
};
export type Schemas = Record<string, Schema>;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Fields that name something: taken from the world that is asked about. */
const named: Record<string, (world: World) => unknown> = {
	agencyId: ({ agencyId }) => agencyId,
	calendarId: ({ calendarId }) => calendarId,
	staffId: ({ staffId }) => staffId,
	substituteId: ({ secondId }) => secondId,
	toStaffId: ({ secondId }) => secondId,
	toId: ({ secondId }) => secondId,
	pageId: ({ ids }) => ids.page,
	caseId: ({ ids }) => ids.case,
	otherId: ({ ids }) => ids.second,
	messageId: ({ ids }) => ids.caseMessage,
	messageIds: ({ ids }) => [ids.caseMessage],
	taskIds: ({ ids }) => [ids.task],
	profileId: ({ ids }) => ids.profile,
	previewId: ({ ids }) => ids.bulk,
	replyId: ({ ids }) => ids.reply,
	ids: ({ ids }) => String(ids.case),
};

/** Fields whose shape says too little. */
const fixed: Record<string, unknown> = {
	version: 1,
	revision: 1,
	topicCode: "housing.no-water",
	territoryCode: null,
	parentId: null,
	timeZone: "Europe/Moscow",
	days: 1,
	channel: "vk",
	roles: [],
	from: inDays(10),
	to: inDays(11),
	startsAt: inDays(10),
	endsAt: inDays(11),
	at: inDays(-1),
	sentAt: inDays(-1),
	week: Array.from({ length: 7 }, () => [[540, 1080]]),
	wantedPrecision: 0.9,
	upTo: 1,
};

/**
 * The least that a schema takes, with the world's own things where it names any.
 * @param used is told of each of those
 */
export function sampleOf(schema: Schema, schemas: Schemas, world: World, used: () => void, name = ""): unknown {
	const sample = (inner: Schema, as = name) => sampleOf(inner, schemas, world, used, as);
	if (schema.$ref) return sample(schemas[schema.$ref.split("/").at(-1)!]!);
	const own = named[name];
	if (own) {
		used();
		return own(world);
	}
	if (schema.const !== undefined) return schema.const;
	if (schema.enum) return schema.enum[0];
	if (name in fixed && schema.format !== "date" && schema.type !== "object" && isFit(schema, fixed[name]))
		return fixed[name];
	const [choice] = schema.anyOf ?? schema.oneOf ?? [];
	if (choice) return sample(choice);
	if (schema.properties || schema.type === "object")
		return Object.fromEntries(
			(schema.required ?? []).map((key) => [
				key,
				sample(schema.properties?.[key] ?? schema.additionalProperties ?? {}, key),
			]),
		);
	if (schema.type === "array")
		return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, ""));
	if (schema.type === "string") return textOf(schema);
	if (schema.type === "boolean") return true;
	return Math.max(1, schema.minimum ?? 1);
}

/** One name may stand for a number here and for a list there. */
const isFit = ({ type }: Schema, value: unknown): boolean =>
	type === "array" ? Array.isArray(value) : type === "string" ? typeof value === "string" : true;

function textOf({ format, pattern, minLength = 0 }: Schema): string {
	// a code
	if (pattern?.startsWith("^[a-z]") || pattern?.startsWith("^[\\w-]")) return "made";
	if (pattern?.startsWith("^[a-z\\d]")) return "made";
	if (format === "date-time") return inDays(1);
	if (format === "date") return inDays(1).slice(0, 10);
	if (format === "uri") return "https://example.org/hook";
	return "сделано".padEnd(minLength, ".");
}
