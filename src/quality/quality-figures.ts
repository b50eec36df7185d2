import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { requiredOf } from "../domain/sampling.ts";
import { verdicts } from "../domain/review.ts";
import { shareOfAll } from "../domain/wilson.ts";
import { countByAgency, readAgreement, readResults, readSeen } from "./reads.ts";
import type { ResultQuery, SeenAnswer } from "./reads.ts";

export type Period = { from: string; to: string };

/**
 * What came of the reviews of answers published in a period, by agency: an agency sees its own. Shares are of all its answers,
 * reckoned back from those that were looked at by the chance each had (`shareOfAll`). Reviewers see how far they agree, too.
 * @throws DomainError forbidden
 */
export async function qualityFigures(db: Db, caller: Caller, period: Period) {
	const scope = caseScope(caller);
	const [counts, seen] = await Promise.all([
		countByAgency(db, caller.regionId, scope, period),
		readSeen(db, caller.regionId, scope, period),
	]);
	const byAgency = Map.groupBy(seen, ({ agencyId }) => agencyId);
	const isReviewer = scope === null && caller.permissions.has("quality.review");
	return {
		agencies: counts.map((count) => {
			const own = byAgency.get(count.agencyId) ?? [];
			return { ...count, required: requiredOf(count.answers), reviewed: own.length, ...sharesOf(own) };
		}),
		agreement: isReviewer ? await readAgreement(db, caller.regionId, period) : null,
	};
}

function sharesOf(seen: readonly SeenAnswer[]) {
	const of = (verdict: SeenAnswer["verdict"]) =>
		shareOfAll(seen.map((one) => ({ ...one, is: one.verdict === verdict })));
	const [good, weak, nonAnswer] = verdicts.map(of);
	const strip = (found: ReturnType<typeof shareOfAll> | undefined) =>
		found ? { share: found.share, low: found.low, high: found.high } : null;
	return {
		good: strip(good),
		weak: strip(weak),
		nonAnswer: strip(nonAnswer),
		effective: good?.effective ?? 0,
	};
}

/** Answers whose review is over, with what was found: an agency sees its own. @throws DomainError forbidden */
export function listResults(db: Db, caller: Caller, query: ResultQuery) {
	return readResults(db, caller.regionId, caseScope(caller), query);
}
