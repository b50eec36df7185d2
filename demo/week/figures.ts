import { sql } from "kysely";
import type { CaseFigures } from "../../src/http/contract-figures.ts";
import { foldHistory } from "./history.ts";
import type { Told } from "./history.ts";
import type { Week } from "./week.ts";

type Row = CaseFigures["items"][number];
/** Two ways to the same number. */
type Check = { what: string; desk: number; counted: number };

export type WeekFigures = { rows: (Row & { code: string })[]; checks: Check[]; isReconciled: boolean; text: string };

/**
 * The week's figures as the API tells them, each beside what was counted another way: by the history alone, by the people
 * as they acted, by what stands in the network.
 */
export async function figuresOf(week: Week, period: { from: Date; to: Date }): Promise<WeekFigures> {
	const query = `from=${period.from.toISOString()}&to=${period.to.toISOString()}`;
	const { items } = await week.admin.call<CaseFigures>("GET", `/figures?${query}`);
	const rows = items.flatMap((row) => {
		const code = week.teams.find((team) => team.id === row.agencyId)?.code ?? "rmc";
		return [{ ...row, code }];
	});
	const { told, differing } = await foldHistory(week.desk.db);
	const checks = [...againstHistory(told, items), ...(await againstPeople(week, items))];
	const isReconciled = differing.length === 0 && checks.every((check) => check.desk === check.counted);
	return { rows, checks, isReconciled, text: [textOf(rows, checks, week), ...differing.slice(0, 20), ""].join("\n") };
}

function againstHistory(told: Map<number, Told>, items: Row[]): Check[] {
	const names: (keyof Told)[] = ["inTime", "late", "interim", "answered", "returned", "reopened"];
	return names.flatMap((name) =>
		items.map((row) => ({
			what: `${name}, agency ${row.agencyId}, by the history`,
			desk: row[name],
			counted: told.get(row.agencyId)?.[name] ?? 0,
		})),
	);
}

async function againstPeople(week: Week, items: Row[]): Promise<Check[]> {
	const { db, system } = week.desk;
	const sum = (name: "returned" | "interim" | "answered"): number => items.reduce((all, row) => all + row[name], 0);
	const count = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
		(await query.execute(db)).rows[0]?.n ?? 0;
	const did = (what: string): number => week.did.get(what) ?? 0;
	const stored = await count(sql`select count(*)::int as n from message where direction = 'in'`);
	const sent = await count(sql`select count(*)::int as n from publication where state = 'sent'`);
	const unread = await count(
		sql`select count(*)::int as n from delivery where status in ('accepted', 'not-understood')`,
	);
	const approvals = await count(
		sql`select count(*)::int as n from case_event where type in ('approve', 'approveReview')`,
	);
	return [
		{
			what: "messages stored, of those written in the network",
			desk: stored,
			counted: system.network.ledger().comments,
		},
		{ what: "deliveries not read", desk: unread, counted: 0 },
		{ what: "cases returned, as the executors did it", desk: sum("returned"), counted: did("returned") },
		{ what: "approvals, as the approvers did it", desk: approvals, counted: did("approved") },
		{ what: "answers sent, as they stand in the network", desk: sent, counted: did("answers seen in the network") },
	];
}

const columns: [string, (row: Row) => number | string][] = [
	["in time", (row) => row.inTime],
	["late", (row) => row.late],
	["overdue at the end", (row) => row.overdue],
	["half within, working min", (row) => row.minutesHalf ?? "–"],
	["nine of ten within", (row) => row.minutesNineTenths ?? "–"],
	["interim", (row) => row.interim],
	["returned", (row) => row.returned],
	["disputed", (row) => row.disputed],
	["reopened", (row) => row.reopened],
	["promises due", (row) => row.promises.due],
	["kept", (row) => row.promises.kept],
	["moved", (row) => row.promises.moved],
	["broken", (row) => row.promises.broken],
];

function textOf(rows: (Row & { code: string })[], checks: Check[], week: Week): string {
	const head = `| agency | ${columns.map(([title]) => title).join(" | ")} |\n|---|${columns.map(() => "--:").join("|")}|`;
	const lines = rows.map((row) => `| ${row.code} | ${columns.map(([, of]) => of(row)).join(" | ")} |`);
	const wrong = checks.filter((check) => check.desk !== check.counted);
	const tally = (of: Map<string, number>) =>
		[...of].sort(([one], [other]) => (one < other ? -1 : 1)).map(([what, times]) => `${what} ${times}`);
	return [
		head,
		...lines,
		"",
		`Done by people and residents: ${tally(week.did).join(", ")}.`,
		`Refused by the desk: ${tally(week.refused).join(", ") || "nothing"}.`,
		`Failures inside: ${week.desk.errors.length}.`,
		`Reconciled: ${checks.length - wrong.length} of ${checks.length} counts agree.`,
		...wrong.map(({ what, desk, counted }) => `- ${what}: the desk says ${desk}, counted ${counted}`),
		"",
	].join("\n");
}
