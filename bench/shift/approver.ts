import { returnReasons } from "../../src/domain/return-reasons.ts";
import { openCase, pickOf, pressBoth, takeFrom, withCase } from "./desk.ts";
import type { Person, Shift } from "./desk.ts";
import { addOne, notePair, notePoor } from "./ledger.ts";
import type { Said } from "./line.ts";

/** shares of what approvers do; of approvals, how many two people press at once */
const often = { return: 0.2, pair: 0.1 };

/** Takes what waits for approval in the own agency, reads it, and lets it pass or sends it back. */
export async function approverTurn(shift: Shift, person: Person): Promise<void> {
	const isWaiting = (row: { status: string; agencyId: number | null }) =>
		row.status === "onApproval" && row.agencyId === person.agencyId;
	const found = await takeFrom(shift, person, "view=approval", isWaiting);
	if (!found) return;
	await withCase(shift, person, found.row.id, async () => {
		const reply = (await openCase(shift, person, found.row.id))?.reply;
		if (reply?.status !== "submitted") return;
		if (person.random() < often.return) await sendBack(shift, person, found.row.id, reply.revision);
		else await approve(shift, person, found.row.id, reply);
	});
}

async function sendBack(shift: Shift, person: Person, caseId: number, revision: number): Promise<void> {
	const body = { revision, reasons: [pickOf(returnReasons, person.random)], reason: "Уточните, когда закончили" };
	const said = await person.press({ kind: "return", method: "POST", path: `cases/${caseId}/reply/return`, body });
	if (said.status === 200) shift.ledger.returned += 1;
	else notePoor(shift.ledger, "return", said);
}

async function approve(
	shift: Shift,
	person: Person,
	caseId: number,
	reply: { id: number; revision: number },
): Promise<void> {
	const body = { revision: reply.revision };
	const order = { kind: "approve", method: "POST", path: `cases/${caseId}/reply/approve`, body } as const;
	const others = shift.people.filter(
		(one) => one !== person && one.role === "approver" && one.agencyId === person.agencyId,
	);
	let all: Said[];
	if (others.length > 0 && person.random() < often.pair) {
		all = await pressBoth(shift, person, order, pickOf(others, person.random).side, order);
		notePair(shift.ledger, "approve", all);
	} else {
		all = [await person.press(order)];
		for (const said of all) if (said.status !== 200) notePoor(shift.ledger, "approve", said);
	}
	for (const { status } of all) if (status === 200) addOne(shift.ledger.approved, reply.id);
}
