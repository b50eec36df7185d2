import { useId } from "react";
import { useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { asKind, type ReplyKind } from "./draft-said.ts";
import type { Draft } from "./use-draft.ts";

const kinds: readonly ReplyKind[] = ["final", "interim", "question"];

/** What kind of answer this is, and what follows from it in one line. */
export function ReplyKindChoice({ draft, agencyId }: { draft: Draft; agencyId: number | null }) {
	const t = useWords().editor.kind;
	const name = useId();
	const who = useReference().agency(agencyId)?.shortName ?? "";
	// once one writes an ordinary answer, the room belongs to the words
	const isKnown = draft.kind === "final" && draft.text.trim() !== "";
	return (
		<div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
			<div role="radiogroup" aria-label={t.title} className="flex rounded-lg border border-line bg-side p-0.5">
				{kinds.map((kind) => (
					<label
						key={kind}
						title={t.hints[kind]}
						className="relative flex h-8 cursor-pointer items-center rounded-md px-2 text-sm whitespace-nowrap text-soft hover:text-ink has-checked:bg-panel has-checked:font-medium has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line-strong)] has-focus-visible:outline-2 has-focus-visible:outline-accent mid:h-6"
					>
						<input
							type="radio"
							name={name}
							className="absolute inset-0 cursor-pointer opacity-0"
							checked={draft.kind === kind}
							onChange={() => draft.change(asKind(draft, kind, who))}
						/>
						{t.names[kind]}
					</label>
				))}
			</div>
			<p aria-live="polite" className={`basis-full text-sm text-soft ${isKnown ? "sr-only" : ""}`}>
				{t.hints[draft.kind]}
			</p>
		</div>
	);
}
