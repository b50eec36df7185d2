import sharp from "sharp";
import { chance } from "./chance.ts";
import type { Person } from "./person.ts";
import { count } from "./week.ts";
import type { Week } from "./week.ts";

/** A picture of the work done, another one for each case, put to the case as evidence. @returns as a promise's result names it */
export async function addEvidence(
	week: Week,
	person: Person,
	caseId: number,
): Promise<{ id: string; moment: "after" }[]> {
	const shade = (name: string) => Math.floor(chance(caseId, name) * 255);
	const create = {
		...{ width: 320, height: 240, channels: 3 as const },
		noise: { type: "gaussian" as const, mean: shade("mean"), sigma: 40 },
		background: { r: shade("r"), g: shade("g"), b: shade("b") },
	};
	const bytes = await sharp({ create }).jpeg().toBuffer();
	const answer = await person.upload<{ id?: string }>(`/cases/${caseId}/evidence`, bytes);
	if (answer.status >= 300 || !answer.body?.id) return [];
	count(week, "evidence");
	return [{ id: answer.body.id, moment: "after" }];
}
