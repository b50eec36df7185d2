/** The loss at a point; writes its gradient into `gradient`. */
export type Loss = (at: Float64Array, gradient: Float64Array) => number;

const mostSteps = 60;
const remembered = 8;
const mostHalvings = 20;
/** how much the loss must fall for a step to count, as a share of the loss */
const leastGain = 1e-6;

type Step = { moved: Float64Array; turned: Float64Array; curve: number };

/** Where a smooth convex loss is least, from zero on: L-BFGS with halving of the step (Nocedal and Wright, algorithm 7.5). */
export function minimise(loss: Loss, size: number): Float64Array {
	let at = new Float64Array(size);
	let gradient = new Float64Array(size);
	let lost = loss(at, gradient);
	const steps: Step[] = [];
	for (let step = 0; step < mostSteps; step++) {
		const direction = directionOf(gradient, steps);
		const slope = inner(direction, gradient);
		let length = step === 0 ? 1 / Math.sqrt(inner(gradient, gradient) || 1) : 1;
		const next = new Float64Array(size);
		const turn = new Float64Array(size);
		let found = Number.POSITIVE_INFINITY;
		for (let halving = 0; halving < mostHalvings && found > lost + 1e-4 * length * slope; halving++) {
			if (halving > 0) length /= 2;
			for (let i = 0; i < size; i++) next[i] = (at[i] as number) + length * (direction[i] as number);
			found = loss(next, turn);
		}
		if (!(found < lost)) break;
		remember(steps, { at, next, gradient, turn });
		const gain = lost - found;
		[at, gradient, lost] = [next, turn, found];
		if (gain < leastGain * lost) break;
	}
	return at;
}

function remember(
	steps: Step[],
	{ at, next, gradient, turn }: { at: Float64Array; next: Float64Array; gradient: Float64Array; turn: Float64Array },
): void {
	const moved = next.map((value, i) => value - (at[i] as number));
	const turned = turn.map((value, i) => value - (gradient[i] as number));
	const curve = inner(moved, turned);
	if (curve > 1e-12) steps.push({ moved, turned, curve });
	if (steps.length > remembered) steps.shift();
}

function directionOf(gradient: Float64Array, steps: readonly Step[]): Float64Array {
	const direction = gradient.map((value) => -value);
	const shares: number[] = [];
	for (const { moved, turned, curve } of [...steps].reverse()) {
		const share = inner(moved, direction) / curve;
		shares.push(share);
		addTo(direction, turned, -share);
	}
	const last = steps.at(-1);
	const scale = last ? last.curve / inner(last.turned, last.turned) : 1;
	for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) * scale;
	for (const { moved, turned, curve } of steps)
		addTo(direction, moved, (shares.pop() as number) - inner(turned, direction) / curve);
	return direction;
}

function addTo(sum: Float64Array, other: Float64Array, times: number): void {
	for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + times * (other[i] as number);
}

function inner(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
	return sum;
}
