import { sql } from "kysely";
import { readSimilar } from "../src/cases/reads-similar.ts";
import type { Caller } from "../src/access/permissions.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { permissions } from "../src/domain/permission.ts";
import type { BenchOptions } from "./figures.ts";
import { closeLater } from "./closing.ts";
import { makeDatabase, openConnection } from "./database.ts";
import { figure, quantile, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { fillRepeats } from "./fill-repeats.ts";
import type { NewCase } from "./fill-repeats.ts";
import { readMessages } from "./messages.ts";
import { measurePairs } from "./repeat-pairs.ts";
import { makeRegion } from "./region.ts";
import type { BenchRegion } from "./region.ts";

const caseCount = 500_000;
const newCount = 1_000;
const poolSize = 20_000;
const warmUp = 100;
const trigramLookUps = 40;

/** What repeats a new case among half a million, as the case screen asks for it, without HTTP. */
export async function benchRepeats({ isShort, data }: BenchOptions): Promise<Figure[]> {
	const { texts } = await readMessages(data, poolSize);
	const url = await makeDatabase();
	const db = openDatabase(url, 4);
	closeLater(() => db.destroy());
	const region = await makeRegion(db);
	const count = isShort ? caseCount / 25 : caseCount;
	const added = await fillRepeats(url, region, count, newCount, texts);
	const ids = await newestCases(db, region.id);
	const found = await timeLookUps(db, region, added, ids);
	const key = await timeKeyReads(db, region.id, ids);
	const trigram = await timeTrigrams(url, region.id, ids.slice(0, isShort ? 5 : trigramLookUps));
	const { rows } = await sql<{ mb: number }>`select pg_total_relation_size('text_print') / 1048576.0 as mb`.execute(db);
	return [
		figure({ name: "similar_p50", value: quantile(found.ms, 0.5), unit: "ms", anchor: quantile(key, 0.5) }),
		figure(
			{ name: "similar_p95", value: quantile(found.ms, 0.95), unit: "ms", anchor: quantile(trigram, 0.95) },
			{ of: "value", atMost: 10 },
		),
		figure({ name: "similar_p99", value: quantile(found.ms, 0.99), unit: "ms", anchor: quantile(trigram, 0.99) }),
		figure({ name: "copies_found", value: found.copies, unit: "share" }, { of: "value", atLeast: 0.95 }),
		figure({ name: "prints_size", value: Number(rows[0]?.mb), unit: "MiB" }),
		...(await measurePairs()),
	];
}

/** The ids of the new cases, oldest first. */
async function newestCases(db: Db, regionId: number): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`select id from "case" where region_id = ${regionId}
		order by registered_at desc limit ${newCount}`.execute(db);
	return rows.map((row) => row.id).reverse();
}

/** Each new case once, one after the other: by a curator of the region, and by people of its agency. */
async function timeLookUps(
	db: Db,
	region: BenchRegion,
	added: NewCase[],
	ids: number[],
): Promise<{ ms: number[]; copies: number }> {
	const { rows } = await sql<{ id: number; agency_id: number }>`select id, agency_id from "case"
		where region_id = ${region.id} and id = any (${ids}::bigint[])`.execute(db);
	const agencies = new Map(rows.map((row) => [row.id, row.agency_id]));
	const copies = new Map(added.toSorted((a, b) => a.index - b.index).map((one, n) => [ids[n], one.copyOf !== null]));
	for (const id of ids.slice(0, warmUp)) await readSimilar(db, callerOf(region, null), id);
	const ms: number[] = [];
	let planted = 0;
	let met = 0;
	for (const [index, id] of ids.entries()) {
		const caller = callerOf(region, index % 3 === 0 ? (agencies.get(id) ?? null) : null);
		const begin = performance.now();
		const { items } = await readSimilar(db, caller, id);
		ms.push(performance.now() - begin);
		if (!copies.get(id) || caller.agencyId !== null) continue;
		planted++;
		if (items.some((item) => item.kinds.includes("same-text"))) met++;
	}
	say(`${planted} copies among the new ones seen by a curator, ${met} recognised`);
	return { ms, copies: met / planted };
}

function callerOf(region: BenchRegion, agencyId: number | null): Caller {
	const rights = permissions.filter((one) => agencyId === null || one !== "case.read.region");
	const agencyIds = agencyId === null ? [] : [agencyId];
	return { regionId: region.id, staffId: 1, name: "", agencyId, agencyIds, permissions: new Set(rights), ip: null };
}

/** The least that any look-up costs: one row by its key, over the same connections. */
async function timeKeyReads(db: Db, regionId: number, ids: number[]): Promise<number[]> {
	const ms: number[] = [];
	for (const id of ids) {
		const begin = performance.now();
		await sql`select id, excerpt from "case" where region_id = ${regionId} and id = ${id}`.execute(db);
		ms.push(performance.now() - begin);
	}
	return ms;
}

/** The same texts looked up by PostgreSQL's own likeness of texts, with its index and its usual bound. */
async function timeTrigrams(url: string, regionId: number, ids: number[]): Promise<number[]> {
	const client = await openConnection(url);
	say("the trigram index of the anchor");
	await client.query("set maintenance_work_mem = '512MB'");
	await client.query("create extension pg_trgm");
	await client.query(`create index bench_trigrams on "case" using gin (excerpt gin_trgm_ops)`);
	await client.query(`vacuum analyze "case"`);
	await client.query("set pg_trgm.similarity_threshold = 0.5");
	const ms: number[] = [];
	for (const id of ids) {
		const { rows } = await client.query<{ excerpt: string }>(
			`select excerpt from "case" where region_id = $1 and id = $2`,
			[regionId, id],
		);
		const begin = performance.now();
		await client.query(
			`select id, similarity(excerpt, $2) from "case" where region_id = $1 and excerpt % $2 order by 2 desc limit 20`,
			[regionId, rows[0]?.excerpt],
		);
		ms.push(performance.now() - begin);
	}
	return ms;
}
