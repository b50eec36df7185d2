import type { Config } from "./config.ts";
import { openDatabase } from "./db/database.ts";
import type { Db } from "./db/database.ts";
import { SetupError } from "./db/setup-error.ts";
import { needMigrated, reachDatabase } from "./reach-database.ts";

/**
 * Runs a command on a region of the configured database, and lets go of the database after it.
 * @param code of the region; null: the only one
 * @throws SetupError when there is no such region, or the database cannot be reached
 */
export async function withRegion(
	config: Config,
	code: string | null,
	run: (db: Db, regionId: number) => Promise<void>,
): Promise<void> {
	const database = await reachDatabase(config);
	try {
		await needMigrated(database.url);
		const db = openDatabase(database.url, 2);
		try {
			const region = await needRegion(db, code);
			await run(db, region.id);
		} finally {
			await db.destroy();
		}
	} finally {
		await database.stop();
	}
}

async function needRegion(db: Db, code: string | null): Promise<{ id: number }> {
	const regions = await db.selectFrom("region").select(["id", "code"]).orderBy("code").limit(100).execute();
	const region = code === null && regions.length === 1 ? regions[0] : regions.find((one) => one.code === code);
	if (region) return region;
	const list = regions.map((one) => one.code).join(", ");
	if (list === "")
		throw new SetupError("В базе нет региона: npx otklik seed.", "The database has no region: npx otklik seed.");
	throw new SetupError(
		`${code === null ? "Регионов несколько" : `Региона «${code}» нет`}. Укажите --region: ${list}.`,
		`${code === null ? "There are several regions" : `There is no region "${code}"`}. Give --region: ${list}.`,
	);
}
