import type { IncomingMessage } from "../channels/channel.ts";
import type { Arrival } from "../cases/batch.ts";
import type { Decision } from "../cases/proposal.ts";
import { route } from "../domain/routing.ts";
import type { Registry } from "../registry/reads.ts";
import { classify } from "../text/classify.ts";
import { findTerritory } from "../text/place.ts";

/** Below this confidence a curator looks before the agency has it. */
const sureFrom = 0.5;
/** So many of each are proposed. */
const proposed = 3;

/** Topic, place and agency of a message that opens a case, with the reasons. */
export function decide(registry: Registry, arrival: Arrival, message: IncomingMessage): Decision {
	const page = registry.pages.get(arrival.pageId);
	if (!page) throw new Error(`page ${arrival.pageId} is not in the registry`);
	const found = classify(message.text);
	const topic = registry.topics.get(found.topicCode ?? "");
	const named = findTerritory(message.text, registry.territories);
	const territoryCode = named ?? page.territoryCode;
	const { agencyId, reason } = route(registry.routingRules, {
		topicCode: topic?.code ?? null,
		groupCode: topic?.groupCode ?? null,
		territoryCode,
		pageId: page.id,
		pageAgencyId: page.agencyId,
	});
	return {
		topicCode: topic?.code ?? null,
		topicConfidence: topic ? found.confidence : 0,
		topicWords: topic ? found.words : [],
		topics: found.ranked.filter(({ topicCode }) => registry.topics.has(topicCode)).slice(0, proposed),
		...placeOf(registry, territoryCode, named !== null),
		agencyId,
		agencyReason: reason,
		agencies: [{ agencyId, probability: null, reason, cases: 0 }],
		isSure: topic !== undefined && found.confidence >= sureFrom,
	};
}

type PlaceParts = Pick<Decision, "territoryCode" | "address" | "latitude" | "longitude" | "places">;

function placeOf(registry: Registry, territoryCode: string | null, isNamed: boolean): PlaceParts {
	const territory = registry.territories.find(({ code }) => code === territoryCode);
	const nowhere = { latitude: null, longitude: null };
	const reason = isNamed ? ("territory" as const) : ("page" as const);
	const places = territory
		? [{ territoryCode, label: territory.name, confidence: 1, ...nowhere, reason, words: "" }]
		: [];
	return { territoryCode, address: null, ...nowhere, places };
}
