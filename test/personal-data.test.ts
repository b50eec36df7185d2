import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepTerms } from "../src/personal/keep-terms.ts";
import { monthsBefore } from "../src/personal/reads.ts";
import { erasePerson, wakeErasures } from "../src/personal/requests.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { memoryStore } from "./memory-store.ts";
import { addPerson } from "./staff.ts";

const files = memoryStore();
let desk: Desk;
let admin: string;
/** looks after people's data, too */
let second: string;
let curator: string;

beforeAll(async () => {
	desk = await openDesk({ files });
	admin = await desk.signIn("login-5");
	curator = await desk.signIn("login-1");
	second = await addPerson(desk, 20, null, ["case.read.region", "personal.manage"]);
});
afterAll(() => desk.close());

async function call<T = Record<string, unknown>>(method: string, path: string, as: string, body?: unknown) {
	const response = await desk.call(method, `/api${path}`, { as, body });
	const text = await response.text();
	return {
		status: response.status,
		text,
		body: (text.startsWith("{") ? JSON.parse(text) : {}) as T & { code?: string },
	};
}

const words = "Сосед Семён с Лесной, 8 912 345-67-89, затопил подвал";
let people = 0;

/** A case with everything that is kept of a person, quiet for so many months. */
async function openOld(months: number, change: { status?: string; author?: string } = {}): Promise<number> {
	const caseId = await desk.openCase(desk.region.housing, words);
	const author = change.author ?? `user:${1_000 + ++people}`;
	const at = monthsBefore(new Date(), months);
	const sha = caseId.toString(16).padStart(64, "a");
	await sql`update "case" set status = ${change.status ?? "closed"}, closed_at = ${at}, answered_at = ${at}, registered_at = ${at},
		last_message_at = ${at}, author_key = ${author}, address = 'Лесная, 8', latitude = 55, longitude = 37 where id = ${caseId}`.execute(
		desk.db,
	);
	const { rows } = await sql<{
		id: number;
	}>`insert into delivery (region_id, page_id, received_at, body, status, event_id)
		values (1, 1, ${at}, ${Buffer.from(words)}, 'done', ${`e${caseId}`}) returning id`.execute(desk.db);
	await sql`update message set author_key = ${author}, author_name = 'Семён', contact = '8 912 345-67-89', sent_at = ${at},
		url = ${`https://network.example/m${caseId}`}, delivery_id = ${rows[0]!.id} where case_id = ${caseId}`.execute(
		desk.db,
	);
	await sql`insert into file (region_id, sha256, type, size, width, height) values (1, ${sha}, 'image/jpeg', 1, 1, 1)`.execute(
		desk.db,
	);
	await files.put(`1/${sha.slice(0, 2)}/${sha.slice(2, 4)}/${sha}.view`, Buffer.from("picture"));
	await sql`insert into message_file (region_id, message_id, number, position, attachment, state, sha256)
		select 1, id, 1, 0, ${JSON.stringify({ kind: "photo", title: "Семён" })}::jsonb, 'kept', ${sha} from message where case_id = ${caseId}`.execute(
		desk.db,
	);
	await sql`insert into message_version (region_id, message_id, replaced_at, text, attachments)
		select 1, id, now(), ${words}, '[]' from message where case_id = ${caseId}`.execute(desk.db);
	await sql`insert into reply (region_id, case_id, message_id, text, author_id, contributors, status)
		select 1, ${caseId}, id, ${`Семён, починим`}, 2, '{2}', 'published' from message where case_id = ${caseId}`.execute(
		desk.db,
	);
	await sql`insert into publication (region_id, reply_id, case_id, page_id, key, target, text, state, external_id)
		select 1, id, ${caseId}, 1, ${`k${caseId}`}, '{"contact":"Семён"}', text, 'sent', ${`x${caseId}`} from reply where case_id = ${caseId}`.execute(
		desk.db,
	);
	await sql`insert into case_proposal (region_id, case_id, data) values (1, ${caseId}, '{"places":[{"words":"Лесной"}]}')`.execute(
		desk.db,
	);
	await sql`insert into case_mark (region_id, case_id, kind, state, staff_id) values (1, ${caseId}, 'military-family', 'confirmed', 1)`.execute(
		desk.db,
	);
	await sql`insert into case_contact (region_id, case_id, kind, at, staff_id, agreed, sealed)
		values (1, ${caseId}, 'phone', now(), 2, 'Семён ждёт', '\\x01')`.execute(desk.db);
	await sql`insert into draft_text (region_id, case_id, staff_id, why, text) values (1, ${caseId}, 2, 'replaced', ${words})`.execute(
		desk.db,
	);
	return caseId;
}

