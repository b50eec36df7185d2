import { tellOfViews } from "./tell-of-views.ts";
import type { ViewParts } from "./tell-of-views.ts";

const pauseMs = 30_000;

/** Looks at watched views until stopped. Any number of processes may do so at once, and die. */
export function watchViews(parts: ViewParts): { stop: () => Promise<void> } {
	let isStopped = false;
	let timer: NodeJS.Timeout | null = null;
	const look = async (): Promise<void> => {
		await tellOfViews(parts, new Date()).catch(parts.onError);
		if (!isStopped) timer = setTimeout(() => (looking = look()), pauseMs);
	};
	let looking = look();
	return {
		stop: async () => {
			isStopped = true;
			if (timer) clearTimeout(timer);
			await looking;
		},
	};
}
