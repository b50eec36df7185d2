import type { CaseStatus } from "../domain/case.ts";
import { metresBetween } from "../domain/distance.ts";
import type { Point } from "../domain/boundary.ts";
import { contentOf } from "../text/repeats/content-words.ts";
import { compareMatter, compareWording } from "../text/repeats/likeness.ts";
import { shinglesOf } from "../text/repeats/shingles.ts";

/** What is compared of a case. */
export type SimilarRow = {
	id: number;
	channel: string;
	author_key: string;
	status: CaseStatus;
	topic_code: string | null;
	territory_code: string | null;
	agency_id: number | null;
	excerpt: string;
	registered_at: Date;
	latitude: number | null;
	longitude: number | null;
};
/** A case found by one of its messages. */
export type CopyRow = SimilarRow & { text: string };

/** The case asked for, with those of its texts that say enough to be compared. */
export type OwnCase = SimilarRow & { texts: string[] };

type SimilarKind = "same-person" | "same-text" | "same-problem";

/** how far apart in time the same person or the same text, and the same problem, are looked for */
export const repeatDays = 90;
export const problemDays = 14;
export const nearMetres = 500;

const mostItems = 20;

/** words that two texts about one thing share: as a share of all their words, and how many at least */
const alikeMatter = 0.3;
const alikeWords = 2;
const day = 86_400_000;

type Matter = ReturnType<typeof compareMatter>;
type Met = { row: SimilarRow; scores: Map<SimilarKind, number>; sharedWords: string[] };

/** Puts together what was found of each kind. A case found in several ways scores higher than in one. */
export function rankSimilar(
	own: OwnCase,
	found: { samePerson: SimilarRow[]; copies: CopyRow[]; around: SimilarRow[] },
) {
	const met = new Map<number, Met>();
	const note = (row: SimilarRow, kind: SimilarKind, score: number, sharedWords: string[]): void => {
		const one = met.get(row.id) ?? { row, scores: new Map(), sharedWords: [] };
		one.scores.set(kind, Math.max(score, one.scores.get(kind) ?? 0));
		if (sharedWords.length > one.sharedWords.length) one.sharedWords = sharedWords;
		met.set(row.id, one);
	};
	const texts = own.texts.map(contentOf).map((content) => ({ content, shingles: shinglesOf(content) }));
	for (const row of found.copies) {
		const content = contentOf(row.text);
		const shingles = shinglesOf(content);
		for (const text of texts) {
			const wording = compareWording(text.shingles, shingles);
			if (wording.isCopy) note(row, "same-text", wording.likeness, compareMatter(text.content, content).sharedWords);
		}
	}
	const excerpt = contentOf(own.excerpt);
	const stems = [...excerpt.words.keys()];
	for (const row of found.samePerson) {
		const matter = compareMatter(excerpt, contentOf(row.excerpt));
		const score = 0.5 + 0.3 * matter.likeness + 0.2 * freshness(own, row, repeatDays);
		note(row, "same-person", score, matter.sharedWords);
	}
	for (const row of new Map(found.around.map((one) => [one.id, one])).values()) {
		if (!isOfTopic(own, row) && !mayShareWords(stems, row.excerpt)) continue;
		const matter = compareMatter(excerpt, contentOf(row.excerpt));
		const score = scoreOfProblem(own, row, matter);
		if (score !== null) note(row, "same-problem", score, matter.sharedWords);
	}
	const items = [...met.values()]
		.map((one) => ({ one, score: scoreOf(one) }))
		.sort((a, b) => b.score - a.score || b.one.row.id - a.one.row.id)
		.slice(0, mostItems);
	const people = new Set([own, ...items.map(({ one }) => one.row)].map((row) => `${row.channel}|${row.author_key}`));
	return { items: items.map(({ one, score }) => toItem(own, one, score)), people: people.size };
}

/** 1 at the same moment, 0 at the end of the window. */
function freshness(own: SimilarRow, row: SimilarRow, days: number): number {
	const apart = Math.abs(own.registered_at.getTime() - row.registered_at.getTime());
	return Math.max(0, 1 - apart / (days * day));
}

/** "Other" topics hold all sorts of things and make nothing alike. */
function isOfTopic(own: SimilarRow, row: SimilarRow): boolean {
	return isSame(own.topic_code, row.topic_code) && !own.topic_code?.endsWith(".other");
}

/** A word begins with its stem: most texts share too few, which is seen without taking them apart. */
function mayShareWords(stems: string[], text: string): boolean {
	const plain = text.toLowerCase().replaceAll("ё", "е");
	return stems.filter((stem) => plain.includes(stem)).length >= alikeWords;
}

/** null: another problem, or another place. */
function scoreOfProblem(own: SimilarRow, row: SimilarRow, matter: Matter): number | null {
	const isNear = isNearBy(own, row);
	const isHere = isSame(own.territory_code, row.territory_code);
	if (!isNear && !isHere) return null;
	const isTopic = isOfTopic(own, row);
	if (!isTopic && (matter.likeness < alikeMatter || matter.sharedWords.length < alikeWords)) return null;
	const place = isNear ? 0.25 : 0.1;
	return (isTopic ? 0.35 : 0) + place + 0.3 * Math.min(1, 2 * matter.likeness) + 0.1 * freshness(own, row, problemDays);
}

const isSame = (a: string | null, b: string | null): boolean => a !== null && a === b;

function isNearBy(own: SimilarRow, row: SimilarRow): boolean {
	const [a, b] = [pointOf(own), pointOf(row)];
	return a !== null && b !== null && metresBetween(a, b) <= nearMetres;
}

/** null: nobody said where it is */
export function pointOf({ latitude, longitude }: SimilarRow): Point | null {
	return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** Each way in which a case was found leaves less room for doubt. */
function scoreOf({ scores }: Met): number {
	let doubt = 1;
	for (const score of scores.values()) doubt *= 1 - Math.min(1, score);
	return Math.round(100 * (1 - doubt)) / 100;
}

function toItem(own: SimilarRow, { row, scores, sharedWords }: Met, score: number) {
	return {
		caseId: row.id,
		excerpt: row.excerpt,
		status: row.status,
		topicCode: row.topic_code,
		territoryCode: row.territory_code,
		agencyId: row.agency_id,
		registeredAt: row.registered_at.toISOString(),
		kinds: [...scores.keys()],
		score,
		why: {
			sharedWords,
			sameTerritory: isSame(own.territory_code, row.territory_code),
			sameTopic: isSame(own.topic_code, row.topic_code),
			minutesApart: Math.round(Math.abs(own.registered_at.getTime() - row.registered_at.getTime()) / 60_000),
		},
	};
}
