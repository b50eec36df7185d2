import { api, type CaseDetail, type Reply, RequestError } from "../../api.ts";
import { dropDraft, keepDraft, readDraft } from "./draft-store.ts";

/** What the editor shows of the draft. `kept-here`: the server cannot be reached, this browser has the text. */
export type DraftView = {
	text: string;
	state: "saved" | "unsaved" | "saving" | "kept-here" | "conflict" | "refused";
	/** the other text, when somebody changed it meanwhile */
	theirs: string | null;
	isRestored: boolean;
	error: unknown;
};

/** What the server is known to have. */
type Base = { replyId: number | null; revision: number | null; text: string };

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
const nothing: Base = { replyId: null, revision: null, text: "" };

const baseOf = (reply: Reply | null): Base =>
	reply?.status === "draft" ? { replyId: reply.id, revision: reply.revision, text: reply.text } : nothing;

/** Begins with the server's text, or with the text this browser kept when it could not be saved. */
export function openDraft(staffId: number, detail: CaseDetail): Keeper {
	const base = baseOf(detail.reply);
	const keeper: Keeper = {
		staffId,
		caseId: detail.case.id,
		view: { text: base.text, state: "saved", theirs: null, isRestored: false, error: null },
		base,
		other: null,
		takesOver: false,
		timer: undefined,
		saving: null,
		onView: () => {},
		onSaved: () => {},
	};
	const kept = readDraft(staffId, keeper.caseId);
	if (!kept || kept.text === base.text) return keeper;
	const isSameBase = kept.replyId === base.replyId && kept.revision === base.revision;
	if (isSameBase || base.text === "")
		keeper.view = { ...keeper.view, text: kept.text, state: "unsaved", isRestored: true };
	else {
		keeper.other = base;
		keeper.view = { ...keeper.view, text: kept.text, state: "conflict", theirs: base.text };
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

export function typeText(keeper: Keeper, text: string): void {
	const { replyId, revision } = keeper.base;
	keepDraft(keeper.staffId, keeper.caseId, { text, replyId, revision });
	if (keeper.view.state === "conflict") return show(keeper, { text });
	show(keeper, { text, state: "unsaved", isRestored: false });
	saveIn(keeper, pauseMs);
}

async function save(keeper: Keeper): Promise<void> {
	if (keeper.saving || keeper.view.state === "conflict") return keeper.saving ?? undefined;
	if (keeper.view.text === keeper.base.text) {
		dropDraft(keeper.staffId, keeper.caseId);
		return show(keeper, { state: "saved", error: null });
	}
	keeper.saving = send(keeper, keeper.view.text).finally(() => {
		keeper.saving = null;
	});
	return keeper.saving;
}

async function send(keeper: Keeper, text: string): Promise<void> {
	show(keeper, { state: "saving" });
	try {
		const detail = await api.saveReply(keeper.caseId, text, keeper.base.revision, keeper.takesOver);
		keeper.takesOver = false;
		keeper.base = baseOf(detail.reply);
		keeper.onSaved(detail);
		if (keeper.view.text === text) {
			dropDraft(keeper.staffId, keeper.caseId);
			show(keeper, { state: "saved", error: null });
		} else {
			show(keeper, { state: "unsaved", error: null });
			saveIn(keeper, pauseMs);
		}
	} catch (error) {
		settleFailure(keeper, error);
	}
}

function settleFailure(keeper: Keeper, error: unknown): void {
	const { code, status, details } = error instanceof RequestError ? error : new RequestError("internal", 500);
	if (code === "reply-changed-meanwhile" && typeof details.text === "string") {
		const other = { replyId: keeper.base.replyId, revision: Number(details.revision), text: details.text };
		return meetOther(keeper, other);
	}
	if (status === 0 || status >= 500 || code === "unauthenticated") {
		show(keeper, { state: "kept-here", error: null });
		return saveIn(keeper, retryMs);
	}
	show(keeper, { state: "refused", error });
}

/** Somebody else's text is on the server: the same words are no conflict, different ones are both kept. */
function meetOther(keeper: Keeper, other: Base): void {
	// a photo came or went: the revision is another, the text is the one that is known
	const isSameText = other.text === keeper.base.text && (keeper.base.replyId ?? other.replyId) === other.replyId;
	if (isSameText && keeper.view.text !== other.text) {
		keeper.base = other;
		show(keeper, { state: "unsaved", error: null });
		return saveIn(keeper, pauseMs);
	}
	if (other.text === keeper.view.text || keeper.view.text === keeper.base.text) {
		keeper.base = other;
		dropDraft(keeper.staffId, keeper.caseId);
		return show(keeper, { text: other.text, state: "saved", theirs: null, error: null });
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

/** Goes on with the own text; the other one stays in the history of the reply no longer than this choice. */
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
	show(keeper, { text: keeper.base.text, state: "saved", theirs: null });
}

/** Saves what is unsaved. Gives the revision on the server, or null when it does not have this text. */
export async function flushDraft(keeper: Keeper): Promise<number | null> {
	clearTimeout(keeper.timer);
	await keeper.saving;
	clearTimeout(keeper.timer);
	await save(keeper);
	return keeper.view.text === keeper.base.text ? keeper.base.revision : null;
}
