import { Check, CloudOff, LoaderCircle, PenLine } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../../words.ts";
import type { Draft } from "./use-draft.ts";

type HeadProps = {
	draft: Draft;
	maxLength: number;
	isPreview: boolean;
	onPreview: (isPreview: boolean) => void;
	/** buttons beside the two tabs */
	children?: ReactNode;
};

/** The two looks of the answer, whether it is saved, and how much room the network leaves. */
export function EditorHead({ draft, maxLength, isPreview, onPreview, children }: HeadProps) {
	const t = useWords();
	const tab = (isOn: boolean) =>
		`h-9 mid:h-7 rounded-md px-2 text-sm ${isOn ? "bg-hover font-medium text-ink" : "text-soft hover:text-ink"}`;
	return (
		<div className="flex flex-wrap items-center justify-between gap-x-3">
			<div className="flex flex-wrap gap-1">
				<button type="button" aria-pressed={!isPreview} onClick={() => onPreview(false)} className={tab(!isPreview)}>
					{t.reply.title}
				</button>
				<button type="button" aria-pressed={isPreview} onClick={() => onPreview(true)} className={tab(isPreview)}>
					{t.reply.preview}
				</button>
				{children}
			</div>
			<p className="flex items-center gap-3 text-sm text-soft">
				<SaveState draft={draft} />
				<Length length={draft.text.length} maxLength={maxLength} />
			</p>
		</div>
	);
}

/** below this share of the network's limit the room left is said in words */
const nearShare = 0.8;

function Length({ length, maxLength }: { length: number; maxLength: number }) {
	const t = useWords();
	const left = maxLength - length;
	const isNear = length >= maxLength * nearShare;
	const words = left < 0 ? t.editor.lengthOver(-left) : t.editor.lengthLeft(left);
	return (
		<span className={`tabular ${left < 0 ? "font-medium text-late" : ""}`} title={t.reply.length(length, maxLength)}>
			{isNear ? words : `${length}/${maxLength}`}
		</span>
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
		held: { words: t.reply.unsaved, Icon: PenLine },
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
