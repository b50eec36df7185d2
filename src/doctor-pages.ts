import { sql } from "kysely";
import type { HealthCode } from "./channels/channel.ts";
import type { Db } from "./db/database.ts";
import { wordsOf } from "./notify/words.ts";

/** One look: what was looked at, how it is, and what to do about it. */
export type Finding = { name: string; state: "ok" | "warn" | "fail"; text: string };

/** A screen holds about so many. */
const mostPages = 40;
const lateMinutes = { look: 30, poll: 15 };
const lateCheckHours = 36;

type PageRow = {
	id: number;
	channel: string;
	name: string;
	status: string;
	lookedAt: Date | null;
	health: { code: HealthCode; state: Finding["state"]; text: string }[] | null;
};

/** How each connected page is, in words: those that are not well, or all; and whether anybody reads and compares them. */
export async function lookAtPages(db: Db, all: boolean, now: Date): Promise<Finding[]> {
	const pages = (await readPages(db)).map((page) => ({ page, finding: findingOf(page) }));
	const bad = pages.filter(({ finding }) => finding.state !== "ok");
	const shown = all ? pages : bad.slice(0, mostPages);
	const left = bad.length - shown.length;
	const text =
		bad.length === 0 ? `${pages.length} pages, all well` : `${bad.length} of ${pages.length} pages are not well`;
	const state = bad.some(({ finding }) => finding.state === "fail") ? "fail" : bad.length > 0 ? "warn" : "ok";
	const hint = !all && left > 0 ? `; ${left} more: --pages shows all` : "";
	return [
		...(await lookAtTurns(db, now)),
		{ name: "pages", state, text: text + hint },
		...shown.map(({ finding }) => finding),
	];
}

async function readPages(db: Db): Promise<PageRow[]> {
	const { rows } = await sql<PageRow>`
		select p.id, p.channel, p.name, p.status,
			(select t.done_at from page_turn t where t.region_id = p.region_id and t.page_id = p.id and t.work = 'look') as "lookedAt",
			(select jsonb_agg(jsonb_build_object('code', h.code, 'state', h.state, 'text', h.text)
				order by array_position(array['fail', 'warn', 'ok'], h.state), h.code)
				from page_health h where h.region_id = p.region_id and h.page_id = p.id and h.state <> 'ok') as health
		from page p order by p.region_id, p.name, p.id`.execute(db);
	return rows;
}

function findingOf({ id, channel, name, status, lookedAt, health }: PageRow): Finding {
	const title = `${name} (${channel}, ${id})`;
	const troubles = health ?? [];
	const words = troubles.map(({ code, text }) => {
		const { what, todo } = wordsOf(code);
		return `${what}${text ? ` (${text})` : ""}. ${todo}`;
	});
	if (status === "needs-reconnect" && words.length === 0) words.push(wordsOf("key").todo);
	const isFailed = status === "needs-reconnect" || troubles.some((one) => one.state === "fail");
	const how = lookedAt ? "well" : "not looked at yet";
	const stopped = status === "stopped" ? "stopped by a person" : how;
	const state = isFailed ? "fail" : troubles.length > 0 ? "warn" : "ok";
	return { name: "page", state, text: `${title}: ${words.join(" ") || stopped}` };
}

/** Whether workers look, read, listen and compare: turns that are long due say that none does. */
async function lookAtTurns(db: Db, now: Date): Promise<Finding[]> {
	const { rows } = await sql<{ work: string; turns: number; late: number; held: number; oldest: Date | null }>`
		select t.work, count(*)::int as turns,
			count(*) filter (where t.next_at < ${now}::timestamptz - make_interval(mins =>
				case t.work when 'look' then ${lateMinutes.look}::int else ${lateMinutes.poll}::int end)
				and (t.lease_until is null or t.lease_until < ${now}))::int as late,
			count(*) filter (where t.lease_until > ${now})::int as held,
			min(t.done_at) as oldest
		from page_turn t join page p on p.region_id = t.region_id and p.id = t.page_id
		where p.status = 'active' group by t.work order by t.work`.execute(db);
	return rows.map(({ work, turns, late, held, oldest }) => {
		const name = { poll: "reading", look: "looking", listen: "listening", reconcile: "comparing" }[work] ?? work;
		if (work === "listen") return { name, state: "ok", text: `${held} of ${turns} connections stand` };
		const ageHours = oldest ? (now.getTime() - oldest.getTime()) / 3_600_000 : 0;
		const isOld = work === "reconcile" && ageHours > lateCheckHours;
		if (late > 0) return { name, state: "warn", text: `${late} of ${turns} pages are late: does a worker run?` };
		const age = oldest ? `, the oldest ${ageHours.toFixed(1)} h ago` : "";
		return { name, state: isOld ? "warn" : "ok", text: `${turns} pages${age}` };
	});
}
