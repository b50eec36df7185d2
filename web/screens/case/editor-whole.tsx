import { useRef, useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { Notice } from "../../components/notice.tsx";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { ActionForm } from "./action-form.tsx";
import { DraftConflict } from "./draft-conflict.tsx";
import { DraftHeld } from "./draft-held.tsx";
import { EditorFoot } from "./editor-foot.tsx";
import { EditorHead } from "./editor-head.tsx";
import { EditorTools } from "./editor-tools.tsx";
import { EditorParts } from "./editor-parts.tsx";
import { EditorText } from "./editor-text.tsx";
import { PhotoEditor, PhotoTarget } from "./photo-editor.tsx";
import { PromiseFields } from "./promise-fields.tsx";
import { Failed } from "./publication-line.tsx";
import { ReplyKindChoice } from "./reply-kind.tsx";
import { ReplyPreview } from "./reply-preview.tsx";
import { returnWords } from "./return-words.ts";
import { useActions } from "./use-actions.ts";
import { type Draft, useDraft } from "./use-draft.ts";
import { useFindings } from "./use-findings.ts";
import { usePhotos } from "./use-photos.ts";
import { useSubmit } from "./use-submit.ts";

/** Where the answer is written: the text with its remarks, the look of it in the thread, and the way to the approver. */
export function EditorWhole({ detail }: { detail: CaseDetail }) {
	const draft = useDraft(detail);
	const photos = usePhotos(detail);
	const there = detail.reply?.photos ?? [];
	const { findings, repeatChance } = useFindings(detail.case.id, draft, there.length);
	const submit = useSubmit(detail, draft, findings, photos.isUploading);
	const actions = useActions(detail);
	const [isPreview, setPreview] = useState(false);
	const field = useRef<HTMLTextAreaElement>(null);
	const who = useReference().agency(detail.case.agencyId)?.shortName ?? "";
	if (actions.asked) return <ActionForm detail={detail} actions={actions} />;
	return (
		<div data-kept className="grid gap-2">
			<Remarks detail={detail} draft={draft} />
			{draft.state === "conflict" ? (
				<DraftConflict draft={draft} />
			) : (
				<PhotoTarget photos={photos} isOpen={detail.maxPhotos > there.length}>
					<div className="-mx-1 grid max-h-[48dvh] grid-cols-[minmax(0,1fr)] gap-2 overflow-y-auto px-1 py-0.5">
						<ReplyKindChoice draft={draft} agencyId={detail.case.agencyId} />
						<EditorHead draft={draft} maxLength={detail.maxLength} isPreview={isPreview} onPreview={setPreview}>
							<EditorTools {...{ detail, draft, field }} onText={() => setPreview(false)} />
						</EditorHead>
						{isPreview ? (
							<ReplyPreview text={draft.text} photos={there} detail={detail} />
						) : (
							<>
								<EditorText {...{ field, draft, findings, repeatChance, who }} onSubmit={submit.run}>
									<PromiseFields draft={draft} zone={detail.due.timeZone} />
								</EditorText>
								<EditorParts detail={detail} draft={draft} />
								<PhotoEditor detail={detail} photos={photos} />
							</>
						)}
					</div>
					<EditorFoot submit={submit} actions={actions} />
				</PhotoTarget>
			)}
		</div>
	);
}

/** Why the text came back: the approver's remark, or the network's refusal. */
function Remarks({ detail, draft }: { detail: CaseDetail; draft: Draft }) {
	const t = useWords();
	const last = detail.history.findLast((event) => /^(submit|returnReply|returnReview|recordFailed)$/.test(event.type));
	const failed =
		last?.type === "recordFailed"
			? detail.earlierReplies.findLast((reply) => reply.publication?.state === "failed")
			: null;
	return (
		<>
			{last && /^return/.test(last.type) && (
				<Notice tone="soon" title={[t.events.returnReply, last.actor.name].filter(Boolean).join(" · ")}>
					{returnWords(t, last.data).map((words) => (
						<p key={words} className="wrap-words">
							{words}
						</p>
					))}
				</Notice>
			)}
			{failed?.publication && <Failed publication={failed.publication} />}
			<DraftHeld draft={draft} zone={detail.due.timeZone} />
			{draft.isRestored && <Notice>{t.reply.restored}</Notice>}
			{draft.state === "refused" && <Notice tone="late">{errorWords(t, draft.error)}</Notice>}
		</>
	);
}
