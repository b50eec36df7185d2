import type { Figure } from "./figures.ts";
export async function benchStart(): Promise<Figure[]> {
	return [];
}
