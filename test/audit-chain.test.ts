import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sealRegion } from "../src/audit/seal-history.ts";
import { verifyHistory } from "../src/audit/verify-history.ts";
import type { Verdict } from "../src/audit/verify-history.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { createTestDatabase, testServerUrl } from "./database.ts";
import { othersAreOver } from "./horizon.ts";
import { makeRegion } from "./region.ts";

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
	const database = await createTestDatabase();
	db = openDatabase(database.url, 10);
	await makeRegion(db);
	drop = async () => {
		await db.destroy();
		await database.drop();
	};
});
afterAll(() => drop());

const now = () => new Date();
/** While another transaction runs, it seals what came before that one. */
const sealNow = () => sealRegion(db, 1, now);
const seal = async (): Promise<number> => {
	await othersAreOver(db);
	return sealNow();
};
const verify = (anchor?: string): Promise<Verdict> => verifyHistory(db, 1, { anchor, now });

const tables = ["case_event", "audit_event", "audit_seal"] as const;

/** What an owner of the database can do: the triggers are off. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
	for (const table of tables) await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
	await statement.execute(db);
	for (const table of tables) await sql`alter table ${sql.table(table)} enable trigger user`.execute(db);
}

let caseId = 0;

async function note(count: number): Promise<void> {
	await sql`insert into case_event (region_id, case_id, agency_id, type, actor_kind, actor_id, ip, data)
		select 1, ${caseId}, 1, 'assign', 'staff', 1, '192.0.2.1', jsonb_build_object('from', 'new', 'to', 'assigned', 'n', n)
		from generate_series(1, ${count}::int) n`.execute(db);
}
const auditNote = () =>
	sql`insert into audit_event (region_id, type, actor_id, ip, data) values (1, 'signed-in', 1, '2001:db8::1', '{}')`.execute(
		db,
	);

beforeEach(async () => {
	await tamper(sql`truncate case_event, audit_event, audit_seal, "case", thread cascade`);
	const { rows } = await sql<{ id: number }>`
		with t as (insert into thread (region_id, page_id, key, kind) values (1, 1, 'k', 'comments') returning id)
		insert into "case" (region_id, thread_id, page_id, channel, author_key, status, agency_id, excerpt, registered_at,
			clock_from, due_at, last_message_at, search)
		select 1, t.id, 1, 'vk', 'user:1', 'assigned', 1, '', now(), now(), now(), now(), '' from t returning id`.execute(
		db,
	);
	caseId = rows[0]!.id;
});

/** Three seals: entries of cases, one outside of cases, and more of cases. */
async function threeSeals(): Promise<number[]> {
	await note(3);
	await seal();
	await auditNote();
	await note(2);
	await seal();
	await note(1200);
	await seal();
	const { rows } = await sql<{ id: number }>`select id from case_event order by id`.execute(db);
	return rows.map((row) => row.id);
}

