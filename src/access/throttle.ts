/** Failures count for this long. */
export const throttleWindowMinutes = 15;
const freeFailuresPerLogin = 5;
const freeFailuresPerAddress = 50;
const firstWaitSeconds = 30;

/** Failures inside the window, and seconds since the last one, by the database's clock. */
export type Failures = { count: number; lastAgoSeconds: number };

/**
 * Seconds until the next attempt is looked at; 0: now.
 * By login: 5 failures are free, then 30 s after the last one, doubling up to the window; by address: 50 are free.
 */
export function throttleSeconds(byLogin: Failures, byAddress: Failures): number {
	return Math.max(wait(byLogin, freeFailuresPerLogin), wait(byAddress, freeFailuresPerAddress));
}

function wait({ count, lastAgoSeconds }: Failures, free: number): number {
	if (count < free) return 0;
	const seconds = Math.min(firstWaitSeconds * 2 ** (count - free), throttleWindowMinutes * 60);
	return Math.max(0, Math.ceil(seconds - lastAgoSeconds));
}
