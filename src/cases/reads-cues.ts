import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { findCues } from "../text/cues/find-cues.ts";
import type { CueCode } from "../text/cues/cue.ts";

/** What of a message is looked at. */
type Said = { id: number; direction: "in" | "out"; text: string; deletedAt: string | null };

type SaidCue = { code: CueCode; messageId: number; start: number; end: number; quote: string };

/** Whose case it is. */
type Held = { agency_id: number | null; assignee_id: number | null; owner_id: number | null };

/**
 * Who works on this very case may know of its hidden mark: its owner, its assignee, who triages, the coordinator of the
 * agency that has it. Nobody else hears of it, in no form.
 */
export function maySeeMark(caller: Caller, held: Held): boolean {
	if (caller.permissions.has("case.triage")) return true;
	if (held.assignee_id === caller.staffId || held.owner_id === caller.staffId) return true;
	return caller.permissions.has("mark.read") && caller.agencyId !== null && caller.agencyId === held.agency_id;
}

/** Types of events that the history keeps from this reader. */
export const hiddenFrom = (caller: Caller, held: Held): readonly string[] =>
	maySeeMark(caller, held) ? [] : ["noted"];

/**
 * What in the resident's messages of a case deserves attention, and the hidden mark as it stands.
 * @param messages all of the case, as the thread is read; deleted ones and the page's own are left out
 */
export async function readCues(
	db: Db,
	caller: Caller,
	found: Held & { id: number },
	messages: readonly Said[],
): Promise<{ cues: SaidCue[]; mark: { state: "proposed" | "confirmed" | "refused" | null } }> {
	const cues = messages.filter((message) => message.direction === "in" && message.deletedAt === null).flatMap(cuesOf);
	if (!maySeeMark(caller, found))
		return { cues: cues.filter(({ code }) => code !== "military-family"), mark: { state: null } };
	const isProposed = cues.some(({ code }) => code === "military-family");
	const state = (await readMark(db, caller.regionId, found.id)) ?? (isProposed ? "proposed" : null);
	return { cues, mark: { state } };
}

function cuesOf({ id, text }: Said): SaidCue[] {
	return findCues(text).map((cue) => ({ ...cue, messageId: id, quote: text.slice(cue.start, cue.end) }));
}

/** What a person last said of the mark; null: nobody did. */
export async function readMark(db: Db | Tx, regionId: number, caseId: number): Promise<"confirmed" | "refused" | null> {
	const row = await db
		.selectFrom("case_mark")
		.select("state")
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("kind", "=", "military-family")
		.executeTakeFirst();
	return (row?.state as "confirmed" | "refused" | undefined) ?? null;
}