describe("an untouched history", () => {
	test("fits, whole, also when nothing happened", async () => {
		expect(await verify()).toEqual({ differences: [], found: 0, seals: 0, entries: 0, unsealed: 0, last: null });
		await threeSeals();
		const verdict = await verify();
		expect(verdict).toMatchObject({ found: 0, seals: 4, entries: 1206, unsealed: 0 });
		expect(verdict.last).toMatchObject({ number: 4, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
		expect(await verify(verdict.last?.hash)).toMatchObject({ found: 0 });
	});

	test("is sealed at the end of a verification, and reads the same in any session", async () => {
		await note(2);
		expect(await verify()).toMatchObject({ entries: 0, unsealed: 0, last: { number: 1 } });
		await sql`alter database ${sql.id((await sql<{ d: string }>`select current_database() as d`.execute(db)).rows[0]!.d)}
			set timezone = 'Asia/Kamchatka'`.execute(db);
		const there = openDatabase((await dbUrl()).href, 1);
		try {
			expect(await verifyHistory(there, 1, { now })).toMatchObject({ found: 0, entries: 2 });
		} finally {
			await there.destroy();
		}
	});

	test("leaves out what a running transaction may still precede, and takes it when it is over", async () => {
		let go: () => void = () => {};
		const held = new Promise<void>((resolve) => {
			go = resolve;
		});
		let begun: () => void = () => {};
		const isBegun = new Promise<void>((resolve) => {
			begun = resolve;
		});
		const slow = db.transaction().execute(async (tx) => {
			await sql`insert into audit_event (region_id, type, data) values (1, 'slow', '{}')`.execute(tx);
			begun();
			await held;
		});
		try {
			await isBegun;
			await note(4);
			expect(await sealNow()).toBe(0);
			expect(await verify()).toMatchObject({ found: 0, unsealed: 4, last: null });
		} finally {
			go();
			await slow;
		}
		expect(await seal()).toBe(5);
		expect(await verify()).toMatchObject({ found: 0, entries: 5, seals: 1 });
	});

	test("is sealed once, whoever seals at the same time, while others write", async () => {
		const writing = Array.from({ length: 20 }, async () => {
			await note(30);
			await auditNote();
		});
		await Promise.all([...writing, ...Array.from({ length: 8 }, seal)]);
		await seal();
		expect(await verify()).toMatchObject({ found: 0, entries: 620, unsealed: 0 });
	});
});

describe("what somebody did to it behind the program's back is found:", () => {
	test("the program's own account can change nothing", async () => {
		await threeSeals();
		for (const statement of [
			sql`update case_event set type = 'x'`,
			sql`delete from audit_event`,
			sql`update audit_seal set entries = 1`,
			sql`delete from audit_seal`,
			sql`truncate audit_seal`,
			sql`truncate audit_event`,
			sql`truncate case_event`,
		])
			await expect(statement.execute(db)).rejects.toThrow("history is only appended");
	});

	test("a changed entry, whatever of it was changed", async () => {
		const ids = await threeSeals();
		const id = ids[4]!;
		const changes = ["type", "actor_id", "at", "ip", "agency_id", "data"] as const;
		const before = sql`(select b from (values (1)) v, lateral (select to_jsonb(e) b from case_event e where id = ${id}) x)`;
		const { rows } = await sql<{ b: Record<string, unknown> }>`select ${before} as b`.execute(db);
		const was = rows[0]!.b;
		const values = {
			type: "reject",
			actor_id: 2,
			at: "2020-01-01T00:00:00Z",
			ip: "192.0.2.2",
			agency_id: 2,
			data: '{"to":"rejected"}',
		};
		for (const column of changes) {
			await tamper(sql`update case_event set ${sql.ref(column)} = ${values[column]} where id = ${id}`);
			expect(await verify(), column).toMatchObject({
				found: 1,
				differences: [{ kind: "changed", table: "case_event", id, seal: 2 }],
			});
			const old = column === "data" ? JSON.stringify(was.data) : was[column];
			await tamper(sql`update case_event set ${sql.ref(column)} = ${old} where id = ${id}`);
			expect(await verify(), `${column} put back`).toMatchObject({ found: 0 });
		}
	});

	test("an entry taken away, of cases and outside of them", async () => {
		const ids = await threeSeals();
		await tamper(sql`delete from case_event where id = ${ids[1]}`);
		await tamper(sql`delete from audit_event`);
		expect((await verify()).differences).toEqual([
			{ kind: "missing", table: "case_event", id: ids[1], seal: 1 },
			{ kind: "missing", table: "audit_event", id: expect.any(Number), seal: 2 },
		]);
	});

	test("an entry put in among older ones", async () => {
		const ids = await threeSeals();
		await tamper(sql`insert into case_event (region_id, id, tx, case_id, agency_id, at, type, actor_kind)
			select 1, 1000000, tx, case_id, agency_id, at, 'approve', 'staff' from case_event where id = ${ids[0]}`);
		expect((await verify()).differences).toEqual([{ kind: "inserted", table: "case_event", id: 1_000_000, seal: 2 }]);
		expect(await verify()).toMatchObject({ found: 1, unsealed: 0 });
	});

	test("a seal changed, made to fit a changed entry, or taken away", async () => {
		await threeSeals();
		await tamper(sql`update audit_seal set sealed_at = sealed_at - interval '1 day' where number = 2`);
		expect((await verify()).differences).toEqual([{ kind: "seal-changed", seal: 2 }]);
		await tamper(sql`delete from audit_seal where number = 2`);
		expect((await verify()).differences).toEqual([{ kind: "seal-missing", seal: 2 }]);
		await tamper(sql`update audit_seal set leaves = '\\x00' where number = 3`);
		expect((await verify()).differences).toEqual([{ kind: "seal-missing", seal: 2 }]);
	});

	test("the end of the chain cut off or made anew: only a hash kept outside tells", async () => {
		await threeSeals();
		const kept = (await verify()).last?.hash;
		const { rows } = await sql<{ id: number }>`select id from case_event order by id desc limit 1`.execute(db);
		await tamper(sql`delete from case_event where id = ${rows[0]!.id}`);
		await tamper(sql`delete from audit_seal where number >= 4`);
		expect(await verify()).toMatchObject({ found: 0 });
		expect((await verify(kept)).differences).toEqual([{ kind: "anchor-missing" }]);
		await tamper(sql`truncate audit_seal`);
		await seal();
		expect(await verify()).toMatchObject({ found: 0 });
		expect((await verify(kept?.toUpperCase())).differences).toEqual([{ kind: "anchor-missing" }]);
	});

	test("thousands of changes are counted, the first hundred named", async () => {
		await threeSeals();
		await tamper(sql`update case_event set actor_id = 2`);
		const verdict = await verify();
		expect(verdict.found).toBe(1205);
		expect(verdict.differences).toHaveLength(100);
	});
});

async function dbUrl(): Promise<URL> {
	const url = new URL(testServerUrl() ?? "");
	const { rows } = await sql<{ d: string }>`select current_database() as d`.execute(db);
	url.pathname = `/${rows[0]!.d}`;
	return url;
}
