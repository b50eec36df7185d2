import { Check, CloudOff, LoaderCircle, PenLine } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { CaseDetail, Finding } from "../../api.ts";
import { Notice } from "../../components/notice.tsx";
import { useKeys } from "../../keys.ts";
import { errorWords, useWords } from "../../words.ts";
import { ActionForm } from "./action-form.tsx";
import { DraftConflict } from "./draft-conflict.tsx";
import { EditorFoot } from "./editor-foot.tsx";
import { FindingsList } from "./findings-list.tsx";
import { MarkedText } from "./marked-text.tsx";
import { PhotoEditor, PhotoTarget } from "./photo-editor.tsx";
import { Failed } from "./publication-line.tsx";
import { replaceIn } from "./replace-in.ts";
import { ReplyPreview } from "./reply-preview.tsx";
import { useActions } from "./use-actions.ts";
import { isOftenRepeated } from "./sort-findings.ts";
import { type Draft, useDraft } from "./use-draft.ts";
import { useFindings } from "./use-findings.ts";
import { usePhotos } from "./use-photos.ts";
import { useSubmit } from "./use-submit.ts";

/** Where the answer is written: the text with its remarks, the look of it in the thread, and the way to the approver. */
export function ReplyEditor({ detail }: { detail: CaseDetail }) {
	const draft = useDraft(detail);
	const photos = usePhotos(detail);
	const there = detail.reply?.photos ?? [];
	const { findings, repeatChance } = useFindings(detail.case.id, draft.text, there.length);
	const submit = useSubmit(detail, draft, findings, photos.isUploading);
	const actions = useActions(detail);
	const [isPreview, setPreview] = useState(false);
	if (actions.asked) return <ActionForm detail={detail} actions={actions} />;
	return (
		<div className="grid gap-2">
			<Remarks detail={detail} draft={draft} />
			{draft.state === "conflict" ? (
				<DraftConflict draft={draft} />
			) : (
				<PhotoTarget photos={photos} isOpen={detail.maxPhotos > there.length}>
					<EditorHead draft={draft} maxLength={detail.maxLength} isPreview={isPreview} onPreview={setPreview} />
					{isPreview ? (
						<div className="max-h-[38dvh] overflow-y-auto">
							<ReplyPreview text={draft.text} photos={there} detail={detail} />
						</div>
					) : (
						<>
							<TextWithFindings draft={draft} findings={findings} repeatChance={repeatChance} onSubmit={submit.run} />
							<PhotoEditor detail={detail} photos={photos} />
						</>
					)}
					<EditorFoot submit={submit} actions={actions} />
				</PhotoTarget>
			)}
		</div>
	);
}

/** Why the text came back: the approver's remark, or the network's refusal. */
function Remarks({ detail, draft }: { detail: CaseDetail; draft: Draft }) {
	const t = useWords();
	const last = detail.history.findLast((event) => /^(submit|returnReply|recordFailed)$/.test(event.type));
	const failed =
		last?.type === "recordFailed"
			? detail.earlierReplies.findLast((reply) => reply.publication?.state === "failed")
			: null;
	return (
		<>
			{last?.type === "returnReply" && typeof last.data.reason === "string" && (
				<Notice tone="soon" title={[t.events.returnReply, last.actor.name].filter(Boolean).join(" · ")}>
					<p className="wrap-words">{last.data.reason}</p>
				</Notice>
			)}
			{failed?.publication && <Failed publication={failed.publication} />}
			{draft.isRestored && <Notice>{t.reply.restored}</Notice>}
			{draft.state === "refused" && <Notice tone="late">{errorWords(t, draft.error)}</Notice>}
		</>
	);
}

type TextProps = { draft: Draft; findings: Finding[]; repeatChance: number | null; onSubmit: () => void };

function TextWithFindings({ draft, findings, repeatChance, onSubmit }: TextProps) {
	const t = useWords();
	const id = useId();
	const field = useRef<HTMLTextAreaElement>(null);
	useKeys({
		e: (event) => {
			event.preventDefault();
			field.current?.focus();
		},
	});
	const keys = (event: KeyboardEvent) => {
		if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		onSubmit();
	};
	const goTo = (finding: Finding) => {
		field.current?.focus();
		field.current?.setSelectionRange(finding.start, finding.end);
	};
	const replace = (finding: Finding, words: string) => field.current && replaceIn(field.current, finding, words);
	return (
		<>
			<MarkedText
				ref={field}
				text={draft.text}
				findings={findings}
				label={t.reply.title}
				describedBy={id}
				placeholder={t.reply.placeholder}
				maxLength={20_000}
				onChange={draft.setText}
				onKeyDown={keys}
			/>
			<div id={id} aria-live="polite">
				<FindingsList findings={findings} text={draft.text} onGoTo={goTo} onReplace={replace} />
				{isOftenRepeated(repeatChance) && <p className="px-1 py-0.5 text-sm text-soft">{t.reply.mayRepeat}</p>}
			</div>
		</>
	);
}

type HeadProps = { draft: Draft; maxLength: number; isPreview: boolean; onPreview: (isPreview: boolean) => void };

function EditorHead({ draft, maxLength, isPreview, onPreview }: HeadProps) {
	const t = useWords();
	const tab = (isOn: boolean) =>
		`h-7 rounded-md px-2 text-sm ${isOn ? "bg-hover font-medium text-ink" : "text-soft hover:text-ink"}`;
	const isLong = draft.text.length > maxLength;
	return (
		<div className="flex flex-wrap items-center justify-between gap-x-3">
			<div className="flex gap-1">
				<button type="button" aria-pressed={!isPreview} onClick={() => onPreview(false)} className={tab(!isPreview)}>
					{t.reply.title}
				</button>
				<button type="button" aria-pressed={isPreview} onClick={() => onPreview(true)} className={tab(isPreview)}>
					{t.reply.preview}
				</button>
			</div>
			<p className="flex items-center gap-3 text-sm text-soft">
				<SaveState draft={draft} />
				<span
					className={`tabular ${isLong ? "font-medium text-late" : ""}`}
					title={t.reply.length(draft.text.length, maxLength)}
				>
					{draft.text.length}/{maxLength}
				</span>
			</p>
		</div>
	);
}

function SaveState({ draft }: { draft: Draft }) {
	const t = useWords();
	if (draft.state === "saved" && draft.text === "") return null;
	const states = {
		saved: { words: t.reply.saved, Icon: Check },
		unsaved: { words: t.reply.unsaved, Icon: PenLine },
		saving: { words: t.reply.saving, Icon: LoaderCircle },
		"kept-here": { words: t.reply.keptHere, Icon: CloudOff },
		conflict: { words: t.reply.unsaved, Icon: PenLine },
		refused: { words: t.reply.unsaved, Icon: CloudOff },
	};
	const { words, Icon } = states[draft.state];
	return (
		<span role="status" className={`flex items-center gap-1 ${draft.state === "kept-here" ? "text-soon" : ""}`}>
			<Icon size={13} aria-hidden />
			{/* on a telephone the sign is enough while all is well */}
			<span className={draft.state === "kept-here" ? "" : "max-mid:sr-only"}>{words}</span>
		</span>
	);
}
