import { api, type CaseDetail, type Reply, RequestError } from "../../api.ts";
import { isSameSaid, isSent, nothingSaid, promiseToSend, type Said, saidOf } from "./draft-said.ts";
import { dropDraft, keepDraft, readDraft } from "./draft-store.ts";

/**
 * What the editor shows of the draft. `kept-here`: the server cannot be reached, this browser has the text; `held`: a
 * colleague is writing, and the text waits here.
 */
export type DraftView = Said & {
	state: "saved" | "unsaved" | "saving" | "kept-here" | "held" | "conflict" | "refused";
	/** the other text, when somebody changed it meanwhile */
	theirs: string | null;
	/** who writes it just now, and until when they hold it */
	holder: { name: string; until: string } | null;
	isRestored: boolean;
	error: unknown;
};

/** What the server is known to have. */
type Base = Said & { replyId: number | null; revision: number | null };

export type Keeper = {
	staffId: number;
	caseId: number;
	view: DraftView;
	base: Base;
	/** the server's state to go on from once the person has chosen */
	other: Base | null;
	/** the person chose the own text: it is written over a colleague who holds the reply */
	takesOver: boolean;
	timer: ReturnType<typeof setTimeout> | undefined;
	saving: Promise<void> | null;
	onView: (view: DraftView) => void;
	onSaved: (detail: CaseDetail) => void;
};

const pauseMs = 800;
const retryMs = 4000;
const nothing: Base = { ...nothingSaid, replyId: null, revision: null };

const baseOf = (reply: Reply | null): Base =>
	reply?.status === "draft" ? { ...saidOf(reply), replyId: reply.id, revision: reply.revision } : nothing;

const said = ({ text, kind, promise }: Said): Said => ({ text, kind, promise });

/** Begins with the server's text, or with the text this browser kept when it could not be saved. */
export function openDraft(staffId: number, detail: CaseDetail): Keeper {
	const base = baseOf(detail.reply);
	const keeper: Keeper = {
		staffId,
		caseId: detail.case.id,
		view: { ...said(base), state: "saved", theirs: null, holder: null, isRestored: false, error: null },
		base,
		other: null,
		takesOver: false,
		timer: undefined,
		saving: null,
		onView: () => {},
		onSaved: () => {},
	};
	const kept = readDraft(staffId, keeper.caseId);
	if (!kept || isSameSaid(kept, base)) return keeper;
	const isSameBase = kept.replyId === base.replyId && kept.revision === base.revision;
	if (isSameBase || base.text === "")
		keeper.view = { ...keeper.view, ...said(kept), state: "unsaved", isRestored: true };
	else if (kept.text !== base.text) {
		keeper.other = base;
		keeper.view = { ...keeper.view, ...said(kept), state: "conflict", theirs: base.text };
	}
	return keeper;
}

function show(keeper: Keeper, change: Partial<DraftView>): void {
	keeper.view = { ...keeper.view, ...change };
	keeper.onView(keeper.view);
}

function saveIn(keeper: Keeper, ms: number): void {
	clearTimeout(keeper.timer);
	keeper.timer = setTimeout(() => void save(keeper), ms);
}

export function startKeeping(keeper: Keeper): void {
	if (keeper.view.state === "unsaved") saveIn(keeper, 0);
}

/** Leaving the editor sends what is unsaved on its way; this browser keeps it in any case. */
export function stopKeeping(keeper: Keeper): void {
	clearTimeout(keeper.timer);
	keeper.onView = () => {};
	if (keeper.view.state === "unsaved") void save(keeper);
}

/** The person changed the words, the kind or the promise: kept here at once, sent a moment later. */
export function changeDraft(keeper: Keeper, change: Partial<Said>): void {
	const { replyId, revision } = keeper.base;
	keepDraft(keeper.staffId, keeper.caseId, { ...said({ ...keeper.view, ...change }), replyId, revision });
	// it waits for a choice, or for the colleague who writes
	if (keeper.view.state === "conflict" || keeper.view.state === "held") return show(keeper, change);
	show(keeper, { ...change, state: "unsaved", isRestored: false });
	saveIn(keeper, pauseMs);
}

async function save(keeper: Keeper): Promise<void> {
	if (keeper.saving || keeper.view.state === "conflict") return keeper.saving ?? undefined;
	if (isSent(keeper.view, keeper.base)) return settle(keeper);
	keeper.saving = send(keeper, said(keeper.view)).finally(() => {
		keeper.saving = null;
	});
	return keeper.saving;
}

