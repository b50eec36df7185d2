import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { CaseStatus } from "../domain/case.ts";
import { boxOfRadius, metresBetween } from "../domain/distance.ts";
import { DomainError } from "../domain/errors.ts";
import { inScope } from "./reads.ts";

const nearMetres = 1_000;
/** of a busy place the newest, so that one can still tell the points apart */
const mostShown = 60;

type Row = {
	id: number;
	latitude: number;
	longitude: number;
	excerpt: string;
	status: CaseStatus;
	topic_code: string | null;
	due_at: Date;
};

/**
 * Open cases within a kilometre of a case whose point is known, nearest first. What the caller may not see is not told of.
 * @throws DomainError not-found, also for a case of another agency, forbidden
 */
export async function readNear(db: Db, caller: Caller, caseId: number) {
	const scope = caseScope(caller);
	const { rows: own } = await sql<{ latitude: number | null; longitude: number | null }>`
		select c.latitude, c.longitude from "case" c
		where c.region_id = ${caller.regionId} and c.id = ${caseId} and ${inScope(scope)}`.execute(db);
	if (!own[0]) throw new DomainError("not-found", { caseId });
	const { latitude, longitude } = own[0];
	if (latitude === null || longitude === null) return { metres: nearMetres, items: [], isWhole: true };
	const centre = { latitude, longitude };
	const { south, north, west, east } = boxOfRadius(centre, nearMetres);
	const { rows } = await sql<Row>`
		select c.id, c.latitude, c.longitude, c.excerpt, c.status, c.topic_code, c.due_at from "case" c
		where c.region_id = ${caller.regionId} and c.is_open and c.latitude is not null and c.id <> ${caseId}
			and c.latitude between ${south} and ${north} and c.longitude between ${west} and ${east} and ${inScope(scope)}
		order by c.id desc limit ${2 * mostShown}`.execute(db);
	const near = rows
		.map((row) => ({ row, metres: Math.round(metresBetween(centre, row)) }))
		.filter(({ metres }) => metres <= nearMetres);
	const items = near.slice(0, mostShown).toSorted((a, b) => a.metres - b.metres || b.row.id - a.row.id);
	return {
		metres: nearMetres,
		items: items.map(({ row, metres }) => ({
			caseId: row.id,
			latitude: row.latitude,
			longitude: row.longitude,
			metres,
			excerpt: row.excerpt,
			status: row.status,
			topicCode: row.topic_code,
			dueAt: row.due_at.toISOString(),
		})),
		isWhole: rows.length < 2 * mostShown && near.length <= mostShown,
	};
}
