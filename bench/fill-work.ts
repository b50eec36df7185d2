import type pg from "pg";
import { sealRegion } from "../src/audit/seal-history.ts";
import { openDatabase } from "../src/db/database.ts";
import { openConnection } from "./database.ts";
import { say } from "./figures.ts";
import type { BenchRegion } from "./region.ts";

/** What the work on cases left behind, in the order in which one stands on the other. `$1` is the region. */
const statements: Record<string, string> = {
	threads: `update thread t set key = 'wall-' || p.external_id || '_' || t.id from page p
		where t.region_id = $1 and p.region_id = t.region_id and p.id = t.page_id`,
	messages: `insert into message (region_id, page_id, thread_id, case_id, external_id, direction, author_key, text, sent_at)
		select c.region_id, c.page_id, c.thread_id, c.id, t.key || '_reply_' || c.id, 'in', c.author_key, c.excerpt, c.registered_at
		from "case" c join thread t on t.region_id = c.region_id and t.id = c.thread_id where c.region_id = $1 order by c.id`,
	promising: `update "case" set status = 'interimPublished' where region_id = $1 and status = 'inProgress' and id % 8 = 0`,
	replies: `insert into reply (region_id, case_id, message_id, text, status, kind, author_id, contributors, submitted_at, approved_by, approved_at, created_at, updated_at)
		select c.region_id, c.id, m.id, 'Здравствуйте! Бригада приехала, работу сделали. Номер работы ' || c.id || '.', o.status,
			case when c.status = 'interimPublished' then 'interim' else 'final' end, w.id, array[w.id],
			case when o.status <> 'draft' then c.registered_at end, case when o.status = 'published' then a.id end,
			case when o.status = 'published' then c.registered_at end, c.registered_at, c.registered_at
		from "case" c
		join message m on m.region_id = c.region_id and m.case_id = c.id
		cross join lateral (select case when c.status in ('answered', 'closed', 'interimPublished') then 'published'
			when c.status = 'onApproval' then 'submitted' when c.status = 'rework' then 'draft' end as status) o
		join bench_people w on w.agency_id = c.agency_id and w.role = 'executor' and w.n = c.id % w.of
		join bench_people a on a.agency_id = c.agency_id and a.role = 'approver' and a.n = c.id % a.of
		where c.region_id = $1 and o.status is not null`,
	// those of the last months: who reads them meets their publications
	publications: `insert into publication (region_id, reply_id, case_id, page_id, key, target, text, state, attempts, external_id, sent_at)
		select r.region_id, r.id, r.case_id, c.page_id, 'bench' || r.id, '{}', r.text, 'sent', 1, t.key || '_reply_9' || r.id, r.approved_at
		from reply r join "case" c on c.region_id = r.region_id and c.id = r.case_id
		join thread t on t.region_id = c.region_id and t.id = c.thread_id
		where r.region_id = $1 and r.status = 'published' and c.id > (select max(id) * 0.6 from "case")`,
	promises: `insert into promise (region_id, case_id, reply_id, agency_id, who, what, due_on, state, control_at, created_at, ended_at)
		select r.region_id, c.id, r.id, c.agency_id, 'Бригада', 'закончит работу', (now() + interval '5 days')::date,
			case when c.is_open then 'open' else 'kept' end, case when c.is_open then now() + interval '6 days' end,
			r.created_at, case when not c.is_open then r.created_at end
		from reply r join "case" c on c.region_id = r.region_id and c.id = r.case_id
		where r.region_id = $1 and (c.status = 'interimPublished' or (r.status = 'published' and c.id % 20 = 0))`,
	tasks: `insert into case_task (region_id, case_id, agency_id, what, state, created_at, created_by, part, ended_at)
		select c.region_id, c.id, a.id, 'Проверить и написать свою часть', case when c.is_open then 'open' else 'done' end, c.registered_at,
			(select min(id) from bench_people), case when not c.is_open then 'Проверили.' end, case when not c.is_open then c.registered_at end
		from "case" c join lateral (select id from agency where region_id = c.region_id and id <> c.agency_id
			order by (id * 7 + c.id) % 13 limit 1) a on true
		where c.region_id = $1 and c.id % (case when c.is_open then 33 else 100 end) = 0`,
	participants: `update "case" c set participants = array[t.agency_id], tasks_total = 1, tasks_done = (t.state = 'done')::int
		from case_task t where t.region_id = $1 and c.region_id = t.region_id and c.id = t.case_id`,
	clocks: `insert into case_clock (region_id, case_id, kind, agency_id, minutes, started_at, due_at, ended_at, end_state, stage, stage_at)
		select c.region_id, c.id, k.kind, c.agency_id, 240, c.registered_at, c.due_at,
			case when not c.is_open then c.due_at end, case when not c.is_open then 'met' end,
			-- of a term that is long over everybody has been told
			case when c.is_open and c.due_at < now() then 150 else 0 end,
			case when c.is_open and c.due_at > now() then greatest(c.registered_at + (c.due_at - c.registered_at) / 2, now() + interval '1 hour') end
		from "case" c join lateral (
			select case when c.status = 'reopened' then 'reopening' when c.status = 'interimPublished' then 'final' else 'answer' end as kind
			union all select 'triage' where c.status in ('new', 'triage', 'returnedWrongAgency')
			union all select 'return' where c.status = 'assigned'
		) k on true where c.region_id = $1`,
	history: `insert into case_event (region_id, case_id, agency_id, at, type, actor_kind, actor_id, data)
		select c.region_id, c.id, c.agency_id, c.registered_at + e.after, e.type, case when w.id is null then 'system' else 'staff' end, w.id, e.data::jsonb
		from "case" c cross join lateral (
			values ('opened', interval '0', '{}'), ('assign', interval '5 minutes', '{"from": "new", "to": "assigned"}'),
				('accept', interval '9 minutes', '{"from": "assigned", "to": "inProgress"}'),
				('submit', interval '1 hour', '{"from": "inProgress", "to": "onApproval"}'),
				('approve', interval '2 hours', '{"from": "onApproval", "to": "readyToPublish"}'),
				('recordPublished', interval '121 minutes', '{"from": "readyToPublish", "to": "answered"}')
		) e (type, after, data)
		left join bench_people w on e.type not in ('opened', 'recordPublished') and w.agency_id = c.agency_id and w.role = 'executor' and w.n = 0
		where c.region_id = $1 and (e.type = 'opened' or (c.id > (select max(id) * 0.8 from "case")
			and (not c.is_open or (e.type in ('assign', 'accept') and c.status <> 'new'))))
		order by c.id, e.after`,
};

