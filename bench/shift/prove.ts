import type { Ledger } from "./ledger.ts";

/** What of the things that people were told is not to be found at the end, or is there more than once. */
export type Proof = {
	lostSaves: number;
	lostRefusedTexts: number;
	lostActs: number;
	doubleSubmissions: number;
	doubleApprovals: number;
	doublePublications: number;
};

export type Ask = (text: string, values: unknown[]) => Promise<unknown[]>;

/**
 * Looks everything up in the database that the ledger was told was done.
 * @param sent answers that the network took
 */
export async function prove(ask: Ask, ledger: Ledger, sent: number): Promise<Proof> {
	const count = async (text: string, values: unknown[]): Promise<number> => {
		const rows = (await ask(text, values)) as { n: number }[];
		return rows[0]?.n ?? Number.NaN;
	};
	const refused = [...ledger.refused].map(([key, text]) => ({ key, text }));
	const acted = [...ledger.acted];
	const approved = [...ledger.approved];
	return {
		lostSaves: await countLostSaves(ask, ledger),
		lostRefusedTexts: await count(
			`select count(*)::int as n from unnest($1::text[], $2::text[]) as w (key, text) where not exists (
				select from draft_text d where d.case_id || ' ' || d.staff_id = w.key and d.why = 'refused' and d.text = w.text)`,
			[refused.map(({ key }) => key), refused.map(({ text }) => text)],
		),
		// every action a person was told of stands in the history of its case, beside what handing in does by itself
		lostActs: await count(
			`select count(*)::int as n from unnest($1::bigint[], $2::int[]) as w (id, n) where w.n > (
				select count(*) from case_event e where e.case_id = w.id and e.actor_kind = 'staff' and e.ip is not null
					and e.type in ('accept', 'returnWrongAgency', 'assign', 'triage', 'reject', 'close')
					and not exists (select from case_event s where s.case_id = e.case_id and s.tx = e.tx and s.type = 'submit'))`,
			[acted.map(([id]) => id), acted.map(([, times]) => times)],
		),
		// what was handed in before the shift may be returned in it: only returns after a submission of the shift take one away
		doubleSubmissions: await count(
			`select count(*)::int as n from unnest($1::bigint[]) as w (id) join reply r on r.id = w.id
				cross join lateral (select count(*) as n, min(e.id) as first from case_event e
					where e.case_id = r.case_id and e.type = 'submit' and e.data->>'replyId' = w.id::text and e.ip is not null) s
				where s.n <> (r.status in ('submitted', 'approved', 'published', 'failed'))::int
					+ (select count(*) from case_event e where e.case_id = r.case_id and e.type = 'returnReply' and e.data->>'replyId' = w.id::text
						and e.ip is not null and e.id > s.first)`,
			[[...ledger.submitted]],
		),
		doubleApprovals: await count(
			`select count(*)::int as n from unnest($1::bigint[], $2::int[]) as w (id, n) join reply r on r.id = w.id where w.n <> 1 or 1 <> (
				select count(*) from case_event e where e.case_id = r.case_id and e.type = 'approve' and e.data->>'replyId' = w.id::text and e.ip is not null)`,
			[approved.map(([id]) => id), approved.map(([, times]) => times)],
		),
		doublePublications: Math.max(
			0,
			sent -
				(await count("select count(*)::int as n from publication where state = 'sent' and key not like 'bench%'", [])),
		),
	};
}

/** Of each answer the revisions follow each other, no two savings stand on the same one, and the last text is the one that is there. */
async function countLostSaves(ask: Ask, { saved }: Ledger): Promise<number> {
	const rows = (await ask("select id, text, revision from reply where id = any ($1::bigint[])", [
		[...saved.keys()],
	])) as { id: string; text: string; revision: number }[];
	const found = new Map(rows.map((row) => [Number(row.id), row]));
	let lost = 0;
	for (const [id, made] of saved) {
		const bases = new Set(made.map(({ basis }) => basis));
		const last = made.reduce((a, b) => ((b.basis ?? 0) > (a.basis ?? 0) ? b : a));
		const row = found.get(id);
		const isThere = row !== undefined && row.text === last.text && row.revision > (last.basis ?? 0);
		if (!isThere || bases.size !== made.length) lost += 1;
	}
	return lost;
}