/** The server has it all; what it does not take yet, a promise half typed, stays in this browser. */
function settle(keeper: Keeper): void {
	if (isSameSaid(keeper.view, keeper.base)) dropDraft(keeper.staffId, keeper.caseId);
	show(keeper, { state: "saved", holder: null, error: null });
}

async function send(keeper: Keeper, sent: Said): Promise<void> {
	show(keeper, { state: "saving" });
	try {
		const { revision } = keeper.base;
		const body = { text: sent.text, kind: sent.kind, promise: promiseToSend(sent), revision };
		const detail = await api.saveReply(keeper.caseId, { ...body, takeOver: keeper.takesOver });
		keeper.takesOver = false;
		keeper.base = baseOf(detail.reply);
		keeper.onSaved(detail);
		if (isSent(keeper.view, keeper.base)) return settle(keeper);
		show(keeper, { state: "unsaved", holder: null, error: null });
		saveIn(keeper, pauseMs);
	} catch (error) {
		settleFailure(keeper, error);
	}
}

function settleFailure(keeper: Keeper, error: unknown): void {
	const { code, status, details } = error instanceof RequestError ? error : new RequestError("internal", 500);
	if (code === "reply-changed-meanwhile" && typeof details.text === "string")
		return meetOther(keeper, { ...keeper.base, revision: Number(details.revision), text: details.text });
	if (code === "reply-being-written") return waitFor(keeper, details.writing as DraftView["holder"]);
	if (status === 0 || status >= 500 || code === "unauthenticated") {
		show(keeper, { state: "kept-here", error: null });
		return saveIn(keeper, retryMs);
	}
	show(keeper, { state: "refused", error });
}

/** A colleague writes: it is tried again when they have been silent for long enough. */
function waitFor(keeper: Keeper, holder: DraftView["holder"]): void {
	show(keeper, { state: "held", holder, error: null });
	const left = Date.parse(holder?.until ?? "") - Date.now();
	saveIn(keeper, Number.isNaN(left) ? retryMs : Math.max(retryMs, left + 1000));
}

/** Somebody else's text is on the server: the same words are no conflict, different ones are both kept. */
function meetOther(keeper: Keeper, other: Base): void {
	const { view, base } = keeper;
	if (isSameSaid(view, base)) {
		keeper.base = other;
		dropDraft(keeper.staffId, keeper.caseId);
		return show(keeper, { ...said(other), state: "saved", theirs: null, holder: null, error: null });
	}
	// a photo came or went: the revision is another, the text is the one that is known
	const isSameText = other.text === base.text && (base.replyId ?? other.replyId) === other.replyId;
	if (isSameText || other.text === view.text || view.text === base.text) {
		keeper.base = other;
		const text = view.text === base.text ? other.text : view.text;
		show(keeper, { text, state: "unsaved", theirs: null, error: null });
		return saveIn(keeper, pauseMs);
	}
	clearTimeout(keeper.timer);
	keeper.other = other;
	show(keeper, { state: "conflict", theirs: other.text });
}

/** The case was read again: a newer text of somebody else is taken over, or met. */
export function hearReply(keeper: Keeper, reply: Reply | null): void {
	if (reply?.status !== "draft" || keeper.saving) return;
	const isKnown = reply.id === keeper.base.replyId && reply.revision <= (keeper.base.revision ?? 0);
	if (!isKnown) meetOther(keeper, baseOf(reply));
}

/** Goes on with the own text, also over a colleague who writes: they are told, and the other text is kept aside. */
export function keepMine(keeper: Keeper): void {
	if (keeper.other) keeper.base = keeper.other;
	keeper.other = null;
	keeper.takesOver = true;
	show(keeper, { state: "unsaved", theirs: null });
	void save(keeper);
}

export function takeTheirs(keeper: Keeper): void {
	if (!keeper.other) return;
	keeper.base = keeper.other;
	keeper.other = null;
	dropDraft(keeper.staffId, keeper.caseId);
	show(keeper, { ...said(keeper.base), state: "saved", theirs: null });
}

/** Saves what is unsaved. Gives the revision on the server, or null when it does not have this answer. */
export async function flushDraft(keeper: Keeper): Promise<number | null> {
	clearTimeout(keeper.timer);
	await keeper.saving;
	clearTimeout(keeper.timer);
	await save(keeper);
	return isSent(keeper.view, keeper.base) ? keeper.base.revision : null;
}
