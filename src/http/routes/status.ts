import { sql } from "kysely";
import type { Db } from "../../db/database.ts";
import { Status } from "../contract.ts";
import type { Routes } from "../parts.ts";

const patienceMs = 1_000;

export const statusRoutes: Routes = (api, { db, version, demo }) => {
	const isThere = askDatabase(db);
	api.route({
		method: "GET",
		url: "/status",
		config: { access: "anyone" },
		schema: { summary: "Whether the desk works", response: { 200: Status } },
		handler: async () => ({ version, database: await isThere(), demo }),
	});
};

/** Asks the database for a sign of life, for a second at most; those who ask at the same time share one question. */
function askDatabase(db: Db): () => Promise<boolean> {
	let asking: Promise<boolean> | null = null;
	const ask = async (): Promise<boolean> => {
		try {
			await sql`select 1`.execute(db);
			return true;
		} catch {
			return false;
		} finally {
			asking = null;
		}
	};
	return () => {
		asking ??= ask();
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<boolean>((resolve) => {
			timer = setTimeout(() => resolve(false), patienceMs);
		});
		return Promise.race([asking, late]).finally(() => clearTimeout(timer));
	};
}