/** Tables whose indexes are made anew after they are filled: in one go that is several times as fast. */
const filled = ["message", "reply", "publication", "case_clock", "case_event"];

/**
 * Gives cases of `fillCases` what work on them leaves: messages, answers, publications, promises, tasks, clocks, sealed history.
 * Needs people in every agency (`makeOfficials`).
 */
export async function fillWork(url: string, region: BenchRegion): Promise<void> {
	const begin = performance.now();
	const client = await openConnection(url);
	await client.query(
		"set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '256MB'; set work_mem = '64MB'",
	);
	await client.query(
		`create temp table bench_people as select s.id, s.agency_id, r.role_code as role,
				row_number() over (partition by s.agency_id, r.role_code order by s.id) - 1 as n,
				count(*) over (partition by s.agency_id, r.role_code) as of
			from staff s join staff_role r on r.region_id = s.region_id and r.staff_id = s.id where s.agency_id is not null`,
	);
	await client.query("analyze bench_people");
	const indexes = await dropIndexes(client);
	for (const [name, text] of Object.entries(statements)) {
		await client.query(text.replaceAll("$1", String(region.id)));
		say(`${name}, ${((performance.now() - begin) / 1000).toFixed(0)} s`);
	}
	for (const definition of indexes) await client.query(definition);
	await client.query("vacuum analyze");
	const db = openDatabase(url, 1);
	await sealRegion(db, region.id, () => new Date());
	await db.destroy();
	await client.query("vacuum analyze audit_seal");
	await client.query("checkpoint");
	await client.end();
	say(`work on them in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
}

/** @returns how they are made again */
async function dropIndexes(client: pg.Client): Promise<string[]> {
	const { rows } = await client.query<{ name: string; definition: string }>(
		`select indexname as name, indexdef as definition from pg_indexes
			where tablename = any ($1) and indexname not in (select conname from pg_constraint)
				and (tablename, indexname) not in (values ('message', 'message_case'), ('case_clock', 'case_clock_one_running'))`,
		[filled],
	);
	for (const { name } of rows) await client.query(`drop index ${name}`);
	return rows.map(({ definition }) => definition);
}
