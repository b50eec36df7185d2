import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { useLanguage } from "../../preferences.ts";
import { clockWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import type { Draft } from "./use-draft.ts";

/** A colleague writes this answer just now: nothing is lost, and it can be taken over openly. */
export function DraftHeld({ draft, zone }: { draft: Draft; zone: string }) {
	const t = useWords().editor.held;
	const language = useLanguage();
	const { holder } = draft;
	if (draft.state !== "held" || !holder) return null;
	return (
		<Notice tone="soon" title={t.title(holder.name)}>
			<p>{t.text(clockWords(holder.until, zone, language))}</p>
			<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
				<Button isSmall onClick={draft.keepMine}>
					{t.take}
				</Button>
				<span className="text-sm text-soft">{t.takeHint}</span>
			</div>
		</Notice>
	);
}
