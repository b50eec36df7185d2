import type { Caller } from "../../access/permissions.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Db } from "../../db/database.ts";
import { DomainError } from "../../domain/errors.ts";
import type { Enqueue } from "../../queue/enqueue.ts";
import type { Registry } from "../../registry/reads.ts";
import { saveImportMapping } from "../../registry/save-import-mapping.ts";
import { lockImport } from "../reads-import.ts";
import { openTable } from "../table/open-table.ts";
import { startImportRow } from "../writes-import.ts";
import { problemsOfMapping } from "./mapping.ts";
import type { Mapping } from "./mapping.ts";
import { requirePage } from "./upload-import.ts";

/**
 * Starts an import with a mapping that a person checked, and keeps the mapping with the page.
 * @throws DomainError forbidden, not-found, page-unknown, import-started; invalid-request with `fields` for a mapping that does not fit
 */
export async function startImport(
	{ db, enqueue }: { db: Db; enqueue: Enqueue },
	registry: Registry,
	caller: Caller,
	id: number,
	mapping: Mapping,
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const found = await lockImport(tx, caller.regionId, id);
		if (!found) throw new DomainError("not-found", { importId: id });
		const page = requirePage(registry, caller, found.page_id);
		if (found.status !== "uploaded" || !found.file) throw new DomainError("import-started", { importId: id });
		const { columns, rows } = await openTable(found.file);
		await rows.return(undefined);
		const problems = problemsOfMapping(mapping, columns);
		if (problems.length > 0) {
			const fields = problems.map(({ field, reason }) => ({ path: `mapping.${field}`, message: reason }));
			throw new DomainError("invalid-request", { fields });
		}
		await startImportRow(tx, caller.regionId, id, mapping);
		await saveImportMapping(tx, caller.regionId, page.id, mapping);
		await recordAudit(tx, caller, "import-started", { importId: id, pageId: page.id });
		await enqueue(tx, "import-file", { regionId: caller.regionId, importId: id });
	});
}
