import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Batch } from "./batch.ts";
import { lockCase } from "./reads.ts";
import { raiseRepeat } from "./set-priority.ts";
import { updateCase } from "./writes.ts";
import { tellHistory } from "./tell-history.ts";

/** A repeat is the same matter within these days after its answer (field description, section 5.3). */
export const repeatWindowDays = 30;

type Repeat = { id: number; repeatOf: number; kind: "same-place" | "same-person" };

/**
 * Links the new cases of a batch to the answered ones they repeat: of the same topic at the same house, or of the same
 * person in the same group of topics (another matter of a person repeats nothing). A repeat weighs more, and counts
 * against the answer. One look-up for the whole batch.
 */
export async function linkRepeats({ tx, registry, newCases }: Batch): Promise<void> {
	const regionId = registry.region.id;
	const known = newCases.filter(({ topic_code: topic }) => topic !== null && !topic?.endsWith(".other"));
	for (const { id, repeatOf, kind } of await findRepeats(tx, regionId, known)) {
		const locked = await lockCase(tx, regionId, id, null);
		await updateCase(tx, regionId, id, { repeat_of: repeatOf });
		locked.version += 1;
		await tellHistory(tx, "system", locked, "repeatLinked", { repeatOf, kind });
		await raiseRepeat(tx, registry, locked);
	}
}

async function findRepeats(tx: Tx, regionId: number, cases: Batch["newCases"]): Promise<Repeat[]> {
	if (cases.length === 0) return [];
	const of = <T>(read: (one: Batch["newCases"][number]) => T): T[] => cases.map(read);
	// an address without a number is a whole street: no place two people would mean alike
	const address = of(({ address }) => (address && /\d/.test(address) ? address : null));
	const ended = sql`c.status in ('answered', 'closed')
		and greatest(c.answered_at, c.closed_at) > w.at - make_interval(days => ${repeatWindowDays})
		and greatest(c.answered_at, c.closed_at) <= w.at and c.id <> w.id`;
	const { rows } = await sql<Repeat>`
		select w.id, r.id as "repeatOf", r.kind
		from unnest(${of(({ id }) => id ?? 0)}::bigint[], ${of(({ channel }) => channel)}::text[],
			${of((one) => one.author_key)}::text[], ${of((one) => one.topic_code ?? null)}::text[], ${address}::text[],
			${of((one) => one.registered_at)}::timestamptz[]) as w (id, channel, author_key, topic_code, address, at)
		cross join lateral (
			select * from (
				(select c.id, 'same-place' as kind, 1 as rank from "case" c
					where c.region_id = ${regionId} and c.address = w.address and c.topic_code = w.topic_code and ${ended}
					order by c.id desc limit 1)
				union all
				(select c.id, 'same-person', 2 from "case" c
					join topic a on a.region_id = c.region_id and a.code = c.topic_code
					join topic b on b.region_id = a.region_id and b.code = w.topic_code and b.group_code = a.group_code
					where c.region_id = ${regionId} and c.channel = w.channel and c.author_key = w.author_key
						and c.registered_at > w.at - interval '400 days' and ${ended}
					order by c.registered_at desc limit 1)
			) found order by rank limit 1
		) r order by w.id`.execute(tx);
	return rows;
}
