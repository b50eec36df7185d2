import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Db } from "../../src/db/database.ts";
import type { DB } from "../../src/db/tables.ts";

/**
 * A database of one connection that forgets: what happens within `forget` is taken back, the transactions of the server
 * included, so that every question meets the same rows and none spoils another's.
 */
export type ForgettingDb = { db: Db; forget: <T>(work: () => Promise<T>) => Promise<T>; close: () => Promise<void> };

const lendTimeoutMs = 10_000;

export async function openForgetting(url: string): Promise<ForgettingDb> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	let state: "kept" | "reading" | "written" = "kept";
	const { inTurn, take } = turns();
	const query = async (text: string, values: unknown[]) => {
		// most questions change nothing: what only reads needs no way back
		if (state === "kept" || /^\s*select\b/i.test(text)) return client.query(text, values);
		if (state === "reading") await client.query("begin");
		state = "written";
		const nested = nest(text);
		if (nested !== null) return client.query(nested);
		await client.query("savepoint statement");
		try {
			return await client.query(text, values);
		} catch (error) {
			// one by itself that is refused must not end the whole
			await client.query("rollback to savepoint statement");
			throw error;
		}
	};
	const lend = async () => ({ release: await take(), query });
	const pool = { connect: lend, end: () => client.end() } as unknown as pg.Pool;
	const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
	const end = async () => {
		if (state === "written") await client.query("rollback");
		state = "kept";
	};
	return {
		db,
		forget: async (work) => {
			state = "reading";
			return work().finally(() => inTurn(end));
		},
		close: () => db.destroy(),
	};
}

/** One at a time, in the order they came. */
function turns() {
	let free = Promise.resolve();
	const take = async (): Promise<() => void> => {
		const before = free;
		let release = () => {};
		free = new Promise((done) => (release = done));
		await inTime(before);
		return () => release();
	};
	const inTurn = async (work: () => Promise<void>): Promise<void> => {
		const release = await take();
		await work().finally(release);
	};
	return { take, inTurn };
}

/** What a statement about a transaction is inside another one; null: it is none. */
function nest(text: string): string | null {
	if (/^\s*(begin|start transaction)\b/i.test(text)) return "savepoint own";
	if (/^\s*commit\b/i.test(text)) return "release savepoint own";
	if (/^\s*rollback\s*$/i.test(text)) return "rollback to savepoint own";
	return null;
}

/** Whoever asks for a second connection within a transaction would wait for ever. */
async function inTime(before: Promise<void>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error("a second connection is wanted within a transaction")), lendTimeoutMs);
	});
	await Promise.race([before, late]).finally(() => clearTimeout(timer));
}
