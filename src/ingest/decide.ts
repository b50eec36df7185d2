import type { IncomingMessage } from "../channels/channel.ts";
import type { Arrival, Decision } from "../cases/batch.ts";
import { route } from "../domain/routing.ts";
import type { Registry } from "../registry/reads.ts";
import { classify } from "../text/classify.ts";
import { findTerritory } from "../text/place.ts";

/** Below this confidence a curator looks before the agency has it. */
const sureFrom = 0.5;

/** Topic, place and agency of a message that opens a case, with the reasons. */
export function decide(registry: Registry, arrival: Arrival, message: IncomingMessage): Decision {
	const page = registry.pages.get(arrival.pageId);
	if (!page) throw new Error(`page ${arrival.pageId} is not in the registry`);
	const found = classify(message.text);
	const topic = registry.topics.get(found.topicCode ?? "");
	const territoryCode = findTerritory(message.text, registry.territories) ?? page.territoryCode;
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
		territoryCode,
		agencyId,
		agencyReason: reason,
		isSure: topic !== undefined && found.confidence >= sureFrom,
	};
}
