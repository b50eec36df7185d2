import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { SetupError } from "./setup-error.ts";
import { insertMigration } from "./writes.ts";

/** A migration as it lies in `migrations/`. */
export type Migration = { name: string; sql: string; checksum: string };

const folder = fileURLToPath(new URL("../../migrations/", import.meta.url));
// any number of processes may migrate at once: one does it, the others wait and find it done
const lock = 0x07_14_11_4b;

/** The migrations of this version of the program, in the order in which they apply. */
export function readMigrations(from: string = folder): Migration[] {
	return readdirSync(from)
		.filter((file) => /^\d{4}_.+\.sql$/.test(file))
		.sort()
		.map((file) => {
			const sql = readFileSync(`${from}/${file}`, "utf8").replaceAll("\r\n", "\n");
			return { name: file.slice(0, -4), sql, checksum: createHash("sha256").update(sql).digest("hex") };
		});
}

/**
 * Brings the database at `url` to this version's schema, each migration in a transaction of its own.
 * @returns names of the migrations applied now
 * @throws SetupError when the database is of a newer version, or an applied migration was edited
 */
export async function migrate(url: string, migrations: Migration[] = readMigrations()): Promise<{ applied: string[] }> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
	await client.connect();
	try {
		await client.query("select pg_advisory_lock($1)", [lock]);
		await client.query(
			"create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())",
		);
		const waiting = missing(migrations, await readApplied(client));
		for (const migration of waiting) await apply(client, migration);
		return { applied: waiting.map((migration) => migration.name) };
	} finally {
		await client.end();
	}
}

/**
 * What the database at hand still lacks, without changing it.
 * @throws SetupError as `migrate`
 */
export async function pendingMigrations(client: pg.Client): Promise<string[]> {
	const { rows } = await client.query("select to_regclass('migration') is not null as found");
	const applied = rows[0]?.found ? await readApplied(client) : new Map<string, string>();
	return missing(readMigrations(), applied).map((migration) => migration.name);
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
	const { rows } = await client.query<{ name: string; checksum: string }>("select name, checksum from migration");
	return new Map(rows.map((row) => [row.name, row.checksum]));
}

function missing(known: Migration[], applied: Map<string, string>): Migration[] {
	const strange = [...applied.keys()].filter((name) => !known.some((migration) => migration.name === name)).sort();
	if (strange.length > 0) {
		throw new SetupError(
			`База данных новее программы: в ней есть изменения ${strange.join(", ")}. Обновите программу.`,
			`The database is newer than the program: it has ${strange.join(", ")}. Update the program.`,
		);
	}
	for (const { name, checksum } of known) {
		if ((applied.get(name) ?? checksum) !== checksum) {
			throw new SetupError(
				`Файл migrations/${name}.sql изменён после применения. Верните его прежним и добавьте новый.`,
				`The file migrations/${name}.sql was edited after it had been applied. Restore it and add a new one.`,
			);
		}
	}
	return known.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
	await client.query("begin");
	try {
		await client.query(migration.sql);
		await insertMigration(client, migration);
		await client.query("commit");
	} catch (error) {
		await client.query("rollback");
		const reason = (error as Error).message;
		throw new SetupError(
			`Изменение базы ${migration.name} не применилось: ${reason}. База осталась прежней.`,
			`The migration ${migration.name} failed: ${reason}. The database is as it was before.`,
			error,
		);
	}
}
