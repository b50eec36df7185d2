import { sql } from "kysely";
import { beforeEach } from "vitest";
import { actOnCase } from "../src/cases/act-on-case.ts";
import { lockCase } from "../src/cases/reads.ts";
import { readClocks } from "../src/cases/reads-clock.ts";
import type { ActionGiven, CaseAction } from "../src/domain/case.ts";
import { readRegistry } from "../src/registry/reads.ts";
import { createProfile, setSlaRule } from "../src/registry/save-profile.ts";
import { deliver, desk, useScriptedDesk } from "./scripted-desk.ts";
import { comment, vkBody } from "./region.ts";

/** The scripted desk with no rule of terms but those that a test makes. */
export function useClockDesk(): void {
	useScriptedDesk();
	beforeEach(async () => {
		await sql`delete from sla_rule`.execute(desk.db);
		desk.registry = await readRegistry(desk.db, 1);
	});
}

export const clocks = (caseId: number) => readClocks(desk.db, 1, caseId);
export const short = async (caseId: number) =>
	(await clocks(caseId)).map((clock) => `${clock.kind} ${clock.end_state ?? (clock.paused_at ? "stands" : "runs")}`);
export const find = async (caseId: number) =>
	desk.db.selectFrom("case").selectAll().where("id", "=", caseId).executeTakeFirstOrThrow();

/** As the machine or a person does it, in a transaction of its own. */
export async function act(
	caseId: number,
	action: CaseAction,
	given: ActionGiven = {},
	by: "system" | "curator" = "curator",
) {
	await desk.db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, 1, caseId, null);
		await actOnCase(tx, desk.registry, by === "system" ? by : desk.region.curator, locked, action, given);
	});
}

/** Round the clock, so that the tests may run at any hour. */
export async function liveRoundTheClock(answer = 240): Promise<void> {
	const always = (amount: number) => ({ amount, unit: "minutes" as const, isRoundTheClock: true });
	const terms = {
		waitDays: 2,
		clocks: {
			triage: always(30),
			return: always(30),
			answer: always(answer),
			reopening: always(answer),
			final: always(7 * 1440),
			promise: always(1440),
			task: always(180),
		},
	};
	await desk.db.transaction().execute(async (tx) => {
		const words = { titleRu: "Проба", titleEn: "Trial", terms: { normal: terms, high: terms, urgent: terms } };
		const profileId = await createProfile(tx, desk.region.curator, { ...words, code: `trial-${++trials}` });
		await setSlaRule(tx, desk.region.curator, { agencyId: null, topicCode: null, groupCode: null, profileId });
	});
	desk.registry = await readRegistry(desk.db, 1);
}
let trials = 0;
/** A comment of this very moment, so that clocks start now. */
export const now = () => Math.floor(Date.now() / 1000) - 1;
export async function openNow(id: number): Promise<number> {
	const text = "Нет горячей воды третий день, дом без воды";
	await deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, id, { text, date: now() })));
	const row = await desk.db.selectFrom("case").select("id").orderBy("id", "desc").executeTakeFirstOrThrow();
	return row.id;
}
