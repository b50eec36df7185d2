import type { Matrix } from "./matrix.ts";
import { seededRandom } from "./network.ts";
import type { TrainingSet } from "./train-network.ts";

/** `weights`: a row of `classCount` for each feature. */
export type Planes = { weights: Float32Array; bias: Float32Array };

/** how dear an error is; the larger, the closer the planes keep to the rows they learnt from */
const cost = 1;
const passes = 8;

/**
 * One plane for each class against all others, by dual coordinate descent on the squared hinge loss (Hsieh et al., 2008).
 * With few rows for each class it errs elsewhere than a network does.
 */
export function trainLinear(set: TrainingSet, classCount: number, seed: number): Planes {
	const { matrix, classes } = set;
	const weights = new Float32Array(set.featureCount * classCount);
	const bias = new Float32Array(classCount);
	const squares = squaresOf(matrix);
	const order = shuffled(classes.length, seededRandom(seed));
	const plane = new Float32Array(set.featureCount);
	for (let k = 0; k < classCount; k++) {
		plane.fill(0);
		const sides = Int8Array.from(classes, (one) => (one === k ? 1 : -1));
		bias[k] = separate(matrix, squares, sides, order, plane);
		for (let feature = 0; feature < plane.length; feature++)
			weights[feature * classCount + k] = plane[feature] as number;
	}
	return { weights, bias };
}

/** Finds the plane between the rows of side 1 and those of side -1; gives its bias, a feature that is 1 in every row. */
function separate(
	{ starts, columns, values }: Matrix,
	squares: Float32Array,
	sides: Int8Array,
	order: Int32Array,
	plane: Float32Array,
): number {
	const dual = new Float32Array(sides.length);
	const softness = 0.5 / cost;
	let bias = 0;
	for (let pass = 0; pass < passes; pass++) {
		for (const i of order) {
			// a row far from the plane seldom comes back: it is looked at in every third pass
			if (pass > 1 && pass % 3 !== 2 && dual[i] === 0) continue;
			const side = sides[i] as number;
			let margin = bias;
			for (let at = starts[i] as number; at < (starts[i + 1] as number); at++)
				margin += (plane[columns[at] as number] as number) * (values[at] as number);
			const before = dual[i] as number;
			const gradient = side * margin - 1 + softness * before;
			const after = Math.max(0, before - gradient / ((squares[i] as number) + softness));
			if (after === before) continue;
			dual[i] = after;
			const step = (after - before) * side;
			bias += step;
			for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
				const column = columns[at] as number;
				plane[column] = (plane[column] as number) + step * (values[at] as number);
			}
		}
	}
	return bias;
}

function shuffled(count: number, random: () => number): Int32Array {
	const order = Int32Array.from({ length: count }, (_, i) => i);
	for (let i = count - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		const other = order[i] as number;
		order[i] = order[j] as number;
		order[j] = other;
	}
	return order;
}

/** Squares of the lengths of the rows, the bias included. */
function squaresOf({ starts, values }: Matrix): Float32Array {
	return Float32Array.from({ length: starts.length - 1 }, (_, i) => {
		let square = 1;
		for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) square += (values[at] as number) ** 2;
		return square;
	});
}
