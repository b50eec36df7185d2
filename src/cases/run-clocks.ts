import type { Tx } from "../db/database.ts";
import type { CaseAction, CaseStatus } from "../domain/case.ts";
import { settledStatuses } from "../domain/case.ts";
import { clockMoves, isIdle, visibleKinds } from "../domain/clock-moves.ts";
import type { ClockEnd } from "../domain/clock-moves.ts";
import type { ClockKind } from "../domain/sla-profile.ts";
import type { Registry } from "../registry/reads.ts";
import { profileOf } from "./clock-case.ts";
import { endOf, newClock, timesOf } from "./clock-times.ts";
import type { Clock, ClockOptions } from "./clock-times.ts";
import type { LockedCase } from "./reads.ts";
import { lastKind, runningClocks } from "./reads-clock.ts";
import { insertClocks, updateClock, updateTerm } from "./writes-clock.ts";

/**
 * Clocks of a case, in the caller's transaction, with the case held by it.
 * The case's own term (`clock_from`, `due_at`) is that of the answer's, the reopening's or the final answer's clock.
 */

const dayMs = 86_400_000;
const isVisible = (clock: { kind: string }) => visibleKinds.some((kind) => kind === clock.kind);

/**
 * Starts a clock; one of the kind that runs already on the case (or the task) goes on as it is.
 * @throws DomainError agency-unknown
 */
export async function startClock(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	kind: ClockKind,
	from: Date,
	options: ClockOptions = {},
): Promise<void> {
	await insertClocks(tx, [newClock(registry, locked, kind, from, options)]);
}

/**
 * Ends the running clocks of these kinds; none running is no error.
 * @param state met: done at this moment, which is missed where the time was over; missed, cancelled: so, whatever the time
 * @param taskId of several tasks of a case, only this one's
 */
export async function endClocks(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	kinds: readonly ClockKind[],
	at: Date,
	state: "met" | "missed" | "cancelled",
	taskId?: number,
): Promise<void> {
	for (const clock of await runningClocks(tx, locked.region_id, locked.id))
		if (kinds.includes(clock.kind) && (taskId === undefined || clock.task_id === taskId))
			await updateClock(tx, locked.region_id, clock.id, endOf(registry, locked, clock, at, state));
}

/** The case's own clock stands while the resident is waited for, in all at most as long as the profile allows. */
export async function pauseClocks(tx: Tx, registry: Registry, locked: LockedCase, at: Date): Promise<void> {
	const running = await runningClocks(tx, locked.region_id, locked.id);
	await pauseThese(tx, registry, locked, running, at);
	await writeTerm(tx, locked, running);
}

/**
 * The clocks that stand run on, from this moment or from the end of the longest wait.
 * @returns whether any stood
 */
export async function resumeClocks(tx: Tx, registry: Registry, locked: LockedCase, at: Date): Promise<boolean> {
	const running = await runningClocks(tx, locked.region_id, locked.id);
	const hasStood = running.some((clock) => clock.paused_at !== null);
	await resumeThese(tx, registry, locked, running, at);
	await writeTerm(tx, locked, running);
	return hasStood;
}

/**
 * Counts every running clock of the case anew, by its agency, topic and priority as `locked` names them and by the terms
 * and hours as they are now; a case from before clocks gets those it lacks.
 * @returns whether any due time moved
 * @throws DomainError agency-unknown
 */
export async function reclockCase(tx: Tx, registry: Registry, locked: LockedCase): Promise<boolean> {
	const running = await runningClocks(tx, locked.region_id, locked.id);
	const isMoved = await reclockThese(tx, registry, locked, running);
	const isGiven = await giveMissing(tx, registry, locked, running);
	return (await writeTerm(tx, locked, running)) || isMoved || isGiven;
}

type Term = { clock_from?: Date; due_at?: Date; is_round_the_clock?: boolean };

/**
 * What an action does to the clocks.
 * @param locked the case as it was before the action
 * @returns the case's own term where it changes, for the caller to write
 * @throws DomainError agency-unknown
 */
export async function moveClocks(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	move: { action: CaseAction; to: CaseStatus; agencyId: number | null; at: Date },
): Promise<Term> {
	const { action, to, at } = move;
	const moves = clockMoves(action, locked.status, to);
	const isElsewhere = move.agencyId !== locked.agency_id;
	if (isIdle(moves) && !isElsewhere) return {};
	const subject = { ...locked, agency_id: move.agencyId };
	let running = await runningClocks(tx, locked.region_id, locked.id);
	if (moves.wait === "resume") await resumeThese(tx, registry, locked, running, at);
	const owed = running.some(isVisible);
	for (const end of moves.ends) running = await endThese(tx, registry, locked, running, end, at);
	if (to === "answered" && !owed) await noteAnswered(tx, registry, locked, at);
	if (isElsewhere) await reclockThese(tx, registry, subject, running);
	const started = moves.starts.map((kind) => newClock(registry, subject, kind, at));
	if (moves.revives) started.push(await revived(tx, registry, subject));
	await insertClocks(tx, started);
	if (moves.wait === "pause") await pauseThese(tx, registry, subject, running, at);
	return ownTerm([...started, ...running], to);
}