/** Every value of every row of every table that tells of the case. */
async function traces(caseId: number): Promise<string> {
	const tables = await sql<{ name: string; key: string }>`
		select table_name as name, column_name as key from information_schema.columns
		where table_schema = 'public' and (column_name = 'case_id' or (table_name = 'case' and column_name = 'id'))`.execute(
		desk.db,
	);
	const all: string[] = [];
	for (const { name, key } of tables.rows) {
		const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(name)} t
			where ${sql.ref(key)} = ${caseId}`.execute(desk.db);
		all.push(...rows.map(({ row }) => row));
	}
	const more = await sql<{ row: string }>`
		select to_jsonb(v)::text as row from message_version v join message m on m.id = v.message_id where m.case_id = ${caseId}
		union all select to_jsonb(f)::text from message_file f join message m on m.id = f.message_id where m.case_id = ${caseId}
		union all select convert_from(d.body, 'utf8') from delivery d where d.event_id = ${`e${caseId}`}`.execute(desk.db);
	return [...all, ...more.rows.map(({ row }) => row)].join("\n");
}
const personal = /Семён|Лесн|345-67|user:\d|network\.example|military|подвал/;
const night = () => keepTerms({ db: desk.db, files }, new Date());
type Removals = { items: { kind: string; caseIds: number[]; counts: Record<string, number>; ground: string }[] };
const removals = async () => (await call<Removals>("GET", "/removals", admin)).body.items;

describe("retention", () => {
	test("removes without a trace what is old enough, leaves figures, and runs twice at once", async () => {
		const [old, young, open, appeal] = [
			await openOld(14),
			await openOld(3),
			await openOld(14, { status: "inProgress" }),
			await openOld(14, { status: "handedTo59fz" }),
		];
		await sql`insert into formal_appeal (region_id, case_id, basis, article, reason, handed_by, register_by)
			values (1, ${appeal}, 'law', 'ст. 8', 'x', 1, now())`.execute(desk.db);
		expect((await call("PUT", "/retention", curator, { kind: "case", months: 12 })).status).toBe(403);
		expect((await call("PUT", "/retention", admin, { kind: "case", months: 12 })).status).toBe(204);
		const preview = await call<{ items: unknown[] }>("GET", "/retention", admin);
		expect(preview.body.items).toEqual([
			expect.objectContaining({ kind: "case", months: 12, wouldRemove: { cases: 1, messages: 1, held: 2 } }),
		]);
		expect(await traces(old)).toMatch(personal);
		await Promise.all([night(), night()]);
		expect(await traces(old)).not.toMatch(personal);
		for (const kept of [young, open, appeal]) expect(await traces(kept)).toMatch(/Семён[\s\S]*345-67/);
		const detail = await call<{ case: unknown; messages: unknown[] }>("GET", `/cases/${old}`, curator);
		expect(detail.body.case).toMatchObject({ status: "closed", topicCode: "housing.no-water", excerpt: "" });
		expect(detail.body.messages).toHaveLength(1);
		expect([...files.held.keys()].filter((name) => name.includes(old.toString(16).padStart(64, "a")))).toEqual([]);
		expect([...files.held.keys()].length).toBe(3);
		const register = await removals();
		expect(register).toEqual([
			expect.objectContaining({
				kind: "case",
				ground: "retention",
				caseIds: [old],
				counts: { cases: 1, messages: 1, replies: 1, deliveries: 1, files: 1 },
			}),
		]);
		await night();
		expect(await removals()).toEqual(register);
		expect(
			(await call("GET", `/cases?view=all&q=${encodeURIComponent("подвал")}&limit=100`, curator)).text,
		).not.toContain(`"id":${old},`);
	});

	test("of contacts, raw bodies and the log goes by terms of its own", async () => {
		const caseId = await openOld(5);
		await sql`insert into case_view (region_id, case_id, staff_id, at, what, times)
			values (1, ${caseId}, 1, now() - interval '4 months', '{detail}', 1)`.execute(desk.db);
		for (const kind of ["contact", "delivery", "view"])
			await call("PUT", "/retention", admin, { kind, months: kind === "view" ? 3 : 4 });
		await night();
		const left = await traces(caseId);
		expect(left).toMatch(/Семён/);
		const { rows } = await sql<{ n: number }>`select
			(select count(*) from message where case_id = ${caseId} and contact is not null)
			+ (select count(*) from case_contact where case_id = ${caseId} and sealed is not null)
			+ (select count(*) from delivery where event_id = ${`e${caseId}`} and body <> '')
			+ (select count(*) from case_view where case_id = ${caseId} and at < now() - interval '3 months') as n`.execute(
			desk.db,
		);
		expect(rows[0]?.n).toBe(0);
		const count = (await removals()).length;
		await night();
		expect((await removals()).length).toBe(count);
	});

	test("a resident who writes again after all was removed is a new case", async () => {
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from "case"
			where anonymised_at is not null and author_key <> 'removed:' || id`.execute(desk.db);
		expect(rows[0]?.n).toBe(0);
	});

	test("the register is never changed, and refuses what is no term", async () => {
		await expect(sql`update removal_register set counts = '{}'`.execute(desk.db)).rejects.toThrow(/only appended/);
		await expect(sql`delete from removal_register`.execute(desk.db)).rejects.toThrow(/only appended/);
		for (const body of [{ kind: "case", months: 0 }, { kind: "all", months: 3 }, { kind: "case" }, null])
			expect((await call("PUT", "/retention", admin, body)).status).toBe(400);
		expect((await call("PUT", "/retention", admin, { kind: "case", months: null })).status).toBe(204);
	});
});

