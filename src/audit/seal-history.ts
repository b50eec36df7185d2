import type { Db } from "../db/database.ts";
import { beginning } from "./position.ts";
import { lockChain, readLastSeal, readSettled, regionCodes } from "./reads.ts";
import { hashSeal, noHash, packLeaves } from "./seal.ts";
import { insertSeal } from "./writes.ts";

/** Entries under one seal: so far a changed one is narrowed down even when its leaf is gone, too. */
const mostInSeal = 1_000;

/**
 * Seals what is settled of every region's history and not sealed yet. Writers never wait for it, and any number may run it at
 * once: each region's chain is grown by one.
 */
export async function sealHistory(db: Db, now: () => Date): Promise<void> {
	for (const { id } of await regionCodes(db)) await sealRegion(db, id, now);
}

/** Seals what is settled of one region's history. @returns entries sealed now */
export async function sealRegion(db: Db, regionId: number, now: () => Date): Promise<number> {
	for (let sealed = 0; ; ) {
		const entries = await sealOne(db, regionId, now());
		sealed += entries;
		if (entries < mostInSeal) return sealed;
	}
}

/** Appends one seal, if there is anything to seal and nobody else is at it. @returns entries under it */
async function sealOne(db: Db, regionId: number, now: Date): Promise<number> {
	return db.transaction().execute(async (tx) => {
		if (!(await lockChain(tx, regionId))) return 0;
		const last = await readLastSeal(tx, regionId);
		const entries = await readSettled(tx, regionId, last?.to ?? beginning, mostInSeal);
		const end = entries.at(-1);
		if (!end) return 0;
		const seal = {
			number: (last?.number ?? 0) + 1,
			sealedAt: now,
			to: { tx: end.tx, source: end.source, id: end.id },
			entries: entries.length,
			leaves: packLeaves(entries),
		};
		const hash = hashSeal(regionId, last?.hash ?? noHash, seal);
		await insertSeal(tx, regionId, { ...seal, hash });
		return entries.length;
	});
}
