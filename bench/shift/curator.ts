import { streets } from "../texts.ts";
import { openCase, pickOf, pressBoth, takeFrom, withCase } from "./desk.ts";
import type { Detail, Person, Shift } from "./desk.ts";
import { addOne, notePair, notePoor } from "./ledger.ts";

const queues = [
	"view=new",
	"view=new&sort=newest",
	"view=open",
	"view=returned",
	"view=open&due=overdue",
	"view=answered",
];
const words = ["лифт", "снег на дороге", "нет отопления", "яма", "мусор у контейнера", "фонари"];
const triageable = ["new", "triage", "returnedWrongAgency"];
/** shares of what curators do; of actions, how many two people press at once */
const often = { search: 0.4, read: 3, act: 0.4, pair: 0.05, toTriage: 0.15, reject: 0.1 };

/** Reads a queue or searches, opens a few cases of it, and sends one where it belongs. */
export async function curatorTurn(shift: Shift, person: Person): Promise<void> {
	const { random } = person;
	const word = random() < 0.5 ? pickOf(words, random) : pickOf(streets, random);
	const query = random() < often.search ? `view=all&q=${encodeURIComponent(word)}` : pickOf(queues, random);
	const found = await takeFrom(shift, person, query, () => true);
	if (!found) return;
	await withCase(shift, person, found.row.id, async () => {
		const others = Math.floor(often.read * random());
		for (let read = 0; read < others; read++) await openCase(shift, person, pickOf(found.rows, random).id);
		const detail = await openCase(shift, person, found.row.id);
		if (detail && random() < often.act) await act(shift, person, detail);
	});
}

async function act(shift: Shift, person: Person, { case: row }: Detail): Promise<void> {
	const given = actionFor(shift, person, row);
	if (!given) return;
	const order = {
		kind: "act",
		method: "POST",
		path: `cases/${row.id}/actions`,
		body: { ...given, version: row.version },
	} as const;
	if (person.random() < often.pair) {
		const colleague = pickOf(
			shift.people.filter((one) => one.role === "curator" && one !== person),
			person.random,
		);
		const both = colleague ? await pressBoth(shift, person, order, colleague.side, order) : [await person.press(order)];
		if (both.length > 1) notePair(shift.ledger, "act", both);
		for (const { status } of both) if (status === 200) addOne(shift.ledger.acted, row.id);
		return;
	}
	const said = await person.press(order);
	if (said.status === 200) addOne(shift.ledger.acted, row.id);
	// somebody else was first
	else if (said.status !== 409) notePoor(shift.ledger, given.action, said);
}

function actionFor({ agencyIds }: Shift, { random }: Person, { status, agencyId }: Detail["case"]) {
	if (status === "answered") return { action: "close", outcome: "explained" };
	if (!triageable.includes(status)) return null;
	if (status === "new" && random() < often.toTriage) return { action: "triage" };
	if (status !== "returnedWrongAgency" && random() < often.reject)
		return { action: "reject", reason: "Это не вопрос к властям" };
	return { action: "assign", agencyId: agencyId !== null && random() < 0.6 ? agencyId : pickOf(agencyIds, random) };
}
