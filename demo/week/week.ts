import type { CaseRow } from "../../src/http/contract-case.ts";
import type { WeekDesk } from "./desk.ts";
import type { Person } from "./person.ts";
import { signIn } from "./person.ts";
import { answering, weekPassword } from "./region.ts";
import type { AgencyCode } from "./region.ts";

export type Team = { code: AgencyCode; id: number; executors: Person[]; approver: Person };

/** A part that somebody else has in a case: another agency, or the outside company by its link. */
export type GivenTask = { caseId: number; id: number; team: Team | null; url: string | null; at: number };

/** Everybody at work, and what they did, counted as they did it. */
export type Week = {
	desk: WeekDesk;
	admin: Person;
	curators: Person[];
	teams: Team[];
	/** the company outside, which answers by links */
	companyId: number;
	tasks: GivenTask[];
	did: Map<string, number>;
	/** answers of the desk that were not expected */
	refused: Map<string, number>;
};

export function count(week: Week, what: string, by = 1): void {
	week.did.set(what, (week.did.get(what) ?? 0) + by);
}

/** Does something that the desk may refuse for a good reason: somebody was first, or the case went on. @returns whether it was done */
export async function attempt(
	week: Week,
	person: Person,
	what: string,
	method: string,
	path: string,
	body?: unknown,
): Promise<boolean> {
	const answer = await person.ask<{ code?: string }>(method, path, body);
	if (answer.status < 300) {
		count(week, what);
		return true;
	}
	if (answer.status >= 500) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
	const key = `${what}: ${answer.body?.code ?? answer.status}`;
	week.refused.set(key, (week.refused.get(key) ?? 0) + 1);
	return false;
}

export async function enterAll(desk: WeekDesk): Promise<Week> {
	const enter = (login: string) => signIn(desk.system.url, login, weekPassword);
	const admin = await enter("admin");
	const { agencies } = await admin.call<{ agencies: { id: number; code: string }[] }>("GET", "/reference");
	const teams: Team[] = [];
	for (const code of answering) {
		const id = agencies.find((agency) => agency.code === code)?.id;
		if (id === undefined) throw new Error(`the region has no agency "${code}"`);
		const executors = [];
		for (const number of [1, 2, 3]) executors.push(await enter(`executor-${code}-${number}`));
		teams.push({ code, id, executors, approver: await enter(`approver-${code}`) });
	}
	const curators = [];
	for (const number of [1, 2, 3]) curators.push(await enter(`curator-${number}`));
	const company = { name: "Управляющая компания", kind: "management-company" };
	const known = await (curators[0] as Person).call<{ items: { id: number }[] }>("POST", "/outside-parties", company);
	const companyId = known.items[0]?.id ?? 0;
	return { desk, admin, curators, teams, companyId, tasks: [], did: new Map(), refused: new Map() };
}

export async function openCases(person: Person, query: string): Promise<CaseRow[]> {
	return (await person.call<{ items: CaseRow[] }>("GET", `/cases?sort=due&limit=50&${query}`)).items;
}
