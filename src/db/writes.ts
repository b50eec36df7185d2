import type pg from "pg";

/** Notes a migration as applied, in the caller's transaction. */
export async function insertMigration(client: pg.Client, migration: { name: string; checksum: string }): Promise<void> {
	await client.query("insert into migration (name, checksum) values ($1, $2)", [migration.name, migration.checksum]);
}
