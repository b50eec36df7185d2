/** Runs at once and then at most once in `ms`; the last call is never lost. */
export function atMostEvery(ms: number, run: () => void): (() => void) & { cancel: () => void } {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let lastAt = 0;
	const ask = () => {
		if (timer) return;
		timer = setTimeout(
			() => {
				timer = undefined;
				lastAt = Date.now();
				run();
			},
			Math.max(0, lastAt + ms - Date.now()),
		);
	};
	return Object.assign(ask, { cancel: () => clearTimeout(timer) });
}
