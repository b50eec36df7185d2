import { recordAudit } from "../access/record-audit.ts";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { csvLine, csvMark } from "../domain/csv-line.ts";
import { searchHistory } from "./search-history.ts";
import type { FoundEntry, HistoryFilter } from "./search-history.ts";

export type HistoryFormat = "csv" | "jsonl";

const atOnce = 1_000;
const header = ["at", "source", "id", "type", "caseId", "agencyId", "actorKind", "actorId", "actorName", "ip", "data"];

/**
 * The found entries as a file, read piece by piece while it is sent. That somebody took it is in the history itself.
 * @throws DomainError forbidden, before the first piece
 */
export async function exportHistory(
	db: Db,
	caller: Caller,
	filter: HistoryFilter,
	format: HistoryFormat,
): Promise<AsyncGenerator<string>> {
	requirePermission(caller, "audit.read");
	await db.transaction().execute((tx) => recordAudit(tx, caller, "audit-exported", { format, ...filter }));
	// what happens from now on is newer than the file: it never runs after its own end
	const until = filter.to ?? new Date();
	return pieces(db, caller, { ...filter, to: until }, format);
}

async function* pieces(db: Db, caller: Caller, filter: HistoryFilter, format: HistoryFormat): AsyncGenerator<string> {
	if (format === "csv") yield csvMark + csvLine(header);
	const line = format === "csv" ? csvOf : (entry: FoundEntry) => `${JSON.stringify(entry)}\n`;
	for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
		const page = await searchHistory(db, caller, filter, { cursor, limit: atOnce });
		yield page.items.map(line).join("");
		cursor = page.nextCursor;
	}
}

const csvOf = ({ actor, data, ...entry }: FoundEntry): string =>
	csvLine(
		[
			...[entry.at, entry.source, entry.id, entry.type, entry.caseId, entry.agencyId, actor.kind, actor.id, actor.name],
			...[entry.ip, JSON.stringify(data)],
		].map((cell) => String(cell ?? "")),
	);
