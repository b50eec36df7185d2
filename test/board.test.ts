import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let curator: string;
let executor: string;
let admin: string;
const period = "from=2026-03-01T00:00:00.000Z&to=2026-03-08T00:00:00.000Z";

type Answers = { inTime: number; late: number; minutesMean: number | null; minutesHalf: number | null };
type Board = {
	all: Answers;
	days: (Answers & { day: string })[];
	topics: (Answers & { topicCode: string | null; overdue: number })[];
};
type Agencies = { items: (Answers & { agencyId: number; overdue: number })[] };
type Counted = {
	items: { id: number; agencyId: number; isSeen: boolean; caseId: number }[];
	nextBefore: number | null;
};

beforeAll(async () => {
	desk = await openDesk();
	[curator, executor, admin] = (await Promise.all(
		["login-1", "login-2", "login-5"].map((login) => desk.signIn(login)),
	)) as [string, string, string];
	const housing = [await desk.openCase(1), await desk.openCase(1)];
	const roads = await desk.openCase(2);
	await sql`delete from case_clock`.execute(desk.db);
	// both ends of the period: the first moment counts, the last one does not; 22:30 UTC is the next day by the region's clock
	await addAnswer(housing[0], 1, "2026-03-01T00:00:00Z", 60, "met");
	await addAnswer(housing[1], 1, "2026-03-02T10:00:00Z", 100, "met");
	await addAnswer(housing[0], 1, "2026-03-02T22:30:00Z", 260, "missed");
	await addAnswer(housing[1], 1, "2026-03-08T00:00:00Z", 999, "met");
	await addAnswer(roads, 2, "2026-03-05T10:00:00Z", 400, "missed");
	await addAnswer(roads, 2, "2026-03-05T11:00:00Z", 1, "cancelled");
	await addAnswer(housing[0], 1, null, null, null);
	await addAnswer(roads, 2, null, null, null);
});
afterAll(() => desk.close());

async function addAnswer(
	caseId: number | undefined,
	agencyId: number,
	endedAt: string | null,
	minutes: number | null,
	endState: string | null,
): Promise<void> {
	await sql`insert into case_clock (region_id, case_id, kind, agency_id, minutes, started_at, due_at, ended_at, end_state, working_minutes)
		values (1, ${caseId}, 'answer', ${agencyId}, 240, '2026-02-28', '2026-03-01', ${endedAt}, ${endState}, ${minutes})`.execute(
		desk.db,
	);
}

async function get<T>(as: string | undefined, path: string): Promise<T> {
	const response = await desk.call("GET", `/api${path}`, { as });
	expect(response.status, path).toBe(200);
	return (await response.json()) as T;
}
const sum = (items: readonly Answers[], of: "inTime" | "late") => items.reduce((all, one) => all + one[of], 0);

test("together, by day, by topic and by agency the same answers are counted, and the mean is theirs", async () => {
	const board = await get<Board>(curator, `/figures/board?${period}`);
	expect(board.all).toMatchObject({ inTime: 2, late: 2, minutesMean: 205, minutesHalf: 100 });
	const agencies = await get<Agencies>(curator, `/figures?${period}`);
	for (const of of ["inTime", "late"] as const)
		for (const parts of [board.days, board.topics, agencies.items]) expect(sum(parts, of)).toBe(board.all[of]);
	expect(board.days.map(({ day, inTime, late }) => [day, inTime, late])).toEqual([
		["2026-03-01", 1, 0],
		["2026-03-02", 1, 0],
		["2026-03-03", 0, 1],
		["2026-03-05", 0, 1],
	]);
	const overdue = (items: readonly { overdue: number }[]) => items.reduce((all, one) => all + one.overdue, 0);
	expect(overdue(board.topics)).toBe(2);
	expect(overdue(agencies.items)).toBe(2);
});

test("every number opens as many rows as it says, an agency's its own, page by page", async () => {
	const agencies = await get<Agencies>(curator, `/figures?${period}`);
	for (const { agencyId, ...numbers } of agencies.items)
		for (const what of ["inTime", "late", "overdue"] as const) {
			const { items } = await get<Counted>(curator, `/figures/cases?${period}&what=${what}&agencyId=${agencyId}`);
			expect(items, `${what} of ${agencyId}`).toHaveLength(numbers[what]);
			expect(items.every((item) => item.agencyId === agencyId)).toBe(true);
		}
	const first = await get<Counted>(curator, `/figures/cases?${period}&what=late&limit=1`);
	const second = await get<Counted>(curator, `/figures/cases?${period}&what=late&limit=1&before=${first.nextBefore}`);
	expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(2);
	expect(second.nextBefore).toBeNull();
});

test("an agency sees its own figures, also of a case that went to others, which it opens no more", async () => {
	expect((await get<Board>(executor, `/figures/board?${period}`)).all).toMatchObject({ inTime: 2, late: 1 });
	expect((await get<Counted>(executor, `/figures/cases?${period}&what=late&agencyId=2`)).items).toEqual([]);
	const [row] = (await get<Counted>(executor, `/figures/cases?${period}&what=late`)).items;
	expect(row).toMatchObject({ agencyId: 1, isSeen: true });
	await sql`update "case" set agency_id = 2 where id = ${row?.caseId}`.execute(desk.db);
	expect((await get<Counted>(executor, `/figures/cases?${period}&what=late`)).items).toMatchObject([
		{ agencyId: 1, isSeen: false },
	]);
	await sql`update "case" set agency_id = 1 where id = ${row?.caseId}`.execute(desk.db);
});

test("who has not signed in learns nothing, and what is no question is refused", async () => {
	expect((await desk.call("GET", `/api/figures/board?${period}`, {})).status).toBe(401);
	expect((await get<Board>(admin, `/figures/board?${period}`)).all.late).toBe(2);
	for (const wrong of [
		"what=late",
		`${period}&what=everything`,
		`${period}&what=late&agencyId=9999999999`,
		`${period}&what=late&before=1;drop`,
		`${period}&what=late&topicCode=%00`,
		`${period}&what=late&limit=101`,
	])
		expect((await desk.call("GET", `/api/figures/cases?${wrong}`, { as: curator })).status, wrong).toBe(400);
});
