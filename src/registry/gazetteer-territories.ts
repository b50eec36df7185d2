import { codeFromName } from "./gazetteer-row.ts";
import type { Territory } from "./reads.ts";

/** Territories as files name them: by code, name or alias; `made` are new. */
export type TerritoryList = { codes: Map<string, string>; taken: Set<string>; made: Territory[] };

export function listTerritories(territories: readonly Territory[]): TerritoryList {
	const list: TerritoryList = { codes: new Map(), taken: new Set(), made: [] };
	// a name goes before another territory's alias
	for (const { code, aliases } of territories) for (const alias of aliases) list.codes.set(nameKey(alias), code);
	for (const { code, name } of territories) list.codes.set(nameKey(name), code);
	for (const { code } of territories) list.taken.add(code);
	return list;
}

/** @returns the code of the territory that is called so; null when none is */
export function territoryOf(list: TerritoryList, text: string): string | null {
	for (const code of [text, text.toLowerCase()]) if (list.taken.has(code)) return code;
	return list.codes.get(nameKey(text)) ?? null;
}

/** @returns the code of the new territory */
export function makeTerritory(list: TerritoryList, name: string, wantedCode: string | null): string {
	const code = codeFromName(wantedCode ?? name, list.taken);
	list.made.push({ code, name, aliases: [] });
	list.taken.add(code);
	list.codes.set(nameKey(name), code);
	return code;
}

/** Names compare without case, ё and punctuation; «N 5» is «№ 5». */
export function nameKey(name: string): string {
	return name
		.toLowerCase()
		.replaceAll("ё", "е")
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.replace(/(?<!\p{L})n ?(?=\d)/gu, "")
		.trim();
}
