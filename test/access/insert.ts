import { sql } from "kysely";
import type { Db } from "../../src/db/database.ts";

export type Row = Record<string, unknown>;

/** Puts one row in, JSON as it is. @returns the row as it stands then */
export async function insert(db: Db, table: string, row: Row): Promise<{ id: number }> {
	const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)));
	const values = sql.join(Object.values(row).map((value) => sql`${value}`));
	const { rows } = await sql<{
		id: number;
	}>`insert into ${sql.table(table)} (${columns}) values (${values}) returning *`.execute(db);
	return rows[0]!;
}

/** Puts rows of a world in, each with the region of its ground. */
export type Put = (table: string, row: Row) => Promise<number>;
