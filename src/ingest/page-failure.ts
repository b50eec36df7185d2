import type { Failure } from "../channels/channel.ts";
import type { Turn, TurnFailure } from "../registry/page-work.ts";

/** How long reading a page pauses after a failure, by what its network said. */
const longestSeconds = 24 * 3600;
const parkSeconds = 600;
const hopelessSeconds = 3600;
const firstSeconds = 5;
const longestRetrySeconds = 600;

/** Words of a failure for the turn, and until when to wait. `isDead`: nothing works until somebody connects the page again. */
export function judgeFailure(
	failure: Failure,
	turn: Turn,
	now: Date,
): { next: Date; told: TurnFailure; isDead: boolean } {
	const kind = failure.kind === "not-sent" ? failure.class : "retry-soon";
	const told = { at: now, class: kind, text: `${failure.code}: ${failure.text}` };
	const named = failure.kind === "not-sent" ? failure.retryAfterSeconds : undefined;
	const seconds = named !== undefined && named > 0 ? named : pauseSeconds(kind, turn.failures);
	const next = new Date(now.getTime() + Math.min(seconds, longestSeconds) * 1000);
	return { next, told, isDead: kind === "page-dead" };
}

function pauseSeconds(kind: string, failures: number): number {
	if (kind === "retry-soon") return Math.min(firstSeconds * 2 ** Math.min(failures, 20), longestRetrySeconds);
	return kind === "retry-late" ? parkSeconds : hopelessSeconds;
}
