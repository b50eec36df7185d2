/**
 * What goes wrong with a method's next calls. `error`: VK refuses with `code`; `drop-before`: the connection breaks and nothing was done;
 * `drop-after`: it was done and the connection breaks; `hang`: it was done and no answer ever comes; `http-500`: not done, no JSON.
 */
export type Fault = {
	kind: "error" | "drop-before" | "drop-after" | "hang" | "http-500";
	code?: number;
	times?: number;
};

export type Faults = {
	/** plans a fault for the next `times` (1) calls of `method` */
	next: (method: string, fault: Fault) => void;
	take: (method: string) => Fault | null;
	clear: () => void;
};

export function createFaults(): Faults {
	const planned = new Map<string, Fault[]>();
	return {
		next: (method, fault) => {
			const queue = planned.get(method) ?? [];
			planned.set(method, queue);
			for (let left = fault.times ?? 1; left > 0; left--) queue.push(fault);
		},
		take: (method) => planned.get(method)?.shift() ?? null,
		clear: () => planned.clear(),
	};
}
