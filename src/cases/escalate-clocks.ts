import type { Db, Tx } from "../db/database.ts";
import { settledStatuses } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { raiseCaseNotices } from "../notify/raise-case-notice.ts";
import type { CaseNotice, CaseNoticeCode } from "../notify/raise-case-notice.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { Registry } from "../registry/reads.ts";
import { stages, timesOf } from "./clock-times.ts";
import { findStagedRegions, nextStages, readPeople, takeStaged } from "./reads-escalation.ts";
import type { StagedClock } from "./reads-escalation.ts";
import { whomToTell } from "./who-to-tell.ts";
import { appendEvents } from "./writes.ts";
import { updateStages } from "./writes-escalation.ts";
import type { StageReached } from "./writes-escalation.ts";

export type EscalateParts = { db: Db; enqueue: Enqueue; registryOf: (regionId: number) => Promise<Registry> };

const codeOf: Record<number, CaseNoticeCode> = {
	50: "term-half",
	80: "term-near",
	100: "term-over",
	150: "term-far-over",
};
/** Small enough that a killed worker loses little, large enough to spare statements. */
const batchSize = 500;
/** The look of the next minute comes by itself. */
const aheadMs = 60_000;

/**
 * Tells of every clock whose stage has come until none is left, whichever workers do so at once: the stage, the history and
 * the notices of a clock commit together, so each stage is told once.
 * @returns how many clocks went on
 */
export async function escalateClocks(parts: EscalateParts, now: Date): Promise<number> {
	let count = 0;
	for (const regionId of await findStagedRegions(parts.db, now)) {
		const registry = await parts.registryOf(regionId);
		for (let taken = batchSize; taken === batchSize; count += taken)
			taken = await parts.db.transaction().execute((tx) => escalateBatch(tx, parts.enqueue, registry, regionId, now));
	}
	return count;
}

/** Calls the workers at the moments of the coming minute at which a stage comes. */
export async function wakeEscalation({ db, enqueue }: Pick<EscalateParts, "db" | "enqueue">, now: Date): Promise<void> {
	for (const startAfter of await nextStages(db, now, new Date(now.getTime() + aheadMs)))
		await enqueue(db, "escalate-clocks", { isWoken: true }, { startAfter });
}

type Told = { clock: StagedClock; stage: number };

async function escalateBatch(
	tx: Tx,
	enqueue: Enqueue,
	registry: Registry,
	regionId: number,
	now: Date,
): Promise<number> {
	const clocks = await takeStaged(tx, regionId, now, batchSize);
	if (clocks.length === 0) return 0;
	const reached: StageReached[] = [];
	const told: Told[] = [];
	for (const clock of clocks) {
		const passed = needsAnswer(clock)
			? passedStages(registry, clock, now)
			: { stages: [], stage: clock.clock.stage, stageAt: null };
		reached.push({ id: clock.id, stage: passed.stage, stageAt: passed.stageAt });
		told.push(...passed.stages.map((stage) => ({ clock, stage })));
	}
	await updateStages(tx, regionId, reached);
	// others may help, and go on should this worker die
	if (clocks.length === batchSize) await enqueue(tx, "escalate-clocks", { isWoken: true });
	if (told.length > 0) await tell(tx, enqueue, regionId, told, now);
	return clocks.length;
}

/** A promise is looked after when the case is answered already; everything else ends with the answer. */
function needsAnswer({ kind, status }: StagedClock): boolean {
	return !settledStatuses.includes(status) || (kind === "promise" && status === "answered");
}

/** The stages that have come since the last, and when the next one does. A warning that a later one overtook is not told. */
function passedStages(registry: Registry, staged: StagedClock, now: Date) {
	const passed: number[] = [];
	// the first of them has come: the row says so
	let stageAt: Date | null = now;
	for (const stage of stages.filter((one) => one > staged.clock.stage)) {
		if (!stageAt || stageAt > now) break;
		passed.push(stage);
		stageAt = nextStageAt(registry, staged, stage);
	}
	const last = passed.at(-1) ?? staged.clock.stage;
	return { stages: passed.filter((stage) => stage >= 100 || stage === last), stage: last, stageAt };
}

/** When the stage after this one comes; null: there is none. */
function nextStageAt(registry: Registry, staged: StagedClock, stage: number): Date | null {
	const { kind, agencyId, caseAgencyId, topicCode, priority, clock } = staged;
	const subject = { agency_id: caseAgencyId, topic_code: topicCode, priority };
	const core = { ...clock, kind, agency_id: agencyId, paused_at: null, pause_until: null, stage };
	try {
		return timesOf(registry, subject, core).stage_at;
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		// of no agency there are no hours: the clock on the wall must not stop because of it
		const percent = stages.find((one) => one > stage);
		return percent === undefined ? null : new Date(clock.started_at.getTime() + clock.minutes * percent * 600);
	}
}

async function tell(tx: Tx, enqueue: Enqueue, regionId: number, told: readonly Told[], now: Date): Promise<void> {
	await appendEvents(
		tx,
		told.map(({ clock, stage }) => ({
			region_id: regionId,
			case_id: clock.caseId,
			agency_id: clock.caseAgencyId,
			type: "escalated",
			actor_kind: "system",
			data: { clock: clock.kind, percent: stage, dueAt: clock.clock.due_at.toISOString() },
		})),
	);
	const people = await readPeople(tx, regionId);
	const notices: CaseNotice[] = told.map(({ clock, stage }) => ({
		staffIds: whomToTell(stage, clock, people),
		code: codeOf[stage] as CaseNoticeCode,
		caseId: clock.caseId,
		data: {
			clock: clock.kind,
			dueAt: clock.clock.due_at.toISOString(),
			...(clock.agencyId !== null && { agencyId: clock.agencyId }),
		},
	}));
	await raiseCaseNotices(tx, regionId, notices, now);
	if (told.some(({ stage }) => stage >= 150)) await enqueue(tx, "send-notices", {});
}
