import { Eye, PenLine } from "lucide-react";
import { usePresence } from "../../presence.ts";
import { useWords } from "../../words.ts";

/** Who else has the case open, and who writes its answer just now. Empty most of the time. */
export function PresenceLine({ caseId }: { caseId: number }) {
	const t = useWords();
	const { here, writing } = usePresence(caseId);
	const words = [
		writing && t.caseWork.presence.writing(writing),
		here.length > 0 && t.caseWork.presence.here(here.join("; ")),
	].filter(Boolean);
	const Icon = writing ? PenLine : Eye;
	return (
		<p
			aria-live="polite"
			title={words.join(". ")}
			className="ml-auto flex min-w-0 items-center wide:max-w-72 wide:shrink-0 gap-1.5 text-sm text-soft"
		>
			{words.length > 0 && (
				<>
					<Icon size={14} className={`shrink-0 ${writing ? "text-accent" : ""}`} aria-hidden />
					<span className="truncate">{words.join(". ")}</span>
				</>
			)}
		</p>
	);
}
