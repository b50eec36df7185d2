import type { CaseDetail } from "../../src/http/contract-case.ts";
import { chance } from "./chance.ts";
import type { Person } from "./person.ts";
import { attempt } from "./week.ts";
import type { Week } from "./week.ts";

type Next = { item: { detail: CaseDetail; cursor: string } | null };

/** One after another, the most urgent first: most pass, a few go back with a reason. */
export async function approve(week: Week, person: Person, most: number, urgentOnly: boolean): Promise<void> {
	let after = "";
	for (let taken = 0; taken < most; taken++) {
		const { item } = await person.call<Next>("GET", `/approvals/next${after}`);
		if (!item) return;
		after = `?after=${item.cursor}`;
		const { case: row, reply } = item.detail;
		if (!reply || (urgentOnly && row.priority !== "urgent")) continue;
		const path = `/cases/${row.id}/reply`;
		if (chance(row.id, "approval", reply.revision) < 0.04)
			await attempt(week, person, "answers returned", "POST", `${path}/return`, {
				...{ revision: reply.revision, reason: "Напишите проще и ближе к вопросу жителя.", reasons: ["not-plain"] },
			});
		else await attempt(week, person, "approved", "POST", `${path}/approve`, { revision: reply.revision });
	}
}
