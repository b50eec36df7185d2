import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { metresBetween } from "../domain/distance.ts";
import { bandsNear, nearest } from "../domain/picture-print.ts";
import { inScope, requireSeen } from "./reads.ts";

/** A photo farther from the case's place than this was hardly taken there: a place by a street's name may be that wrong. */
const farMetres = 1000;
/** other photos that are told of one */
const mostNear = 5;

type Photo = {
	sha256: string;
	moment: "before" | "after" | null;
	print: string | null;
	taken_at: Date | null;
	has_zone: boolean | null;
	latitude: number | null;
	longitude: number | null;
	is_early: boolean | null;
};
type Near = { caseId: number | null; isResidents: boolean; isSeen: boolean; distance: number };
export type PhotoFinding = {
	code: "used-elsewhere" | "as-the-residents" | "taken-before" | "far-away" | "no-date" | "no-place" | "no-print";
	/** "hint": the picture tells nothing of it, which accuses nobody */
	severity: "warn" | "hint";
	/** the case where it was used; null where the reader may not see that one */
	caseId?: number | null;
	/** bits of 64 in which the pictures differ */
	distance?: number;
	metres?: number;
};

/**
 * What the photos of a case's work tell of themselves: used in another case, the resident's own, taken before the resident wrote, far
 * from the place. A camera without a zone is believed within a day.
 * @throws DomainError not-found, also for a case of another agency
 */
export async function checkEvidence(db: Db, caller: Caller, caseId: number) {
	await requireSeen(db, caller, caseId);
	const photos = await photosOfWork(db, caller.regionId, caseId);
	const { rows } = await sql<{ latitude: number | null; longitude: number | null }>`
		select latitude, longitude from "case" where region_id = ${caller.regionId} and id = ${caseId}`.execute(db);
	const items = [];
	for (const photo of photos) {
		const near = photo.print === null ? [] : await nearOf(db, caller, caseId, BigInt(photo.print));
		items.push({
			id: photo.sha256,
			moment: photo.moment,
			findings: [...findingsOf(photo, rows[0]), ...near.map(toldOf)],
		});
	}
	return items;
}

/** Photos of answers, of promises shown and of the evidence; of each what the camera said: of an edited one, what it was made of. */
async function photosOfWork(db: Db, regionId: number, caseId: number): Promise<Photo[]> {
	const { rows } = await sql<Photo>`
		with used as (
			select e.sha256, e.moment, e.sha256 as looked_at, null::int as number from case_evidence e where e.region_id = ${regionId} and e.case_id = ${caseId}
			union all select p.sha256, null, coalesce(s.source_sha256, p.sha256), s.number
				from reply r join reply_photo p on p.region_id = r.region_id and p.reply_id = r.id
				left join reply_photo_source s on s.region_id = p.region_id and s.reply_id = p.reply_id and s.sha256 = p.sha256
				where r.region_id = ${regionId} and r.case_id = ${caseId}
			union all select h.sha256, h.moment, h.sha256, null from promise m join promise_photo h on h.region_id = m.region_id and h.promise_id = m.id
				where m.region_id = ${regionId} and m.case_id = ${caseId} and h.moment = 'after'
		), photo as (
			-- of a pair the first shows how it was
			select u.sha256, u.looked_at, coalesce(max(u.moment), case when bool_or(u.number = 0) and exists (
				select from used o where o.sha256 = u.sha256 and o.number = 1) then 'before' end) as moment
			from used u group by u.sha256, u.looked_at)
		select p.sha256, p.moment, f.print::text as print, v.taken_at, v.zone is not null as has_zone, v.latitude, v.longitude,
			case when v.zone is null then v.taken_at + interval '1 day' < w.first_at at time zone 'UTC'
				else (v.taken_at - v.zone::interval) < w.first_at at time zone 'UTC' end as is_early
		from photo p
		left join file_print f on f.region_id = ${regionId} and f.sha256 = p.looked_at
		left join file_evidence v on v.region_id = ${regionId} and v.sha256 = p.looked_at
		cross join (select min(sent_at) as first_at from message
			where region_id = ${regionId} and case_id = ${caseId} and direction = 'in') w
		order by p.sha256, p.moment nulls last`.execute(db);
	return rows;
}

function findingsOf(
	photo: Photo,
	place: { latitude: number | null; longitude: number | null } | undefined,
): PhotoFinding[] {
	const found: PhotoFinding[] = [];
	if (photo.print === null) found.push({ code: "no-print", severity: "hint" });
	if (photo.taken_at === null) found.push({ code: "no-date", severity: "hint" });
	// how it was before is older by its nature
	else if (photo.is_early && photo.moment !== "before") found.push({ code: "taken-before", severity: "warn" });
	const { latitude, longitude } = photo;
	if (latitude === null || longitude === null) found.push({ code: "no-place", severity: "hint" });
	else if (place && place.latitude !== null && place.longitude !== null) {
		const there = { latitude: place.latitude, longitude: place.longitude };
		const metres = Math.round(metresBetween({ latitude, longitude }, there));
		if (metres > farMetres) found.push({ code: "far-away", severity: "warn", metres });
	}
	return found;
}

const toldOf = ({ caseId, isResidents, isSeen, distance }: Near): PhotoFinding => ({
	code: isResidents ? "as-the-residents" : "used-elsewhere",
	severity: "warn",
	distance,
	...(!isResidents && { caseId: isSeen ? caseId : null }),
});

/** Pictures that look the same: the resident's of this case, and any of another one. */
async function nearOf(db: Db, caller: Caller, caseId: number, print: bigint): Promise<Near[]> {
	const { rows } = await sql<Near>`
		with near as materialized (
			select f.sha256, bit_count((f.print # ${String(print)}::bigint)::bit(64))::int as distance
			from (select distinct sha256 from file_band
				where region_id = ${caller.regionId} and band = any (${bandsNear(print)}::int[])) b
			join file_print f on f.region_id = ${caller.regionId} and f.sha256 = b.sha256
			where bit_count((f.print # ${String(print)}::bigint)::bit(64)) <= ${nearest}
		), used as (
			select n.distance, m.case_id, m.direction = 'in' as residents from near n
				join message_file x on x.region_id = ${caller.regionId} and x.sha256 = n.sha256
				join message m on m.region_id = x.region_id and m.id = x.message_id
			union all select n.distance, r.case_id, false from near n
				join reply_photo x on x.region_id = ${caller.regionId} and x.sha256 = n.sha256
				join reply r on r.region_id = x.region_id and r.id = x.reply_id and r.shared_from is null
			union all select n.distance, r.case_id, false from near n
				join reply_photo_source x on x.region_id = ${caller.regionId} and x.source_sha256 = n.sha256
				join reply r on r.region_id = x.region_id and r.id = x.reply_id and r.shared_from is null
			union all select n.distance, x.case_id, false from near n
				join case_evidence x on x.region_id = ${caller.regionId} and x.sha256 = n.sha256
		)
		select u.case_id as "caseId", u.case_id = ${caseId} as "isResidents", ${inScope(caseScope(caller))} as "isSeen",
			min(u.distance)::int as distance
		from used u join "case" c on c.region_id = ${caller.regionId} and c.id = u.case_id
		where u.case_id <> ${caseId} or u.residents
		group by 1, 2, 3 order by min(u.distance), u.case_id limit ${mostNear}`.execute(db);
	return rows;
}