test.each([
	["2026-03-31T10:00:00.000Z", 1, "2026-02-28T10:00:00.000Z"],
	["2026-01-15T00:00:00.000Z", 13, "2024-12-15T00:00:00.000Z"],
])("%s less %i months is %s", (now, months, then) => {
	expect(monthsBefore(new Date(now), months).toISOString()).toBe(then);
});

describe("a person's own request", () => {
	const find = (clue: unknown, as = admin) => call<{ items: { id: number }[] }>("POST", "/personal/find", as, { clue });
	const make = (kind: string, clue: unknown, as = admin, ground = "Заявление от 1 марта") =>
		call<{ id: number }>("POST", "/personal/requests", as, { kind, ground, clue });

	test("finds all cases of the person by one, by a link and by a contact", async () => {
		const ids = [await openOld(1, { author: "user:7" }), await openOld(2, { author: "user:7" })].sort((a, b) => a - b);
		const other = await openOld(1, { author: "user:8" });
		await sql`update message set contact = 'anna@example.ru' where case_id = ${ids[0]!}`.execute(desk.db);
		for (const clue of [
			{ caseId: ids[0] },
			{ url: `https://network.example/m${ids[1]}` },
			{ contact: " anna@example.ru " },
		]) {
			const found = await find(clue);
			expect(found.body.items.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids);
			expect(found.text).not.toContain("user:7");
		}
		expect((await find({ caseId: other })).body.items).toHaveLength(1);
		expect((await find({ caseId: 1 }, curator)).status).toBe(403);
		// who looks after data but may not read it sees that it is there, not what it says
		expect((await find({ caseId: ids[0] }, second)).text).not.toContain("345-67-89");
		for (const clue of [{}, { caseId: "x" }, { contact: "" }, { caseId: 1, url: "y" }])
			expect((await find(clue)).status).toBe(400);
	});

	test("gives everything as JSON and as a page, and writes down that it was given", async () => {
		const caseId = await openOld(1, { author: "user:9" });
		await sql`update message set text = text || '<script>alert(1)</script>' where case_id = ${caseId}`.execute(desk.db);
		await sql`insert into resident_say (region_id, case_id, reply_id, via, rating, is_solved, words, said_at)
			select 1, case_id, id, 'link', 4, false, 'Капает <i>снова', now() from reply where case_id = ${caseId}`.execute(
			desk.db,
		);
		const { id } = (await make("export", { caseId })).body;
		const json = await call<{ messages: { text: string; contact: string }[]; says: unknown[] }>(
			"GET",
			`/personal/requests/${id}/file`,
			admin,
		);
		expect(json.body.messages[0]).toMatchObject({ contact: "8 912 345-67-89" });
		expect(json.body.messages[0]?.text).toContain("подвал");
		expect(json.body.says).toMatchObject([{ caseId, rating: 4, isSolved: false, words: "Капает <i>снова" }]);
		const html = await call("GET", `/personal/requests/${id}/file?format=html`, admin);
		expect(html.text).toContain("подвал");
		expect(html.text).not.toContain("<script>");
		expect(html.text).toContain("Оценка: 4 из 5");
		expect(html.text).toContain("Капает &lt;i&gt;снова");
		expect((await call("GET", `/personal/requests/${id}/file`, curator)).status).toBe(403);
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit_event
			where type = 'personal-data-exported' and data->>'requestId' = ${String(id)}`.execute(desk.db);
		expect(rows[0]?.n).toBe(2);
		await setTimeout(1_300);
		const views = await sql<{ what: string[] }>`select what from case_view where case_id = ${caseId}`.execute(desk.db);
		expect(views.rows.flatMap(({ what }) => what)).toContain("export");
	});

	test("to be forgotten needs a second person, leaves open cases and formal appeals, and is done once", async () => {
		const gone = await openOld(0, { author: "user:10" });
		const open = await openOld(0, { author: "user:10", status: "inProgress" });
		expect((await make("erasure", { caseId: gone }, admin, " ")).status).toBe(422);
		expect((await make("erasure", { caseId: 10 ** 9 })).status).toBe(404);
		const { id } = (await make("erasure", { caseId: gone })).body;
		const decide = (as: string, isConfirmed = true, reason = "") =>
			call("POST", `/personal/requests/${id}/decision`, as, { isConfirmed, reason });
		expect(await decide(admin)).toMatchObject({ status: 403, body: { code: "second-person-needed" } });
		expect((await decide(curator)).status).toBe(403);
		expect((await decide(second, false)).status).toBe(422);
		expect(await traces(gone)).toMatch(personal);
		const decided = await Promise.all([decide(second), decide(second)]);
		expect(decided.map(({ status }) => status).sort()).toEqual([204, 409]);
		const woken: unknown[] = [];
		await wakeErasures(desk.db, async (_tx, _job, payload) => void woken.push(payload));
		expect(woken).toContainEqual({ regionId: 1, requestId: id });
		const parts = { db: desk.db, files };
		await Promise.all([1, 2].map(() => erasePerson(parts, { regionId: 1, requestId: id })));
		expect(await traces(gone)).not.toMatch(personal);
		expect(await traces(open)).toMatch(personal);
		const list = await call<{ items: { id: number; state: string; heldIds: number[] }[] }>(
			"GET",
			"/personal/requests",
			admin,
		);
		expect(list.body.items.find((one) => one.id === id)).toMatchObject({ state: "done", heldIds: [open] });
		const registered = (await removals()).filter(({ ground }) => ground === "request");
		expect(registered.map(({ caseIds }) => caseIds)).toEqual([[gone]]);
		expect((await call("GET", `/personal/requests/${id}/file`, admin)).status).toBe(404);
	});
});
