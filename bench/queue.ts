import type { Figure } from "./figures.ts";
export async function benchQueue(): Promise<Figure[]> {
	return [];
}
