/**
 * Runs within `ms` after it was first asked, at a moment of chance, and at most once in `ms`; the last call is never lost.
 * Hundreds of screens hear of one change at the same moment: without the chance all of them would read it at once.
 */
export function atMostEvery(ms: number, run: () => void): (() => void) & { cancel: () => void } {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let lastAt = -Infinity;
	const ask = () => {
		if (timer) return;
		timer = setTimeout(
			() => {
				timer = undefined;
				lastAt = performance.now();
				run();
			},
			Math.max(0, lastAt + ms - performance.now()) + chance(ms),
		);
	};
	return Object.assign(ask, { cancel: () => clearTimeout(timer) });
}

const chance = (ms: number): number => ms * Math.random();

/** How long changes are gathered before what is shown of them is read: a second at most, no two screens alike. */
export const gatherMs = (): number => 200 + chance(600);
