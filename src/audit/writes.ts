import type { Tx } from "../db/database.ts";
import type { Seal } from "./seal.ts";

/** Every INSERT of audit_seal; a trigger refuses anything else. */
export async function insertSeal(tx: Tx, regionId: number, seal: Seal): Promise<void> {
	await tx
		.insertInto("audit_seal")
		.values({
			region_id: regionId,
			number: seal.number,
			sealed_at: seal.sealedAt,
			to_tx: seal.to.tx.toString(),
			to_source: seal.to.source,
			to_id: seal.to.id,
			entries: seal.entries,
			leaves: seal.leaves,
			hash: seal.hash,
		})
		.execute();
}
