import type { CaseDetail, CaseRow } from "../../src/http/contract-case.ts";
import { chance, pick } from "./chance.ts";
import type { Person } from "./person.ts";
import { addEvidence } from "./picture.ts";
import { answering } from "./region.ts";
import { askOthers } from "./tasks.ts";
import { apologyText, finalText, interimText, questionText } from "./texts.ts";
import { attempt, openCases } from "./week.ts";
import type { Team, Week } from "./week.ts";

type Given = {
	kind: "final" | "interim" | "question";
	text: string;
	promise?: { who: string; what: string; dueOn: string };
};

const workable = new Set(["new", "assigned", "rework", "reopened", "inProgress"]);

/** A quarter of an hour of a team at work: each executor brings one case as far as it goes. */
export async function work(week: Week, team: Team, isOnDutyOnly: boolean): Promise<void> {
	const reader = team.executors[0] as Person;
	const rows = (await openCases(reader, `view=open&agencyId=${team.id}`)).filter(
		(row) =>
			workable.has(row.status) &&
			(!isOnDutyOnly || row.priority === "urgent") &&
			!isPutOff(week, row) &&
			!isShared(week, row),
	);
	const people = isOnDutyOnly ? [reader] : team.executors;
	await Promise.all(
		people.map(async (person, index) => {
			const row = rows[index];
			if (row) await workOn(week, team, person, row);
		}),
	);
}

/** Some cases lie on somebody's desk for half a day: an agency as it is. */
function isPutOff(week: Week, row: CaseRow): boolean {
	if (row.priority === "urgent" || chance(row.id, "put off") >= 0.08) return false;
	return week.desk.clock.now().getTime() - Date.parse(row.registeredAt) < 6 * 3_600_000;
}

/** Somebody else still does a part of it. */
const isShared = (week: Week, row: CaseRow): boolean => week.tasks.some((task) => task.caseId === row.id);

async function workOn(week: Week, team: Team, person: Person, row: CaseRow): Promise<void> {
	const path = `/cases/${row.id}`;
	const detail = await person.call<CaseDetail>("GET", path);
	const returns = detail.history.filter((event) => event.type === "returnWrongAgency").length;
	// few are returned twice: that is a dispute
	const isForeign = chance(row.id, "foreign", returns) < (returns === 0 ? 0.05 : 0.25);
	if (returns < 2 && row.status === "assigned" && isForeign) {
		const other = pick(
			answering.filter((code) => code !== team.code),
			row.id,
			"other",
		);
		const suggested = week.teams.find((one) => one.code === other)?.id;
		const reason = "Это не наша территория и не наши сети, вопрос ведёт другое ведомство.";
		const order = { action: "returnWrongAgency", version: detail.case.version, reason, suggestedAgencyId: suggested };
		await attempt(week, person, "returned", "POST", `${path}/actions`, order);
		return;
	}
	if (["assigned", "new", "rework", "reopened"].includes(row.status)) {
		const order = { action: "accept", version: detail.case.version };
		if (!(await attempt(week, person, "accepted", "POST", `${path}/actions`, order))) return;
	}
	if (row.tasks.total === 0 && detail.case.priority !== "urgent" && (await askOthers(week, team, person, row.id)))
		return;
	const given = await decide(week, team, person, detail);
	if (given) await answer(week, person, detail, given);
}

async function decide(week: Week, team: Team, person: Person, detail: CaseDetail): Promise<Given | null> {
	const { id } = detail.case;
	const now = week.desk.clock.now();
	const published = (type: string) => detail.history.filter((event) => event.type === type).length;
	const interims = published("recordInterim");
	const round = published("recordPublished") + 1;
	const who = `бригада подрядчика, ${team.code}`;
	if (interims > 0) {
		const how = chance(id, "promise", interims);
		if (interims === 1 && how < 0.25) {
			const dueOn = dayAfter(now, 1);
			return { kind: "interim", text: apologyText(id, dueOn), promise: { who, what: "закончить работу", dueOn } };
		}
		// one in ten forgets: the desk does not
		if (how >= 0.9 && chance(id, "forgets", Math.floor(now.getTime() / 86_400_000)) < 0.9) return null;
		await showResult(week, person, id);
		return { kind: "final", text: finalText(id, round, now) };
	}
	const kind = chance(id, "kind");
	if (kind < 0.12 && round === 1) {
		const dueOn = dayAfter(now, 1 + Math.floor(chance(id, "days") * 2));
		return { kind: "interim", text: interimText(id, dueOn), promise: { who, what: "выполнить работу", dueOn } };
	}
	if (kind < 0.15 && published("recordQuestion") === 0) return { kind: "question", text: questionText(id) };
	return { kind: "final", text: finalText(id, round, now) };
}

async function showResult(week: Week, person: Person, caseId: number): Promise<void> {
	const { items } = await person.call<{ items: { id: number }[] }>("GET", `/promises?caseId=${caseId}&state=open`);
	for (const promise of items) {
		const photos = await addEvidence(week, person, caseId);
		const body = { text: "Работа выполнена, место проверено.", photos };
		await attempt(week, person, "results shown", "POST", `/promises/${promise.id}/result`, body);
	}
}

async function answer(week: Week, person: Person, detail: CaseDetail, given: Given): Promise<void> {
	const path = `/cases/${detail.case.id}/reply`;
	const { reply } = detail;
	const revision = reply && reply.status === "draft" ? reply.revision : null;
	const body = { ...given, promise: given.promise ?? null, revision, takeOver: true };
	if (!(await attempt(week, person, "drafts", "PUT", path, body))) return;
	const written = await person.call<CaseDetail>("GET", `/cases/${detail.case.id}`);
	const order = {
		revision: written.reply?.revision,
		requestKey: `week-reply-${written.reply?.id}-${written.reply?.revision}`,
	};
	await attempt(week, person, `submitted: ${given.kind}`, "POST", `${path}/submit`, order);
}

/** YYYY-MM-DD of a later day in the region's zone. */
function dayAfter(now: Date, days: number): string {
	return new Date(now.getTime() + days * 86_400_000 + 3 * 3_600_000).toISOString().slice(0, 10);
}
