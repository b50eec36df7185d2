import type { Db, Tx } from "../db/database.ts";
import { isDatabaseAway } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { Registry } from "../registry/reads.ts";
import { rowMapper } from "./imports/map-row.ts";
import type { MappedRow, RefusedRow } from "./imports/map-row.ts";
import { readMapping } from "./imports/upload-import.ts";
import { lockImport, runningImports } from "./reads-import.ts";
import { openTable } from "./table/open-table.ts";
import type { TableRow } from "./table/read-xlsx.ts";
import { insertDeliveries } from "./writes.ts";
import { countImported, endImport, insertRefusals, noteRows } from "./writes-import.ts";

export type ImportParts = { db: Db; enqueue: Enqueue; registryOf: (regionId: number) => Promise<Registry> };
type ImportKey = { regionId: number; importId: number };

/** Rows of one transaction. */
const chunkSize = 500;

/**
 * Takes the rows of a file: each new or changed one becomes a delivery, each that is no message is listed with its reason. What is
 * taken and how far commit together, so that an import which was interrupted goes on where it stood.
 * @throws when the database is away; the job comes back
 */
export async function importFile(parts: ImportParts, key: ImportKey): Promise<void> {
	const found = await parts.db.transaction().execute((tx) => lockImport(tx, key.regionId, key.importId));
	if (found?.status !== "running" || !found.file) return;
	try {
		const registry = await parts.registryOf(key.regionId);
		const { columns, rows } = await openTable(found.file);
		const mapRow = rowMapper(columns, readMapping(found.mapping), registry.region.timeZone, found.uploaded_at);
		const take = takeChunks(parts, { ...key, pageId: found.page_id }, mapRow);
		let chunk: TableRow[] = [];
		for await (const row of rows) {
			chunk.push(row);
			if (chunk.length < chunkSize) continue;
			if (!(await take(chunk))) return;
			chunk = [];
		}
		if (!(await take(chunk))) return;
		await endImport(parts.db, key.regionId, key.importId, { status: "done", failure: null });
	} catch (error) {
		if (isDatabaseAway(error) || !(error instanceof DomainError)) throw error;
		// what was read before the trouble is taken, and the report says how much
		const failure = typeof error.details.reason === "string" ? error.details.reason : error.code;
		await endImport(parts.db, key.regionId, key.importId, { status: "failed", failure });
	}
}

/** Imports that stand still: their job was lost. */
export async function wakeImports(db: Db, enqueue: Enqueue): Promise<void> {
	for (const key of await runningImports(db)) await enqueue(db, "import-file", key);
}

type RowMapper = ReturnType<typeof rowMapper>;

/** @returns a function that takes the next chunk; it says false when another worker is at the same import */
function takeChunks(parts: ImportParts, key: ImportKey & { pageId: number }, mapRow: RowMapper) {
	let seen = 0;
	/** the row in which each number of this file stood first */
	const firstRows = new Map<string, { print: Buffer; rowNumber: number }>();
	return async (chunk: TableRow[]): Promise<boolean> => {
		const before = seen;
		seen += chunk.length;
		const mapped: MappedRow[] = [];
		const refused: RefusedRow[] = [];
		let repeated = 0;
		for (const row of chunk) {
			const read = mapRow(row);
			if ("reason" in read) refused.push(read);
			else {
				const first = firstRows.get(read.number);
				if (!first) {
					firstRows.set(read.number, { print: read.print, rowNumber: read.rowNumber });
					mapped.push(read);
				} else if (first.print.equals(read.print)) repeated++;
				else refused.push({ rowNumber: read.rowNumber, number: read.number, reason: "number-repeated" });
			}
		}
		return parts.db.transaction().execute(async (tx) => {
			const now = await lockImport(tx, key.regionId, key.importId);
			if (now?.status !== "running") return false;
			// taken before the interruption
			if (now.rows_done >= seen) return true;
			if (now.rows_done !== before) return false;
			await storeChunk(tx, parts.enqueue, key, { mapped, refused, repeated, rowsDone: seen });
			return true;
		});
	};
}

type Chunk = { mapped: MappedRow[]; refused: RefusedRow[]; repeated: number; rowsDone: number };

async function storeChunk(
	tx: Tx,
	enqueue: Enqueue,
	{ regionId, importId, pageId }: ImportKey & { pageId: number },
	{ mapped, refused, repeated, rowsDone }: Chunk,
): Promise<void> {
	const versions = await noteRows(tx, regionId, pageId, mapped);
	const news = mapped.filter((row) => versions.has(row.number));
	const bodies = news.map((row) =>
		Buffer.from(JSON.stringify({ ...row.body, version: versions.get(row.number), rowNumber: row.rowNumber, importId })),
	);
	if (bodies.length > 0) {
		await insertDeliveries(
			tx,
			bodies.map((body) => ({ regionId, pageId, body, source: "file" as const })),
		);
		await enqueue(tx, "ingest-delivery", { regionId });
	}
	await insertRefusals(tx, regionId, importId, refused);
	const isNew = news.filter((row) => versions.get(row.number) === 1).length;
	await countImported(tx, regionId, importId, {
		rowsDone,
		isNew,
		changed: news.length - isNew,
		known: mapped.length - news.length + repeated,
		refused: refused.length,
	});
}
