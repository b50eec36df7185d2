import type { FastifyRequest } from "fastify";
import type { PublicPage } from "../../registry/keep-public-pages.ts";
import type { Registry, Topic } from "../../registry/reads.ts";
import type { Value } from "./answer.ts";
import { Open311Error } from "./answer.ts";

export type Language = "ru" | "en";

/** Russian unless the client prefers English. */
export function languageOf(request: FastifyRequest): Language {
	const wanted = (request.headers["accept-language"] ?? "").toLowerCase();
	const [en, ru] = [wanted.search(/\ben\b/), wanted.search(/\bru\b/)];
	return en >= 0 && (ru < 0 || en < ru) ? "en" : "ru";
}

export const titleOf = (topic: { titleRu: string; titleEn: string }, language: Language): string =>
	language === "en" ? topic.titleEn : topic.titleRu;

/** GET Service List: the topics of the region. */
export const listServices = (registry: Registry, language: Language): Value =>
	[...registry.topics.values()].map((topic) => serviceOf(registry, topic, language));

function serviceOf(registry: Registry, topic: Topic, language: Language): Value {
	const group = registry.topicGroups.get(topic.groupCode);
	const groupTitle = group ? titleOf(group, language) : topic.groupCode;
	return {
		service_code: topic.code,
		service_name: titleOf(topic, language),
		description: `${groupTitle}: ${titleOf(topic, language)}`,
		metadata: false,
		// the id is there as soon as the request is stored
		type: "realtime",
		keywords: groupTitle,
		group: groupTitle,
	};
}

/** GET Service Definition: no service asks for more than the list says. @throws Open311Error 404 */
export function defineService(registry: Registry, code: string): Value {
	if (!registry.topics.has(code)) throw new Open311Error(404, "service_code was not found");
	return { service_code: code, attributes: [] };
}

/** Service Discovery (wiki.open311.org/Service_Discovery). */
export function discover(page: PublicPage | null, publicUrl: string, now: Date): Value {
	const told = (name: string, otherwise: string): string => {
		const value = page?.settings[name];
		return typeof value === "string" && value !== "" ? value : otherwise;
	};
	// the topics may change on any day: a client that looks once a day misses nothing
	const changeset = `${now.toISOString().slice(0, 10)} 00:00`;
	return {
		changeset,
		contact: told("contact", page ? `${page.name}, ${publicUrl}` : publicUrl),
		key_service: told("keyService", "Ask the authority that runs this desk for a key."),
		endpoints: [
			{
				specification: "http://wiki.open311.org/GeoReport_v2",
				url: `${publicUrl}/open311/v2`,
				changeset,
				type: "production",
				formats: ["text/xml", "application/json"],
			},
		],
	};
}
