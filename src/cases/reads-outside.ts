import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { OutsideKind, TaskState } from "./reads-task.ts";

/** Parties without an account that the region knows, by name. */
export async function listOutsideParties(db: Db, caller: Caller) {
	const rows = await db
		.selectFrom("outside_party")
		.select(["id", "name", "kind"])
		.where("region_id", "=", caller.regionId)
		.orderBy("name")
		.orderBy("id")
		.execute();
	return { items: rows.map((row) => ({ ...row, kind: row.kind as OutsideKind })) };
}

/** @returns its name. @throws DomainError outside-party-unknown */
export async function findParty(tx: Tx, regionId: number, id: number): Promise<string> {
	const row = await tx
		.selectFrom("outside_party")
		.select("name")
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.executeTakeFirst();
	if (!row) throw new DomainError("outside-party-unknown", { outsidePartyId: id });
	return row.name;
}

/** What a link leads to, and nothing more: neither who wrote nor anything of the case besides. */
export type OutsideAsk = {
	regionId: number;
	regionName: string;
	/** of the agency that asks */
	timeZone: string;
	linkId: number;
	taskId: number;
	caseId: number;
	state: TaskState;
	usedAt: Date | null;
	revokedAt: Date | null;
	expiresAt: Date;
	what: string;
	address: string | null;
	excerpt: string;
	partyName: string;
	agencyName: string | null;
	dueAt: Date | null;
};

/** One look-up in a unique index. @param tokenHash SHA-256 of the link's secret @returns null when there is no such link */
export async function findAsk(db: Db | Tx, tokenHash: Buffer): Promise<OutsideAsk | null> {
	const { rows } = await sql<OutsideAsk>`
		select l.region_id as "regionId", g.name as "regionName", coalesce(a.time_zone, g.time_zone) as "timeZone", l.id as "linkId", t.id as "taskId",
			t.case_id as "caseId", t.state, l.used_at as "usedAt", l.revoked_at as "revokedAt", l.expires_at as "expiresAt", t.what,
			c.address, c.excerpt, coalesce(o.name, '') as "partyName", a.name as "agencyName",
			(select k.due_at from case_clock k where k.region_id = t.region_id and k.case_id = t.case_id and k.task_id = t.id
				order by k.id desc limit 1) as "dueAt"
		from outside_link l
		join case_task t on t.region_id = l.region_id and t.id = l.task_id
		join "case" c on c.region_id = t.region_id and c.id = t.case_id
		join region g on g.id = l.region_id
		left join outside_party o on o.region_id = t.region_id and o.id = t.outside_party_id
		left join agency a on a.region_id = c.region_id and a.id = c.agency_id
		where l.token_hash = ${tokenHash}`.execute(db);
	return rows[0] ?? null;
}
