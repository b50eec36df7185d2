import { Kysely, PostgresDialect } from "kysely";
import type { Transaction } from "kysely";
import pg from "pg";
import { keepPlansOf } from "./kept-plans.ts";
import type { DB } from "./tables.ts";

/** A connection pool: each statement stands alone. `Tx` in a signature means: part of the caller's transaction. */
export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

// ids are int8; ours stay far below 2^53
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// the library knows the type of an array by its number alone; none of ours holds null
const int8Array: number = 1016;
pg.types.setTypeParser(int8Array, (text: string) => (text === "{}" ? [] : text.slice(1, -1).split(",").map(Number)));

/**
 * Opens a pool on `url`; nothing connects before the first statement.
 * @param max connections at most
 */
export function openDatabase(url: string, max = 10): Db {
	const pool = openPool(url, max);
	const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
	keepPlansOf(db, pool);
	return db;
}

export function openPool(url: string, max: number): pg.Pool {
	// a new connection has to learn every table anew: those that a burst needed stay for the next one
	const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 300_000 });
	// an idle connection that the server drops must not end the process; the next statement reconnects
	pool.on("error", () => {});
	// nor one that is lent out and breaks between two statements: its next statement rejects
	pool.on("connect", (client) => client.on("error", () => {}));
	return pool;
}

/** True for errors that mean "the database is away", not "the statement is wrong" (SQLSTATE classes 08, 57P, 53300). */
export function isDatabaseAway(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code = (error as { code?: string }).code ?? "";
	if (/^(08|57P|53300)/.test(code) || /^E(CONN|PIPE|TIMEDOUT|HOST|NET)/.test(code) || code === "ENOENT") return true;
	return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(
		error.message,
	);
}
