import { type KeyboardEvent, type ReactNode, type RefObject, useId } from "react";
import type { Finding } from "../../api.ts";
import { useKeys } from "../../keys.ts";
import { useWords } from "../../words.ts";
import { FindingsList } from "./findings-list.tsx";
import { gapFrom } from "./find-gaps.ts";
import { MarkedText } from "./marked-text.tsx";
import { replaceIn } from "./replace-in.ts";
import { sentenceAround } from "./sentence-around.ts";
import { isOftenRepeated } from "./sort-findings.ts";
import type { Draft } from "./use-draft.ts";

type TextProps = {
	field: RefObject<HTMLTextAreaElement | null>;
	draft: Draft;
	findings: Finding[];
	repeatChance: number | null;
	/** who is proposed for a promise */
	who: string;
	onSubmit: () => void;
	/** what belongs to the words and stands between them and the remarks */
	children: ReactNode;
};

/** The words of the answer with their remarks. Tab goes from gap to gap, and leaves the field when none is ahead. */
export function EditorText({ field, draft, findings, repeatChance, who, onSubmit, children }: TextProps) {
	const t = useWords();
	const id = useId();
	useKeys({
		e: (event) => {
			event.preventDefault();
			field.current?.focus();
		},
	});
	const keys = (event: KeyboardEvent) => {
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			onSubmit();
		} else if (event.key === "Tab" && !event.ctrlKey && !event.altKey && field.current) {
			const gap = gapFrom(draft.text, field.current, event.shiftKey);
			if (!gap) return;
			event.preventDefault();
			field.current.setSelectionRange(gap.start, gap.end);
		}
	};
	const goTo = (finding: Finding) => {
		field.current?.focus();
		field.current?.setSelectionRange(finding.start, finding.end);
	};
	const replace = (finding: Finding, words: string) => field.current && replaceIn(field.current, finding, words);
	const promise = (finding: Finding) =>
		draft.change({ promise: { who, what: sentenceAround(draft.text, finding), dueOn: finding.plainer ?? "" } });
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
			{children}
			<div id={id} aria-live="polite">
				<FindingsList findings={findings} text={draft.text} onGoTo={goTo} onReplace={replace} onPromise={promise} />
				{isOftenRepeated(repeatChance) && <p className="px-1 py-0.5 text-sm text-soft">{t.reply.mayRepeat}</p>}
			</div>
		</>
	);
}
