import { createHash } from "node:crypto";
import { CompiledQuery, Kysely, PostgresDialect } from "kysely";
import type { Compilable, PostgresPoolClient } from "kysely";
import type pg from "pg";
import type { DB } from "./tables.ts";

type Db = Kysely<DB>;

/**
 * Statements that are asked with every click: to plan them costs several times what their answer does, so connections keep
 * their plans. For rows that are found by their keys alone: where the best way depends on the values, as in lists and search,
 * the server has to look at them each time.
 */

const twins = new WeakMap<Db, Db>();

/** The same database; what is asked through this handle, transactions included, is planned once for each connection. */
export const withKeptPlans = (db: Db): Db => twins.get(db) ?? db;

/** Gives `db`, opened on `pool`, its handle with kept plans. */
export function keepPlansOf(db: Db, pool: pg.Pool): void {
	const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
	const connect = async (): Promise<PostgresPoolClient> => {
		const client = await pool.connect();
		let keeping = clients.get(client);
		if (!keeping) clients.set(client, (keeping = keepingClient(client)));
		return keeping;
	};
	// the pool is the other handle's to close
	const dialect = new PostgresDialect({ pool: { connect, end: async () => {}, options: pool.options } });
	twins.set(db, new Kysely<DB>({ dialect }));
}

// of "all columns" a kept plan would be wrong once a newer program has added one
const isOfAllColumns = /(select|\.)\s*\*/i;

function keepingClient(client: pg.PoolClient): PostgresPoolClient {
	const query = (text: string, values: unknown[]) =>
		values.length === 0 || isOfAllColumns.test(text)
			? client.query(text, values)
			: client.query({ name: nameOf(text), text, values });
	return { query, release: (error?: Error | boolean) => client.release(error) } as unknown as PostgresPoolClient;
}

const names = new Map<string, string>();

function nameOf(text: string): string {
	const known = names.get(text);
	if (known) return known;
	const name = createHash("sha256").update(text).digest("base64url").slice(0, 20);
	names.set(text, name);
	return name;
}

/**
 * A statement whose text is made once, too.
 * @param build the statement for these values; they are only put into it, and its text is the same whatever they are
 */
export function keptStatement<Values extends Record<string, unknown>, Row>(
	build: (db: Db, values: Values) => Compilable<Row>,
): (db: Db, values: Values) => Promise<Row[]> {
	let made: { text: string; put: (values: Values) => unknown[] } | undefined;
	return async (db, values) => {
		made ??= make(db, build, Object.keys(values));
		const { rows } = await withKeptPlans(db).executeQuery<Row>(CompiledQuery.raw(made.text, made.put(values)));
		return rows;
	};
}

function make<Values extends Record<string, unknown>, Row>(
	db: Db,
	build: (db: Db, values: Values) => Compilable<Row>,
	keys: string[],
) {
	// the place of each value is found by an object that stands for it
	const standIns = new Map<unknown, string>(keys.map((key) => [{ key }, key]));
	const given = Object.fromEntries([...standIns].map(([standIn, key]) => [key, standIn]));
	const { sql: text, parameters } = build(db, given as Values).compile();
	const put = (values: Values) => parameters.map((one) => (standIns.has(one) ? values[standIns.get(one) ?? ""] : one));
	return { text, put };
}
