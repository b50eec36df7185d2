import { plain } from "../../fuzzy.ts";

const bare = (name: string): string => plain(name).trim().replaceAll(/\s+/g, " ");

/** Whether one of the others is called so already: people tell them apart by name alone. */
export function isNameTaken(name: string, others: readonly string[]): boolean {
	const wanted = bare(name);
	return wanted !== "" && others.some((other) => bare(other) === wanted);
}
