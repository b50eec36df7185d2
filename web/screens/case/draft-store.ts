import { type PromiseTyped, type ReplyKind, type Said } from "./draft-said.ts";

/** The answer as it stands in this browser until the server has it: a crash, a lost connection or an ended session loses nothing. */
export type KeptDraft = Said & { replyId: number | null; revision: number | null; at: number };

const keyOf = (staffId: number, caseId: number) => `otklik.draft.${staffId}.${caseId}`;

export function keepDraft(staffId: number, caseId: number, draft: Omit<KeptDraft, "at">): void {
	try {
		localStorage.setItem(keyOf(staffId, caseId), JSON.stringify({ ...draft, at: Date.now() }));
	} catch {
		// storage may be full or forbidden; the text is still on the screen and goes to the server
	}
}

export function dropDraft(staffId: number, caseId: number): void {
	try {
		localStorage.removeItem(keyOf(staffId, caseId));
	} catch {}
}

export function readDraft(staffId: number, caseId: number): KeptDraft | null {
	try {
		const raw = JSON.parse(localStorage.getItem(keyOf(staffId, caseId)) ?? "null") as Partial<KeptDraft> | null;
		if (typeof raw?.text !== "string") return null;
		return {
			text: raw.text,
			kind: readKind(raw.kind),
			promise: readPromise(raw.promise),
			replyId: raw.replyId ?? null,
			revision: raw.revision ?? null,
			at: Number(raw.at) || 0,
		};
	} catch {
		return null;
	}
}

const readKind = (raw: unknown): ReplyKind => (raw === "interim" || raw === "question" ? raw : "final");

function readPromise(raw: unknown): PromiseTyped | null {
	if (typeof raw !== "object" || raw === null) return null;
	const { who, what, dueOn } = raw as Partial<Record<keyof PromiseTyped, unknown>>;
	const isText = typeof who === "string" && typeof what === "string" && typeof dueOn === "string";
	return isText ? { who, what, dueOn } : null;
}
