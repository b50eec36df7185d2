import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { metresBetween } from "../domain/distance.ts";
import { contentOf } from "../text/repeats/content-words.ts";
import { compareMatter } from "../text/repeats/likeness.ts";
import { nearMetres } from "./rank-similar.ts";
import type { CasePromise } from "./reads-promise.ts";
import { updatePromise } from "./writes-promise.ts";

/** A promise made again within these days for the same place is no longer chance. */
const systemicDays = 90;
/** share of the words of two promises that are the same */
const alike = 0.5;
const looked = 50;

type Placed = { what: string; address: string | null; latitude: number | null; longitude: number | null };

/**
 * Flags a promise that was moved or broken for the second time on its case (field description, section 7: the same
 * promise repeated is a systemic problem).
 */
export async function flagOnCase(
	tx: Tx,
	regionId: number,
	promise: Pick<CasePromise, "id" | "case_id">,
): Promise<void> {
	const { rows } = await sql<{ n: number; state: "open" | "broken" | "moved" }>`
		select count(*)::int as n, (select state from promise where region_id = ${regionId} and id = ${promise.id}) as state
		from promise where region_id = ${regionId} and case_id = ${promise.case_id} and state in ('moved', 'broken')`.execute(
		tx,
	);
	const [found] = rows;
	if (!found || found.n < 2) return;
	await updatePromise(tx, { regionId, id: promise.id, state: found.state }, { systemic: "on-case" });
}

/** Flags a promise whose like the agency made lately for another case of the topic at the same place. */
export async function flagInPlace(tx: Tx, regionId: number, promise: CasePromise, at: Date): Promise<void> {
	const since = new Date(at.getTime() - systemicDays * 86_400_000);
	const { rows } = await sql<Placed & { own: Placed }>`
		select p.what, c.address, c.latitude, c.longitude,
			json_build_object('what', '', 'address', o.address, 'latitude', o.latitude, 'longitude', o.longitude) as own
		from "case" o
		join promise p on p.region_id = o.region_id and p.agency_id = ${promise.agency_id} and p.case_id <> o.id
			and p.state not in ('waiting', 'cancelled') and p.created_at >= ${since}
		join "case" c on c.region_id = p.region_id and c.id = p.case_id
		where o.region_id = ${regionId} and o.id = ${promise.case_id}
			and c.topic_code = o.topic_code and c.territory_code = o.territory_code
		order by p.id desc limit ${looked}`.execute(tx);
	const what = contentOf(promise.what);
	const isAgain = rows.some(
		(row) => isThere(row.own, row) && compareMatter(what, contentOf(row.what)).likeness >= alike,
	);
	if (isAgain) await updatePromise(tx, { regionId, id: promise.id, state: "open" }, { systemic: "in-place" });
}

/** The same house, or points near each other; where neither case says where it is, the territory is the place. */
function isThere(a: Placed, b: Placed): boolean {
	if (a.address !== null && a.address === b.address) return true;
	if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null)
		return a.latitude === b.latitude && a.address === b.address;
	const [here, there] = [a, b].map(({ latitude, longitude }) => ({
		latitude: latitude ?? 0,
		longitude: longitude ?? 0,
	}));
	return here !== undefined && there !== undefined && metresBetween(here, there) <= nearMetres;
}
