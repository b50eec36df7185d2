import { openCase, pickOf, pressBoth, takeFrom, withCase } from "./desk.ts";
import type { Detail, Person, Shift } from "./desk.ts";
import { addOne, notePair, notePoor } from "./ledger.ts";
import type { Request, Said } from "./line.ts";

const queues = [
	"view=open",
	"view=mine",
	"view=open&status=assigned",
	"view=open&status=rework",
	"view=new&sort=newest",
];
const writable = ["new", "assigned", "inProgress", "rework", "reopened"];
const takeable = ["new", "assigned", "rework", "reopened"];
/** shares of what happens now and then */
const often = { wrongAgency: 0.08, pairOfSaves: 0.06, doubleClick: 0.1, check: 0.8, accept: 0.7 };

/** Takes a case of the own agency, writes its answer with several savings and hands it in, or returns the case. */
export async function executorTurn(shift: Shift, person: Person): Promise<void> {
	const found = await takeFrom(shift, person, pickOf(queues, person.random), (row) => isOwn(person, row));
	if (!found) return;
	await withCase(shift, person, found.row.id, async () => {
		const detail = await openCase(shift, person, found.row.id);
		if (!detail || !writable.includes(detail.case.status)) return;
		const isTakeable = takeable.includes(detail.case.status);
		if (isTakeable && detail.case.status !== "rework" && person.random() < often.wrongAgency)
			return returnCase(shift, person, detail);
		if (isTakeable && person.random() < often.accept) await accept(shift, person, detail);
		await answer(shift, person, detail);
	});
}

const isOwn = (person: Person, row: Detail["case"]): boolean =>
	row.agencyId === person.agencyId && writable.includes(row.status);

async function returnCase(shift: Shift, person: Person, { case: row }: Detail): Promise<void> {
	const suggestedAgencyId = pickOf(
		shift.agencyIds.filter((id) => id !== person.agencyId),
		person.random,
	);
	const body = { action: "returnWrongAgency", version: row.version, reason: "Это не наша улица", suggestedAgencyId };
	const said = await person.press({ kind: "act", method: "POST", path: `cases/${row.id}/actions`, body });
	if (said.status === 200) addOne(shift.ledger.acted, row.id);
	else if (said.status !== 409) notePoor(shift.ledger, "returnWrongAgency", said);
}

async function accept(shift: Shift, person: Person, { case: row }: Detail): Promise<void> {
	const body = { action: "accept", version: row.version };
	const said = await person.press({ kind: "act", method: "POST", path: `cases/${row.id}/actions`, body });
	if (said.status === 200) addOne(shift.ledger.acted, row.id);
	else if (said.status !== 409) notePoor(shift.ledger, "accept", said);
}

async function answer(shift: Shift, person: Person, detail: Detail): Promise<void> {
	const caseId = detail.case.id;
	let revision = detail.reply?.revision ?? null;
	const savings = 2 + Math.floor(3 * person.random());
	for (let saved = 0; saved < savings; saved++) {
		const said = await save(shift, person, caseId, revision);
		const reply = said.status === 200 ? (said.body as Detail).reply : null;
		if (!reply) return;
		revision = reply.revision;
	}
	if (person.random() < often.check) {
		const body = { text: textOf(shift, person, caseId) };
		const said = await person.press({ kind: "check", method: "POST", path: `cases/${caseId}/reply/check`, body });
		if (said.status !== 200) notePoor(shift.ledger, "check", said);
	}
	await submit(shift, person, caseId, revision);
}

/** No two texts are the same, so that each can be found again. */
function textOf({ ledger }: Shift, { staffId }: Person, caseId: number): string {
	ledger.texts += 1;
	return `Здравствуйте! Сегодня в 10:00 бригада была на месте и всё исправила, вечером проверили ещё раз. Работа ${caseId}, правка ${ledger.texts} сотрудника ${staffId}.`;
}

/** Saves the draft; now and then a second tab, or a colleague who takes the answer over, saves at the same moment. */
async function save(shift: Shift, person: Person, caseId: number, revision: number | null): Promise<Said> {
	const orderOf = (text: string) =>
		({ kind: "save", method: "PUT", path: `cases/${caseId}/reply`, body: { text, revision, takeOver: true } }) as const;
	const text = textOf(shift, person, caseId);
	if (revision === null || person.random() >= often.pairOfSaves) {
		const said = await person.press(orderOf(text));
		noteSaved(shift, person, caseId, { basis: revision, text }, said);
		return said;
	}
	const colleague = pickOf(
		shift.people.filter((one) => one.role === "executor" && one.agencyId === person.agencyId),
		person.random,
	);
	const otherText = textOf(shift, colleague, caseId);
	const both = await pressBoth(shift, person, orderOf(text), colleague.side, orderOf(otherText));
	notePair(shift.ledger, "save", both);
	noteSaved(shift, person, caseId, { basis: revision, text }, both[0]);
	noteSaved(shift, colleague, caseId, { basis: revision, text: otherText }, both[1]);
	return both.find(({ status }) => status === 200) ?? both[0];
}

function noteSaved(
	{ ledger }: Shift,
	person: Person,
	caseId: number,
	made: { basis: number | null; text: string },
	said: Said,
): void {
	const reply = said.status === 200 ? (said.body as Detail).reply : null;
	if (reply) {
		const own = ledger.saved.get(reply.id);
		if (own) own.push(made);
		else ledger.saved.set(reply.id, [made]);
	} else if (said.status === 409) ledger.refused.set(`${caseId} ${person.staffId}`, made.text);
	else notePoor(ledger, "save", said);
}

async function submit(shift: Shift, person: Person, caseId: number, revision: number | null): Promise<void> {
	const body = { revision, requestKey: `bench-${caseId}-${revision}-${person.staffId}` };
	const order = { kind: "submit", method: "POST", path: `cases/${caseId}/reply/submit`, body } as const;
	const said = await submitOnce(shift, person, order);
	const reply = said.status === 200 ? (said.body as Detail).reply : null;
	if (reply) shift.ledger.submitted.add(reply.id);
	else if (said.status !== 409) notePoor(shift.ledger, "submit", said);
}

async function submitOnce(shift: Shift, person: Person, order: Request): Promise<Said> {
	if (person.random() >= often.doubleClick) return person.press(order);
	const both = await pressBoth(shift, person, order, person.side, order);
	notePair(shift.ledger, "submit", both);
	return both[0];
}
