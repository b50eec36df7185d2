import type { IncomingMessage } from "../channels/channel.ts";
import type { Arrival } from "../cases/batch.ts";
import type { Decision, ProposedAgency, ProposedPlace } from "../cases/proposal.ts";
import { rankAgencies } from "../domain/rank-agencies.ts";
import type { RankingSubject } from "../domain/rank-agencies.ts";
import type { RegistryPage } from "../registry/reads.ts";
import { classify } from "../text/classify.ts";
import { predict } from "../text/model/predict.ts";
import { thresholdFor } from "../text/model/read-model.ts";
import { findPlaces } from "../text/place/find-places.ts";
import type { PlaceCandidate } from "../text/place/place-candidate.ts";
import type { Knowledge } from "./keep-knowledge.ts";

/** So many of each are proposed. */
const mostProposed = 3;
/** A place is taken from this confidence on: no two territories ever both have it. */
const placeFrom = 0.5;
/** Fewer settled cases than this may be chance. */
const fewestCases = 5;
const longestQuote = 120;

/** Topic, place and agency of a message that opens a case, each with what else it may be and why. */
export function decide(knowledge: Knowledge, arrival: Arrival, message: IncomingMessage): Decision {
	const page = knowledge.registry.pages.get(arrival.pageId);
	if (!page) throw new Error(`page ${arrival.pageId} is not in the registry`);
	const topic = topicOf(knowledge, message);
	const place = placeOf(knowledge, page, message);
	const agency = agencyOf(knowledge, page, {
		text: message.text,
		topics: topic.topics,
		territoryCode: place.territoryCode,
	});
	return { ...topic, ...place, ...agency, isSure: topic.isSure && agency.isSure };
}

type Topic = Pick<Decision, "topicCode" | "topicConfidence" | "topics" | "modelId" | "isSure">;

/** A topic that whoever wrote chose from our list is taken as it is. */
function topicOf({ registry, models }: Knowledge, { text, topicCode: chosen }: IncomingMessage): Topic {
	const model = models.topic;
	const isOffered = (code: string) => registry.topics.get(code)?.isActive ?? false;
	const isChosen = chosen !== undefined && isOffered(chosen);
	const said = model && !isChosen ? classify(text, model).ranked : [];
	const ranked = isChosen ? [{ topicCode: chosen, confidence: 1 }] : said;
	const topics = ranked.filter(({ topicCode }) => isOffered(topicCode)).slice(0, mostProposed);
	const best = topics[0];
	return {
		topicCode: best?.topicCode ?? null,
		topicConfidence: best?.confidence ?? 0,
		modelId: models.topicId,
		topics: topics.map(({ topicCode, confidence }) => ({ topicCode, confidence: rounded(confidence) })),
		isSure: isChosen || (!!model && !!best && best.confidence >= thresholdFor(model, registry.region.wantedPrecision)),
	};
}

type Place = Pick<Decision, "territoryCode" | "address" | "latitude" | "longitude" | "places">;

function placeOf({ gazetteer }: Knowledge, page: RegistryPage, message: IncomingMessage): Place {
	const points = message.attachments.flatMap(({ latitude, longitude }) =>
		latitude === undefined || longitude === undefined ? [] : [{ latitude, longitude }],
	);
	// an address given apart from the text is words of the resident like any other
	const named = message.attachments.flatMap(({ kind, title }) => (kind === "place" && title ? [title] : []));
	const text = [message.text, ...named].join("\n");
	const found = findPlaces(text, gazetteer, { pageTerritoryCode: page.territoryCode, points });
	const best = found.find(({ confidence }) => confidence >= placeFrom);
	return {
		territoryCode: best?.territoryCode ?? page.territoryCode,
		address: best && (best.street !== null || best.reason === "house") ? best.label : null,
		latitude: best?.latitude ?? null,
		longitude: best?.longitude ?? null,
		places: found.slice(0, mostProposed).map((place) => proposedPlace(place, text)),
	};
}

function proposedPlace(place: PlaceCandidate, text: string): ProposedPlace {
	const { territoryCode, label, confidence, latitude, longitude, reason, start, end } = place;
	const words = text.slice(start, Math.min(end, start + longestQuote)).toWellFormed();
	return { territoryCode, label, confidence: rounded(confidence), latitude, longitude, reason, words };
}

type About = { text: string; topics: Decision["topics"]; territoryCode: string | null };
type Agency = Pick<Decision, "agencyId" | "agencyReason" | "agencies" | "isSure">;

/** A person's rule settles it; so does a history that is long and clear enough; the page's own agency where nothing else speaks. */
function agencyOf(knowledge: Knowledge, page: RegistryPage, about: About): Agency {
	const { registry, shares } = knowledge;
	const [topic] = about.topics;
	const subject: RankingSubject = {
		topicCode: topic?.topicCode ?? null,
		groupCode: registry.topics.get(topic?.topicCode ?? "")?.groupCode ?? null,
		territoryCode: about.territoryCode,
		pageId: page.id,
		pageAgencyId: page.agencyId,
		topics: about.topics.map(({ topicCode, confidence }) => ({ topicCode, probability: confidence })),
	};
	const fromText = agenciesFromText(knowledge, about);
	const ranked = rankAgencies(subject, registry.routingRules, shares, fromText);
	const speaks = ({ probability, reason, cases }: ProposedAgency): boolean =>
		probability === null || (reason === "text" ? fromText.length > 0 : cases >= fewestCases);
	const own: ProposedAgency = { agencyId: page.agencyId, probability: null, reason: "page", cases: 0 };
	const first = ranked[0];
	const best = first && speaks(first) ? first : own;
	const others = ranked.filter(({ agencyId }) => agencyId !== best.agencyId);
	return {
		agencyId: best.agencyId,
		agencyReason: best.reason,
		agencies: [best, ...others].slice(0, mostProposed).map((agency) => ({
			...agency,
			probability: agency.probability === null ? null : rounded(agency.probability),
		})),
		isSure: best.probability === null || best.probability >= registry.region.wantedPrecision,
	};
}

/** What the region's own model of agencies says, if it has one. */
function agenciesFromText({ registry, models }: Knowledge, { text, territoryCode }: About) {
	if (!models.agency) return [];
	return predict(models.agency, { text, territory: territoryCode }).flatMap(({ label, probability }) => {
		const agency = registry.agencies
			.values()
			.find(({ code, name, shortName }) => [code, name, shortName].includes(label));
		return agency ? [{ agencyId: agency.id, probability }] : [];
	});
}

/** Enough digits to show and to compare; it is kept with every case. */
const rounded = (share: number): number => Math.round(share * 1000) / 1000;
