import { sql } from "kysely";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

/** Who asks: `owner` is of housing, which stands under the ministry of `above`; `participant` of roads, `stranger` of health. */
export const logins = {
	curator: "login-1",
	owner: "login-2",
	colleague: "login-3",
	participant: "login-4",
	admin: "login-5",
	above: "login-6",
	stranger: "login-7",
	partner: "login-8",
};
export type Who = keyof typeof logins;

export const { housing, roads, ministry, health } = { housing: 1, roads: 2, ministry: 3, health: 4 };

/** A desk of four agencies, one under another, and a person of each; `ask` gives the status and the body. */
export type AgenciesDesk = {
	desk: Desk;
	cookies: Record<Who, string>;
	ask: (who: Who, method: string, path: string, body?: unknown) => Promise<Answer>;
	/** a case of housing in which roads has a task */
	openShared: (text?: string) => Promise<number>;
	addTask: (caseId: number, agencyId: number, state?: string) => Promise<number>;
	/** takes an action by the version the case has now */
	act: (who: Who, caseId: number, action: string, given?: Record<string, unknown>) => Promise<Answer>;
	versionOf: (caseId: number) => Promise<number>;
};
export type Row = Record<string, unknown> & { id: number; caseId: number; code: string };
/** What came back, by the names that tests ask for; each is there or not. */
export type Body = Record<string, unknown> & {
	code: string;
	items: Row[];
	returns: Row[];
	case: Row;
	dispute: Row | null;
	allowedActions: string[];
};
export type Answer = { status: number; body: Body };

export async function openAgenciesDesk(change: Parameters<typeof openDesk>[0] = {}): Promise<AgenciesDesk> {
	const desk = await openDesk(change);
	await addAgencies(desk);
	const cookies = {} as Record<Who, string>;
	for (const who of Object.keys(logins) as Who[]) cookies[who] = await desk.signIn(logins[who]);
	const ask: AgenciesDesk["ask"] = async (who, method, path, body) => {
		const response = await desk.call(method, path, { as: cookies[who], body });
		const text = await response.text();
		return { status: response.status, body: JSON.parse(text || "{}") as Body };
	};
	const addTask: AgenciesDesk["addTask"] = async (caseId, agencyId, state = "open") => {
		const { rows } = await sql<{
			id: number;
		}>`insert into case_task (region_id, case_id, agency_id, what, state, created_by)
			values (1, ${caseId}, ${agencyId}, 'Part', ${state}, 1) returning id`.execute(desk.db);
		return rows[0]!.id;
	};
	const versionOf = async (caseId: number) =>
		(await desk.db.selectFrom("case").select("version").where("id", "=", caseId).executeTakeFirstOrThrow()).version;
	return {
		...{ desk, cookies, ask, addTask, versionOf },
		openShared: async (text) => {
			const caseId = await desk.openCase(housing, text);
			await addTask(caseId, roads);
			return caseId;
		},
		act: async (who, caseId, action, given = {}) =>
			ask(who, "POST", `/api/cases/${caseId}/actions`, { action, version: await versionOf(caseId), ...given }),
	};
}

async function addAgencies({ db }: Desk): Promise<void> {
	await sql`insert into agency (region_id, id, code, name, short_name, time_zone, calendar_id) values
		(1, 3, 'ministry', 'Ministry', 'Ministry', 'Europe/Moscow', 1), (1, 4, 'health', 'Health', 'Health', 'Europe/Moscow', 1)`.execute(
		db,
	);
	await sql`update agency set parent_id = 3 where id = 1`.execute(db);
	await sql`select setval(pg_get_serial_sequence('agency', 'id'), 10)`.execute(db);
	await sql`insert into staff (region_id, id, login, name, agency_id, password_hash)
		select 1, id, 'login-' || id, 'Person ' || id, agency, password_hash
		from (values (6, 3), (7, 4), (8, 2)) v (id, agency), (select password_hash from staff where id = 1) p`.execute(db);
	await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 6, 'agency'), (1, 7, 'agency'), (1, 8, 'agency')`.execute(
		db,
	);
}
