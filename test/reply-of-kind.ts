import { sql } from "kysely";
import { approveReply } from "../src/cases/approve-reply.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { submitReply } from "../src/cases/submit-reply.ts";
import { desk, parts, publish, read } from "./scripted-desk.ts";

export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** A Monday some weeks ahead: a working day of the test region. */
export const aMonday = (weeks = 0): string => inDays(21 + 7 * weeks + ((8 - new Date().getUTCDay()) % 7));
export const replyText = "Здравствуйте! Насос на Лесной заменит управляющая компания, воду дадут к названному сроку.";
export const sorryText = `${replyText} Извините, что так долго.`;
export const aPromise = (dueOn = aMonday()) => ({
	who: "Управляющая компания",
	what: "Заменит насос и даст воду",
	dueOn,
});

let keys = 0;

/** Saves, submits, approves and publishes a reply; a draft that is there is written over. */
export async function publishAs(
	caseId: number,
	kind: "final" | "interim" | "question",
	promise: ReturnType<typeof aPromise> | null = null,
	text = replyText,
): Promise<void> {
	const { executor, approver } = desk.region;
	const revisionOf = async () => (await read(caseId)).reply?.revision ?? null;
	await saveReply(desk.db, executor, caseId, { text, revision: await revisionOf(), kind, promise });
	const order = { revision: (await revisionOf()) ?? 0, requestKey: `request-key-${++keys}` };
	await submitReply(parts(), executor, caseId, order);
	await approveReply(parts(), approver, caseId, (await revisionOf()) ?? 0);
	await publish();
}

export type KeptPromise = {
	id: number;
	state: string;
	due_on: string;
	next_id: number | null;
	systemic: string | null;
	control_at: Date | null;
	control_due_at: Date | null;
	result: string | null;
};

export async function promisesOf(caseId: number): Promise<KeptPromise[]> {
	const { rows } = await sql<KeptPromise>`
		select id, state, due_on::text as due_on, next_id, systemic, control_at, control_due_at, result
		from promise where case_id = ${caseId} order by id`.execute(desk.db);
	return rows;
}

export const statusOf = async (caseId: number): Promise<string> => (await read(caseId)).case.status;
export const typesOf = async (caseId: number): Promise<string[]> =>
	(await read(caseId)).history.map(({ type }) => type);
