import { chance } from "./chance.ts";
import type { Person } from "./person.ts";
import { attempt, count } from "./week.ts";
import type { GivenTask, Team, Week } from "./week.ts";

type Tasks = { items: { id: number; agencyId: number | null; version: number; state: string }[] };

const share = { agency: 0.04, company: 0.06 };

/** @returns whether the case waits for others now */
export async function askOthers(week: Week, team: Team, person: Person, caseId: number): Promise<boolean> {
	const how = chance(caseId, "task");
	if (how >= share.company) return false;
	const others = week.teams.filter((one) => one.code !== team.code);
	const other = how < share.agency ? (others[caseId % others.length] as Team) : null;
	const path = `/cases/${caseId}/tasks`;
	const { status, body } = await person.ask<Tasks>("POST", path, {
		...(other ? { agencyId: other.id } : { outsidePartyId: week.companyId }),
		what: "Проверьте свою часть на месте и напишите, что сделано.",
		requestKey: `week-task-${caseId}`,
	});
	const task = status < 300 ? body.items.find((one) => one.state === "open") : undefined;
	if (!task) return false;
	count(week, other ? "tasks to agencies" : "tasks to the company");
	const at = week.desk.clock.now().getTime();
	const url = other ? null : (await person.call<{ url: string }>("POST", `${path}/${task.id}/link`, {})).url;
	week.tasks.push({ caseId, id: task.id, team: other, url, at });
	return true;
}

const hour = 3_600_000;

/** Whoever has a part does it within one to four hours; one agency in ten refuses its part. */
export async function doTasks(week: Week): Promise<void> {
	const now = week.desk.clock.now().getTime();
	const due = week.tasks.filter((task) => now - task.at > hour * (1 + 3 * chance(task.id, "takes")));
	week.tasks = week.tasks.filter((task) => !due.includes(task));
	for (const task of due) await (task.team ? doByAgency(week, task, task.team) : doByCompany(week, task));
}

async function doByAgency(week: Week, task: GivenTask, team: Team): Promise<void> {
	const person = team.executors[0] as Person;
	const path = `/cases/${task.caseId}/tasks`;
	const { items } = await person.call<Tasks>("GET", path);
	const found = items.find((one) => one.id === task.id);
	if (!found) throw new Error(`${team.code} does not see its task ${task.id}`);
	const { version } = found;
	if (chance(task.id, "refuses") < 0.1)
		await attempt(week, person, "tasks refused", "POST", `${path}/${task.id}/refuse`, {
			...{ version, reason: "На этом участке наших сетей нет." },
		});
	else
		await attempt(week, person, "tasks done", "POST", `${path}/${task.id}/done`, {
			...{ version, part: `Наша часть проверена, замечаний нет, акт № ${task.id}.` },
		});
}

/** The company opens its link, answers, and tries once more: the second time the desk says no. */
async function doByCompany(week: Week, task: GivenTask): Promise<void> {
	if (!task.url) return;
	const body = new URLSearchParams({ part: `Работы на доме выполнены, наряд № ${task.id}.` });
	const first = await fetch(task.url, { method: "POST", body });
	if (first.status !== 200) throw new Error(`the company's answer was not taken: ${first.status}`);
	count(week, "tasks done by the company");
	const second = await fetch(task.url, { method: "POST", body });
	if (second.status !== 410) throw new Error(`a link was used twice: ${second.status}`);
}
