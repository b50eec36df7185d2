/** A place that the words of a message may mean. */
export type ProposedPlace = {
	territoryCode: string | null;
	/** for people, e.g. "ул. Ленина, 25, Озёрск" */
	label: string;
	/** 0 … 1 */
	confidence: number;
	latitude: number | null;
	longitude: number | null;
	reason: "house" | "street" | "settlement" | "territory" | "point" | "page";
	/** as the resident wrote it */
	words: string;
};

export type ProposedAgency = {
	agencyId: number;
	/** 0 … 1; null where a person's rule speaks */
	probability: number | null;
	reason: string;
	/** settled cases behind a share of the history, else 0 */
	cases: number;
};

/** What the machine proposes for a new case, best first; kept small. */
export type Decision = {
	topicCode: string | null;
	/** 0 … 1 */
	topicConfidence: number;
	/** only where it was found by words alone; a model explains itself when it is asked */
	topicWords?: string[];
	topics: { topicCode: string; confidence: number }[];
	/** the model that said so; 0: the one in the box */
	modelId: number;
	territoryCode: string | null;
	address: string | null;
	latitude: number | null;
	longitude: number | null;
	places: ProposedPlace[];
	agencyId: number;
	agencyReason: string;
	agencies: ProposedAgency[];
	/** false: a curator looks first; true: the agency has it at once */
	isSure: boolean;
};

/** What repeats the resident's own words or tells their home: kept beside the case, where it can be removed. */
export type KeptDecision = Partial<Pick<Decision, "places" | "topicWords">>;

/** The part of a decision that goes into the history, which is never changed, and the part that must not. */
export function splitDecision(decision: Decision): { told: Partial<Decision>; kept: KeptDecision | null } {
	const { places, topicWords, address: _address, latitude: _latitude, longitude: _longitude, ...told } = decision;
	const kept = { ...(places.length > 0 && { places }), ...(topicWords && topicWords.length > 0 && { topicWords }) };
	return { told, kept: Object.keys(kept).length > 0 ? kept : null };
}

/**
 * The proposal as the case's screen shows it.
 * @param opened what the history kept; older versions kept less
 * @param explainTopic words that speak for a topic, by the model at work now
 */
export function proposalOf(
	opened: Partial<Decision>,
	topicConfidence: number | null,
	explainTopic: (topicCode: string) => string[],
) {
	const { topicCode = null, agencyReason = null, agencyId } = opened;
	const topicWords = opened.topicWords ?? (topicCode === null ? [] : explainTopic(topicCode));
	return {
		topicCode,
		topicConfidence,
		topicWords,
		topics: opened.topics ?? (topicCode === null ? [] : [{ topicCode, confidence: topicConfidence ?? 0 }]),
		isSure: opened.isSure ?? false,
		agencies:
			opened.agencies ??
			(agencyId === undefined ? [] : [{ agencyId, probability: null, reason: agencyReason ?? "page", cases: 0 }]),
		places: opened.places ?? [],
		agencyReason,
	};
}
