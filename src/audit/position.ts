/**
 * A place in a region's whole history: entries of cases and entries outside of cases in one fixed order, by transaction, then
 * those of cases first, then by id.
 */
export type Position = { tx: bigint; source: Source; id: number };

/** 0: `case_event`, 1: `audit_event`. */
export type Source = 0 | 1;

export const beginning: Position = { tx: 0n, source: 0, id: 0 };

/** Less than zero when `a` stands before `b`. */
export function comparePositions(a: Position, b: Position): number {
	if (a.tx !== b.tx) return a.tx < b.tx ? -1 : 1;
	return a.source - b.source || a.id - b.id;
}

/** Where each table goes on after a position: its rows with (tx, id) greater than this. */
export function afterIn(source: Source, { tx, source: at, id }: Position): { tx: string; id: number } {
	if (source === at) return { tx: tx.toString(), id };
	// of the same transaction, entries outside of cases still come when the position is one of a case, not the other way
	return { tx: tx.toString(), id: source > at ? 0 : Number.MAX_SAFE_INTEGER };
}
