import type { Gazetteer } from "./compile-gazetteer.ts";
import type { About, PlaceCandidate, Pointed } from "./place-candidate.ts";

const mostCandidates = 5;
const leastConfidence = 0.03;
/** what all territories together may have: a doubt is left */
const mostTogether = 0.95;
const pointConfidence = 0.85;
/** what the text tells with less does not stand for the point */
const tellingFrom = 0.3;
const pageConfidence = 0.3;

/** Merges what says the same, lets territories share one certainty, and puts the best first. */
export function rankCandidates(found: PlaceCandidate[], gazetteer: Gazetteer, about: About): PlaceCandidate[] {
	const told = dropWider(mergeSame(found)).map((one) => raise(one, about));
	const points = pointCandidates(told, gazetteer, about.pointed);
	const ranked = shareCertainty([...told.map((one) => locate(one, about.pointed)), ...points]);
	const page = pageCandidate(ranked, gazetteer, about.pageTerritoryCode);
	return [...ranked.filter((one) => one.confidence >= leastConfidence), ...page]
		.sort(
			(a, b) =>
				b.confidence - a.confidence || a.start - b.start || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0),
		)
		.slice(0, mostCandidates);
}

function mergeSame(found: PlaceCandidate[]): PlaceCandidate[] {
	const merged = new Map<string, PlaceCandidate>();
	for (const one of found) {
		const key = `${one.territoryCode}|${one.settlement}|${one.street}|${one.house}|${one.street ? "" : one.label}`;
		const known = merged.get(key);
		if (!known || one.confidence > known.confidence) merged.set(key, one);
	}
	return [...merged.values()];
}

/** The town of an address that is named beside it is no other place; nor is a territory beside its town, a street beside its house. */
function dropWider(found: PlaceCandidate[]): PlaceCandidate[] {
	return found.filter(
		(wide) => !found.some((near) => near !== wide && near.confidence >= wide.confidence * 0.5 && holds(wide, near)),
	);
}

function holds(wide: PlaceCandidate, near: PlaceCandidate): boolean {
	if (rank(wide) >= rank(near)) return false;
	if (wide.territoryCode !== near.territoryCode) return false;
	if (wide.territoryCode === null && wide.settlement !== near.settlement) return false;
	if (wide.settlement !== null && near.settlement !== null && wide.settlement !== near.settlement) return false;
	return wide.street === null || wide.street === near.street;
}

const rank = (one: PlaceCandidate): number =>
	one.house !== null || one.reason === "house" ? 3 : one.street !== null ? 2 : one.settlement !== null ? 1 : 0;

/** The page and a point speak for what lies in their territory. */
function raise(one: PlaceCandidate, { pageTerritoryCode, pointed }: About): PlaceCandidate {
	if (one.territoryCode === null) return one;
	const isPointed = pointed.some((point) => point.territoryCode === one.territoryCode);
	const share = isPointed ? 0.6 : one.territoryCode === pageTerritoryCode ? 0.3 : 0;
	// a guess among many stays a guess
	return { ...one, confidence: one.confidence + one.confidence * (1 - one.confidence) * share };
}

/** The point attached to a message is nearer to the place than the middle of its street. */
function locate(one: PlaceCandidate, pointed: Pointed[]): PlaceCandidate {
	if (one.latitude !== null || one.territoryCode === null) return one;
	const found = pointed.find((point) => point.territoryCode === one.territoryCode);
	return found ? { ...one, ...found.point } : one;
}

function pointCandidates(told: PlaceCandidate[], gazetteer: Gazetteer, pointed: Pointed[]): PlaceCandidate[] {
	const codes = new Set(told.filter((one) => one.confidence >= tellingFrom).map((one) => one.territoryCode));
	const fresh = pointed.filter(
		(one, at) =>
			!codes.has(one.territoryCode) && pointed.findIndex((other) => other.territoryCode === one.territoryCode) === at,
	);
	return fresh.map(({ point, territoryCode }) => ({
		...bare(gazetteer, territoryCode),
		latitude: point.latitude,
		longitude: point.longitude,
		confidence: pointConfidence,
		reason: "point",
	}));
}

/** Two territories cannot both be likely: together they have less than one, and the surer one most of it. */
function shareCertainty(found: PlaceCandidate[]): PlaceCandidate[] {
	const best = new Map<string, number>();
	for (const { territoryCode, confidence } of found)
		if (territoryCode !== null) best.set(territoryCode, Math.max(confidence, best.get(territoryCode) ?? 0));
	const all = [...best.values()];
	if (all.reduce((sum, one) => sum + one, 0) <= mostTogether) return found;
	const squares = all.reduce((sum, one) => sum + one * one, 0);
	return found.map((one) => {
		const own = one.territoryCode === null ? null : (best.get(one.territoryCode) ?? 0);
		return own === null ? one : { ...one, confidence: (one.confidence * own * own) / squares };
	});
}

function pageCandidate(found: PlaceCandidate[], gazetteer: Gazetteer, code: string | null): PlaceCandidate[] {
	if (code === null || !gazetteer.territoryNames.has(code) || found.some((one) => one.territoryCode === code))
		return [];
	return [{ ...bare(gazetteer, code), confidence: pageConfidence, reason: "page" }];
}

function bare(gazetteer: Gazetteer, territoryCode: string): Omit<PlaceCandidate, "confidence" | "reason"> {
	const label = gazetteer.territoryNames.get(territoryCode) ?? territoryCode;
	const nowhere = { settlement: null, street: null, house: null, latitude: null, longitude: null, start: 0, end: 0 };
	return { territoryCode, label, ...nowhere };
}
