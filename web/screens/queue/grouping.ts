import type { CaseGroups } from "../../api-triage.ts";
import type { CaseRow } from "../../api.ts";
import type { CaseSearch } from "../../case-search.ts";

type Group = NonNullable<CaseSearch["group"]>;
/** null: of no topic, of no place */
export type GroupKey = string | null;

/** What stands in the list one below the other: heads of groups, and rows by their number. */
export type Item =
	| { kind: "head"; key: GroupKey }
	/** `movedTo`: the group that the case went to since the list was read */
	| { kind: "row"; index: number; movedTo?: GroupKey };

/** In which group a case stands; the borders of terms are the server's. */
export function groupKeyOf(row: CaseRow, group: Group, groups: CaseGroups): GroupKey {
	if (group === "topic") return row.topicCode;
	if (group === "place") return row.territoryCode;
	return groups.items.find(({ until }) => until === null || row.dueAt < until)?.key ?? null;
}

/**
 * The rows with the heads of their groups. A row that changed stays under the head where it was read until the list is read
 * again: nothing jumps.
 * @param known where each case stood first; what is new is noted in it
 */
export function withHeads(
	rows: readonly CaseRow[],
	group: Group,
	groups: CaseGroups,
	known: Map<number, GroupKey>,
): Item[] {
	const items: Item[] = [];
	const seen = new Set<GroupKey>();
	let last: GroupKey | undefined;
	for (const [index, row] of rows.entries()) {
		const own = groupKeyOf(row, group, groups);
		// terms pass by themselves, and the order of the rows is theirs
		const key = group === "due" ? own : (known.get(row.id) ?? own);
		if (!known.has(row.id)) known.set(row.id, key);
		if (key !== last && !seen.has(key)) {
			items.push({ kind: "head", key });
			seen.add(key);
			last = key;
		}
		items.push(key === own ? { kind: "row", index } : { kind: "row", index, movedTo: own });
	}
	return items;
}

/** How many cases stand under each head: the server's counts, and rows that changed since they were read. */
export function countsOf(
	rows: readonly CaseRow[],
	group: Group,
	groups: CaseGroups,
	known: ReadonlyMap<number, GroupKey>,
): Map<GroupKey, number> {
	const counts = new Map<GroupKey, number>(groups.items.map(({ key, count }) => [key, count]));
	if (group === "due") return counts;
	const add = (key: GroupKey, step: number) => counts.set(key, Math.max(0, (counts.get(key) ?? 0) + step));
	for (const row of rows) {
		const own = groupKeyOf(row, group, groups);
		const shown = known.get(row.id);
		if (shown === undefined || shown === own) continue;
		add(own, -1);
		add(shown, 1);
	}
	return counts;
}
