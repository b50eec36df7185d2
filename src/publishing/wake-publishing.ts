import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";

/** Wakes every active page that has orders nobody works on: a safety net under the jobs, run once a minute. */
export async function wakePublishing(db: Db, enqueue: Enqueue): Promise<number> {
	const pages = await sql<{ region_id: number; id: number }>`
		select p.region_id, p.id from page p
		where (p.status = 'active' or p.kind = 'watched') and p.send_after <= now() and (
			exists (select 1 from publication o where o.region_id = p.region_id and o.page_id = p.id
				and ((o.state = 'queued' and not o.by_person) or (o.state = 'claimed' and o.lease_until < now())))
			or exists (select 1 from reply r join "case" c on c.region_id = r.region_id and c.id = r.case_id
				where r.region_id = p.region_id and r.status = 'approved' and c.page_id = p.id
				and coalesce(r.publish_after, r.approved_at) < now() - interval '15 seconds'
				and not exists (select 1 from publication o where o.region_id = r.region_id and o.reply_id = r.id)))`.execute(
		db,
	);
	for (const page of pages.rows) await enqueue(db, "publish-reply", { regionId: page.region_id, pageId: page.id });
	return pages.rows.length;
}
