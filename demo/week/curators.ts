import type { CaseRow } from "../../src/http/contract-case.ts";
import type { SimilarCases } from "../../src/http/contract-similar.ts";
import { chance, pick } from "./chance.ts";
import type { Person } from "./person.ts";
import { attempt, count, openCases } from "./week.ts";
import type { Week } from "./week.ts";

type DisputePage = {
	items: { caseId: number; version: number; returns: { agencyId: number; suggestedAgencyId: number | null }[] }[];
};

/** A quarter of an hour at the regional centre. */
export async function curate(week: Week, person: Person): Promise<void> {
	await settleDisputes(week, person);
	for (const row of await openCases(person, "view=new")) await triage(week, person, row);
	for (const row of await openCases(person, "view=returned"))
		if (row.status === "returnedWrongAgency" || row.status === "triage") await passOn(week, person, row);
	await nameOwners(week, person);
}

async function triage(week: Week, person: Person, row: CaseRow): Promise<void> {
	if (row.status === "new" && (await mergeIntoOlder(week, person, row))) return;
	const own = week.teams.find((team) => team.id === row.agencyId);
	// now and then the centre is wrong, too
	const isMistaken = chance(row.id, "mistake") < 0.04;
	const team = own && !isMistaken ? own : pick(week.teams, row.id, "triage");
	const order = { action: "assign", version: row.version, agencyId: team.id };
	await attempt(week, person, "assigned", "POST", `/cases/${row.id}/actions`, order);
}

/** The same words by several people under one post are one problem. */
async function mergeIntoOlder(week: Week, person: Person, row: CaseRow): Promise<boolean> {
	const { items } = await person.call<SimilarCases>("GET", `/cases/${row.id}/similar`);
	const older = items.find(
		(one) =>
			one.kinds.includes("same-text") && one.caseId < row.id && ["new", "assigned", "inProgress"].includes(one.status),
	);
	if (!older) return false;
	const body = { cases: [{ id: row.id, version: row.version }] };
	const { merged } = await person.call<{ merged: number[] }>("POST", `/cases/${older.caseId}/merge`, body);
	count(week, "merged", merged.length);
	return merged.length > 0;
}

async function passOn(week: Week, person: Person, row: CaseRow): Promise<void> {
	const suggested = row.suggestedAgencyId;
	const agencyId = suggested ?? pick(week.teams, row.id, "returned", row.version).id;
	const order = { action: "assign", version: row.version, agencyId };
	await attempt(week, person, "assigned", "POST", `/cases/${row.id}/actions`, order);
}

async function settleDisputes(week: Week, person: Person): Promise<void> {
	const { items } = await person.call<DisputePage>("GET", "/disputes");
	for (const dispute of items) {
		// both reasons were read; the first agency named is the one that stays
		const agencyId = dispute.returns.at(-1)?.suggestedAgencyId ?? dispute.returns[0]?.agencyId;
		const body = { version: dispute.version, agencyId, reason: "По реестру сетей и дорог это ваш участок." };
		await attempt(week, person, "disputes settled", "POST", `/cases/${dispute.caseId}/dispute/settle`, body);
	}
}

async function nameOwners(week: Week, person: Person): Promise<void> {
	for (const row of await openCases(person, "view=open&priority=urgent")) {
		if (row.ownerId !== null) continue;
		const body = { version: row.version, staffId: person.staffId };
		await attempt(week, person, "owners named", "PUT", `/cases/${row.id}/owner`, body);
	}
}
