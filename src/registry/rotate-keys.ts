import type { Db } from "../db/database.ts";
import { sealSecrets, tryOpenSecrets } from "./page-secrets.ts";
import { updatePage } from "./writes.ts";

export type Rotation = {
	/** sealed anew */
	rotated: number;
	/** sealed with the new key already: by an earlier run, or saved since */
	already: number;
	/** pages without keys */
	empty: number;
};

/** Pages whose keys open with neither secret key. */
export class UnopenedKeys extends Error {
	readonly pages: { id: number; name: string }[];
	constructor(pages: { id: number; name: string }[]) {
		super("keys of pages open with neither secret key");
		this.pages = pages;
	}
}

/**
 * Seals the keys of every page with a new secret key, page by page, each in a transaction of its own: a run that was broken
 * off is taken up by the next.
 * @param oldKey, newKey 32 bytes each
 * @throws UnopenedKeys before anything is changed
 */
export async function rotateKeys(db: Db, oldKey: Buffer, newKey: Buffer): Promise<Rotation> {
	const pages = await db
		.selectFrom("page")
		.select(["region_id", "id", "name", "secrets"])
		.orderBy("region_id")
		.orderBy("id")
		.execute();
	const strange = pages.filter(
		({ secrets }) => secrets && !tryOpenSecrets(newKey, secrets) && !tryOpenSecrets(oldKey, secrets),
	);
	if (strange.length > 0) throw new UnopenedKeys(strange.map(({ id, name }) => ({ id, name })));
	const counts: Rotation = { rotated: 0, already: 0, empty: 0 };
	for (const page of pages) counts[await rotateOne(db, page.region_id, page.id, oldKey, newKey)]++;
	return counts;
}

async function rotateOne(
	db: Db,
	regionId: number,
	pageId: number,
	oldKey: Buffer,
	newKey: Buffer,
): Promise<keyof Rotation> {
	return db.transaction().execute(async (tx) => {
		// read again under the lock: somebody may have saved the page meanwhile
		const row = await tx
			.selectFrom("page")
			.select(["name", "secrets"])
			.where("region_id", "=", regionId)
			.where("id", "=", pageId)
			.forNoKeyUpdate()
			.executeTakeFirst();
		if (!row?.secrets) return "empty";
		if (tryOpenSecrets(newKey, row.secrets)) return "already";
		const old = tryOpenSecrets(oldKey, row.secrets);
		if (!old) throw new UnopenedKeys([{ id: pageId, name: row.name }]);
		await updatePage(tx, regionId, pageId, { secrets: sealSecrets(newKey, old) });
		return "rotated";
	});
}
