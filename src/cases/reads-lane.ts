import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import { requirePermission } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { KeptDecision } from "./proposal.ts";
import { maySeeMark } from "./reads-cues.ts";
import type { ReviewedAction } from "./take-agreement.ts";

type Held = {
	id: number;
	agency_id: number | null;
	assignee_id: number | null;
	owner_id: number | null;
	priority_by: "rule" | "person";
	answers_privately: boolean;
};

/** What the machine proposed in the resident's own words; empty once it was removed. */
export async function readKeptDecision(db: Db, regionId: number, caseId: number): Promise<KeptDecision> {
	const row = await db
		.selectFrom("case_proposal")
		.select("data")
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.executeTakeFirst();
	return (row?.data ?? {}) as KeptDecision;
}

type HandoverRow = { fromId: number; toId: number; note: string; offeredBy: number; offeredAt: Date };
type ReviewRow = {
	id: number;
	action: ReviewedAction;
	reason: string;
	state: "asked" | "agreed" | "refused" | "used" | "lapsed";
	askedBy: number;
	askedAt: Date;
	decidedBy: number | null;
	decidedAt: Date | null;
	decision: string | null;
};

/** Owner, hand-over and second reviews of a case. People's words are kept from who may not know of the mark: they may name it. */
export async function readLane(db: Db, caller: Caller, found: Held) {
	const [handovers, reviews] = await Promise.all([
		sql<HandoverRow>`select from_id as "fromId", to_id as "toId", note, offered_by as "offeredBy", offered_at as "offeredAt"
			from case_handover where region_id = ${caller.regionId} and case_id = ${found.id} and state = 'offered'`.execute(
			db,
		),
		sql<ReviewRow>`select ${reviewColumns} from case_second_review
			where region_id = ${caller.regionId} and case_id = ${found.id} order by id`.execute(db),
	]);
	const maySee = maySeeMark(caller, found);
	const [handover] = handovers.rows;
	const isParty = handover && (handover.toId === caller.staffId || handover.fromId === caller.staffId);
	return {
		priorityBy: found.priority_by,
		answersPrivately: maySee && found.answers_privately,
		handover: handover
			? {
					...handover,
					note: maySee || isParty ? handover.note : "",
					offeredAt: handover.offeredAt.toISOString(),
				}
			: null,
		secondReviews: reviews.rows.map((row) => ({
			...shownReview(row),
			...(!maySee && row.askedBy !== caller.staffId && { reason: "", decision: null }),
		})),
	};
}

const reviewColumns = sql`id, action, reason, state, asked_by as "askedBy", asked_at as "askedAt",
	decided_by as "decidedBy", decided_at as "decidedAt", decision`;

const shownReview = (row: ReviewRow) => ({
	...row,
	askedAt: row.askedAt.toISOString(),
	decidedAt: row.decidedAt?.toISOString() ?? null,
});

const mostReviews = 200;

/** Second reviews that wait for somebody of the centre, oldest first. @throws DomainError forbidden */
export async function listSecondReviews(db: Db, caller: Caller) {
	requirePermission(caller, "case.triage");
	requirePermission(caller, "case.read.region");
	const { rows } = await sql<ReviewRow & { caseId: number }>`
		select ${reviewColumns}, case_id as "caseId" from case_second_review
		where region_id = ${caller.regionId} and state = 'asked' order by id limit ${mostReviews}`.execute(db);
	return rows.map(({ caseId, ...row }) => ({ caseId, ...shownReview(row) }));
}
