import { classify } from "../text/classify.ts";
import { findCues } from "../text/cues/find-cues.ts";
import type { CueCode } from "../text/cues/cue.ts";
import { thresholdFor } from "../text/model/read-model.ts";
import type { Knowledge } from "./keep-knowledge.ts";

/** Somebody may be in danger, or was promised something: that is always for the authorities. */
const urgent: readonly CueCode[] = ["danger", "gas", "cold-home", "promise-repeat"];

/** Words that want something done, or name who should do it. Ours, by reading; no list of another was used. */
const demand =
	/(?<!\p{L})(?:прос(?:им|ьба|ят)|требу(?:ем|ю)|помогите|примите меры|разберитесь|сделайте|почините|отремонтируйте|уберите|очистите|включите|верните|обратите внимание|когда (?:уже |же |наконец )?\p{L}+(?:ут|ат|ят)|сколько можно|куда (?:жаловаться|обращаться|смотр\p{L}+)|до каких пор|администраци\p{L}+|чиновник\p{L}*|губернатор\p{L}*|мэр\p{L}*|глав[аеуы] (?:города|района|региона))(?!\p{L})/iu;

/** With a question or a demand a topic need not be as sure: a person looks at the case first. */
const leastWithDemand = 0.4;

/**
 * Whether a message of somebody else's community asks the authorities for something. Thanks, adverts and talk among
 * neighbours do not; where the machine cannot tell, it does not take: a person may still paste the link.
 */
export function asksAuthorities(text: string, { registry, models }: Pick<Knowledge, "registry" | "models">): boolean {
	const cues = new Set(findCues(text).map(({ code }) => code));
	if (cues.has("spam")) return false;
	if (urgent.some((code) => cues.has(code))) return true;
	if (!models.topic) return cues.has("question") && demand.test(text);
	const best = classify(text, models.topic).ranked.find(({ topicCode }) => registry.topics.has(topicCode));
	if (!best) return false;
	const isAsking = cues.has("question") || demand.test(text);
	if (cues.has("thanks") && !isAsking) return false;
	if (isAsking && best.confidence >= leastWithDemand) return true;
	return best.confidence >= thresholdFor(models.topic, registry.region.wantedPrecision);
}
