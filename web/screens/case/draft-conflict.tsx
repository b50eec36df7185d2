import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { useWords } from "../../words.ts";
import type { Draft } from "./use-draft.ts";

/** Two people wrote: both texts are shown whole, and the person chooses. */
export function DraftConflict({ draft }: { draft: Draft }) {
	const t = useWords();
	return (
		<Notice tone="soon" title={t.reply.conflictTitle}>
			<p>{t.reply.conflictText}</p>
			<div className="grid gap-3 mid:grid-cols-2">
				<Version title={t.reply.mine} text={draft.text} action={t.reply.keepMine} onChoose={draft.keepMine} />
				<Version
					title={t.reply.theirs}
					text={draft.theirs ?? ""}
					action={t.reply.takeTheirs}
					onChoose={draft.takeTheirs}
				/>
			</div>
		</Notice>
	);
}

function Version({
	title,
	text,
	action,
	onChoose,
}: {
	title: string;
	text: string;
	action: string;
	onChoose: () => void;
}) {
	return (
		<section className="grid content-start gap-2">
			<h3 className="text-sm font-medium">{title}</h3>
			<p className="max-h-40 overflow-y-auto rounded-md border border-line bg-side p-2 wrap-words">{text}</p>
			<div>
				<Button isSmall onClick={onChoose}>
					{action}
				</Button>
			</div>
		</section>
	);
}
