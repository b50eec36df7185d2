/** The order in which the queue shows its cases, so that the case screen can go to the next one. */
let order: number[] = [];

export function setQueueOrder(ids: number[]): void {
	order = ids;
}

/** The case `step` places after `id` in the list; the first one when `id` is not in it. */
export function neighbourOf(id: number, step: 1 | -1): number | null {
	const at = order.indexOf(id);
	return (at === -1 ? order[0] : order[at + step]) ?? null;
}
