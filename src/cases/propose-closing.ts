import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { raiseCaseNotice } from "../notify/raise-case-notice.ts";
import type { Registry } from "../registry/reads.ts";
import { profileOf } from "./clock-case.ts";
import type { ControlParts } from "./control-promises.ts";
import { lockCase } from "./reads.ts";
import { executorsOf } from "./reads-people.ts";
import { tellHistory } from "./tell-history.ts";

const dayMs = 86_400_000;
const batchSize = 200;

type Waiting = { region_id: number; id: number; since: Date };

/**
 * Residents who have not answered a question as long as the case may wait: the executor is asked, once for each question,
 * whether to close it. Nothing is closed by itself.
 */
export async function proposeClosing({ db, registryOf, report }: ControlParts, now: Date): Promise<void> {
	for (let after = 0; ; ) {
		const found = await readWaiting(db, now, after);
		for (const one of found) {
			after = one.id;
			try {
				const registry = await registryOf(one.region_id);
				await db.transaction().execute((tx) => proposeOne(tx, registry, one, now));
			} catch (error) {
				report(error);
			}
		}
		if (found.length < batchSize) return;
	}
}

const lastQuestion = sql`(select e.id, e.at from case_event e where e.region_id = c.region_id and e.case_id = c.id
	and e.type in ('recordQuestion', 'askCitizen') order by e.id desc limit 1)`;

/** Cases that wait for their resident and of which nobody was told since the question. */
async function readWaiting(db: Db, now: Date, after: number): Promise<Waiting[]> {
	const { rows } = await sql<Waiting>`
		select c.region_id, c.id, q.at as since from "case" c cross join lateral ${lastQuestion} q
		where c.status = 'awaitingCitizen' and c.id > ${after} and q.at < ${new Date(now.getTime() - dayMs)}
			and not exists (select 1 from case_event e where e.region_id = c.region_id and e.case_id = c.id
				and e.type = 'closingProposed' and e.id > q.id)
		order by c.id limit ${batchSize}`.execute(db);
	return rows;
}

async function proposeOne(tx: Tx, registry: Registry, { id, since }: Waiting, now: Date): Promise<void> {
	const regionId = registry.region.id;
	const locked = await lockCase(tx, regionId, id, null);
	const { waitDays } = profileOf(registry, locked).terms[locked.priority];
	if (locked.status !== "awaitingCitizen" || now.getTime() - since.getTime() < waitDays * dayMs) return;
	// another worker may have been quicker
	const { rows } = await sql`select 1 from case_event where region_id = ${regionId} and case_id = ${id}
		and type = 'closingProposed' and id > (select max(id) from case_event where region_id = ${regionId} and case_id = ${id}
			and type in ('recordQuestion', 'askCitizen'))`.execute(tx);
	if (rows.length > 0) return;
	await tellHistory(tx, "system", locked, "closingProposed", { waitDays });
	const staffIds = await executorsOf(tx, locked);
	await raiseCaseNotice(tx, { regionId, staffIds, code: "resident-silent", caseId: id, data: {} }, now);
}
