import { sql } from "kysely";
import type { Selectable } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CaseTask } from "../db/tables.ts";
import { DomainError } from "../domain/errors.ts";
import { inScope } from "./reads.ts";

export const taskStates = ["open", "done", "refused", "cancelled"] as const;
export type TaskState = (typeof taskStates)[number];
export const outsideKinds = ["management-company", "network-operator", "contractor", "other"] as const;
export type OutsideKind = (typeof outsideKinds)[number];

export type Task = Omit<Selectable<CaseTask>, "state"> & { state: TaskState };

/** A task of a case that the caller's transaction holds. @throws DomainError not-found */
export async function findTask(tx: Tx, regionId: number, caseId: number, taskId: number): Promise<Task> {
	const row = await tx
		.selectFrom("case_task")
		.selectAll()
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("id", "=", taskId)
		.executeTakeFirst();
	if (!row) throw new DomainError("not-found", { taskId });
	return { ...row, state: row.state as TaskState };
}

/** The task that this click made before, if it did. */
export async function findGiven(tx: Tx, regionId: number, caseId: number, requestKey: string): Promise<number | null> {
	const row = await tx
		.selectFrom("case_task")
		.select("id")
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("request_key", "=", requestKey)
		.executeTakeFirst();
	return row?.id ?? null;
}

export async function countOpenTasks(tx: Tx, regionId: number, caseId: number): Promise<number> {
	const { count } = await tx
		.selectFrom("case_task")
		.select(({ fn }) => fn.countAll<number>().as("count"))
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("state", "=", "open")
		.executeTakeFirstOrThrow();
	return count;
}

export type DonePart = { id: number; part: string; endedBy: number | null; who: string };

/** What was done for a case, in the order in which it was asked for. */
export async function readParts(db: Db | Tx, regionId: number, caseId: number): Promise<DonePart[]> {
	return db
		.selectFrom("case_task as t")
		.leftJoin("agency as a", (join) => join.onRef("a.region_id", "=", "t.region_id").onRef("a.id", "=", "t.agency_id"))
		.leftJoin("outside_party as o", (join) =>
			join.onRef("o.region_id", "=", "t.region_id").onRef("o.id", "=", "t.outside_party_id"),
		)
		.select(["t.id", "t.ended_by as endedBy"])
		.select([sql<string>`t.part`.as("part"), sql<string>`coalesce(a.short_name, o.name, '')`.as("who")])
		.where("t.region_id", "=", regionId)
		.where("t.case_id", "=", caseId)
		.where("t.state", "=", "done")
		.where("t.part", "is not", null)
		.orderBy("t.id")
		.execute();
}

type Row = {
	id: number;
	agency_id: number | null;
	owner_id: number | null;
	what: string;
	state: TaskState;
	part: string | null;
	reason: string | null;
	version: number;
	created_at: Date;
	created_by_name: string;
	ended_at: Date | null;
	ended_by_name: string | null;
	due_at: Date | null;
	party_id: number | null;
	party_name: string;
	party_kind: OutsideKind;
	link_expires_at: Date | null;
};

/**
 * The tasks of a case. Who only takes part sees of the others' what it is and how it stands, not what they write.
 * @throws DomainError not-found, also for a case of another agency
 */
export async function listTasks(db: Db, caller: Caller, caseId: number, now: Date) {
	const scope = caseScope(caller);
	const { rows } = await sql<{ owner_id: number | null; tasks: null } | Row>`
		select c.agency_id as owner_id, t.id, t.agency_id, t.what, t.state, t.part, t.reason, t.version, t.created_at,
			m.name as created_by_name, t.ended_at, e.name as ended_by_name, k.due_at,
			o.id as party_id, o.name as party_name, o.kind as party_kind,
			(select max(l.expires_at) from outside_link l where l.region_id = t.region_id and l.task_id = t.id
				and l.used_at is null and l.revoked_at is null and l.expires_at > ${now}) as link_expires_at
		from "case" c
		left join case_task t on t.region_id = c.region_id and t.case_id = c.id
		left join staff m on m.region_id = t.region_id and m.id = t.created_by
		left join staff e on e.region_id = t.region_id and e.id = t.ended_by
		left join outside_party o on o.region_id = t.region_id and o.id = t.outside_party_id
		left join lateral (select due_at from case_clock k where k.region_id = t.region_id and k.case_id = t.case_id
			and k.task_id = t.id order by k.id desc limit 1) k on true
		where c.region_id = ${caller.regionId} and c.id = ${caseId} and ${inScope(scope)}
		order by t.id`.execute(db);
	const [first] = rows;
	if (!first) throw new DomainError("not-found", { caseId });
	const isOwner = scope === null || scope.includes(first.owner_id ?? 0);
	const tasks = rows.filter((row): row is Row => "id" in row && row.id !== null);
	return { items: tasks.map((row) => toTask(row, caller, isOwner)) };
}

function toTask(row: Row, caller: Caller, isOwner: boolean) {
	const isMine = row.agency_id === null ? isOwner : caller.agencyIds.includes(row.agency_id);
	const isTold = isOwner || isMine;
	return {
		id: row.id,
		agencyId: row.agency_id,
		outsideParty: row.party_id === null ? null : { id: row.party_id, name: row.party_name, kind: row.party_kind },
		what: row.what,
		state: row.state,
		part: isTold ? row.part : null,
		reason: isTold ? row.reason : null,
		createdAt: row.created_at.toISOString(),
		createdByName: row.created_by_name,
		endedAt: row.ended_at?.toISOString() ?? null,
		endedByName: isTold ? row.ended_by_name : null,
		dueAt: row.due_at?.toISOString() ?? null,
		linkExpiresAt: isOwner ? (row.link_expires_at?.toISOString() ?? null) : null,
		canDo: row.state === "open" && isMine && caller.permissions.has("case.work"),
		version: row.version,
	};
}