type Dated = Pick<Clock, "started_at" | "due_at" | "is_round_the_clock"> & { kind: string };

/** A deferred case is due when its promise is. */
function ownTerm(clocks: Dated[], status: CaseStatus): Term {
	const own = clocks.find(isVisible) ?? (status === "deferred" ? clocks.find(({ kind }) => kind === "promise") : null);
	if (!own) return {};
	return { clock_from: own.started_at, due_at: own.due_at, is_round_the_clock: own.is_round_the_clock };
}

async function writeTerm(tx: Tx, locked: LockedCase, running: Clock[]): Promise<boolean> {
	const term = ownTerm(running, locked.status);
	if (!term.due_at) return false;
	const isMoved = term.due_at.getTime() !== locked.due_at.getTime();
	await updateTerm(tx, locked.region_id, locked.id, term);
	Object.assign(locked, { clock_from: term.clock_from, due_at: term.due_at });
	return isMoved;
}

async function endThese(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	running: Clock[],
	{ kinds, as }: ClockEnd,
	at: Date,
): Promise<Clock[]> {
	const { ending = [], staying = [] } = Object.groupBy(running, ({ kind }) =>
		kinds.includes(kind) ? "ending" : "staying",
	);
	for (const clock of ending) await updateClock(tx, locked.region_id, clock.id, endOf(registry, locked, clock, at, as));
	return staying;
}

async function pauseThese(tx: Tx, registry: Registry, locked: LockedCase, running: Clock[], at: Date): Promise<void> {
	const { waitDays } = profileOf(registry, locked).terms[locked.priority];
	for (const clock of running.filter((one) => isVisible(one) && one.paused_at === null)) {
		const waited = clock.pauses.reduce((sum, [from, to]) => sum + Date.parse(to) - Date.parse(from), 0);
		const left = waitDays * dayMs - waited;
		if (left <= 0) continue;
		await change(tx, registry, locked, clock, { paused_at: at, pause_until: new Date(at.getTime() + left) });
	}
}

async function resumeThese(tx: Tx, registry: Registry, locked: LockedCase, running: Clock[], at: Date): Promise<void> {
	for (const clock of running) {
		if (!clock.paused_at || !clock.pause_until) continue;
		const until = at < clock.pause_until ? at : clock.pause_until;
		const pauses: Clock["pauses"] =
			until > clock.paused_at ? [...clock.pauses, [clock.paused_at.toISOString(), until.toISOString()]] : clock.pauses;
		await change(tx, registry, locked, clock, { paused_at: null, pause_until: null, pauses });
	}
}

async function reclockThese(tx: Tx, registry: Registry, locked: LockedCase, running: Clock[]): Promise<boolean> {
	let isMoved = false;
	for (const clock of running) {
		const before = clock.due_at.getTime();
		await change(tx, registry, locked, clock, {});
		isMoved ||= clock.due_at.getTime() !== before;
	}
	return isMoved;
}

/** Sets columns of a clock and counts its times anew; nothing is written where nothing changes. */
async function change(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	clock: Clock,
	set: Partial<Pick<Clock, "paused_at" | "pause_until" | "pauses">>,
): Promise<void> {
	const next = { ...set, ...timesOf(registry, locked, { ...clock, ...set }) };
	const isSame = Object.entries(next).every(([name, value]) => sameValue(clock[name as keyof Clock], value));
	Object.assign(clock, next);
	if (isSame) return;
	const { pauses, ...columns } = next;
	await updateClock(tx, locked.region_id, clock.id, {
		...columns,
		...(pauses && { pauses: JSON.stringify(pauses) }),
	});
}

function sameValue(one: unknown, other: unknown): boolean {
	return one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
}

/** The answer is owed again since the resident first wrote: what was cancelled goes on. */
async function revived(tx: Tx, registry: Registry, locked: LockedCase) {
	const kind = (await lastKind(tx, locked.region_id, locked.id, visibleKinds)) ?? "answer";
	return newClock(registry, locked, kind, locked.clock_from);
}

/** An answer that no clock ran for, as one shared by the cases it was merged of: counted from when the resident wrote. */
async function noteAnswered(tx: Tx, registry: Registry, locked: LockedCase, at: Date): Promise<void> {
	const clock = newClock(registry, locked, "answer", locked.clock_from);
	const ended = endOf(registry, locked, { ...clock, pauses: [] } as unknown as Clock, at, "met");
	await insertClocks(tx, [{ ...clock, ...ended }]);
}

/** Clocks that a case of this status runs by, where it has none. */
async function giveMissing(tx: Tx, registry: Registry, locked: LockedCase, running: Clock[]): Promise<boolean> {
	const { status } = locked;
	if (settledStatuses.includes(status) || status === "deferred" || running.some(isVisible)) return false;
	const kind = (await lastKind(tx, locked.region_id, locked.id, visibleKinds)) ?? "answer";
	const clock = newClock(registry, locked, status === "interimPublished" ? "final" : kind, locked.clock_from);
	await insertClocks(tx, [clock]);
	running.push({ ...clock, pauses: [] } as unknown as Clock);
	return true;
}
