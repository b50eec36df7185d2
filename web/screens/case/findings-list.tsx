import { CircleAlert, TriangleAlert } from "lucide-react";
import type { Finding } from "../../api.ts";
import { useWords } from "../../words.ts";

/** Remarks as a short list; choosing one shows its place in the text. */
export function FindingsList({
	findings,
	text,
	onGoTo,
}: {
	findings: Finding[];
	text: string;
	onGoTo: (finding: Finding) => void;
}) {
	const t = useWords();
	const shown = findings.filter((finding) => finding.code !== "empty");
	if (shown.length === 0) return null;
	return (
		<ul className="grid">
			{shown.map((finding) => {
				const isBlock = finding.severity === "block";
				const Icon = isBlock ? CircleAlert : TriangleAlert;
				const excerpt = text.slice(finding.start, Math.min(finding.end, finding.start + 40));
				return (
					<li key={`${finding.code}-${finding.start}`}>
						<button
							type="button"
							title={t.reply.goTo}
							onClick={() => onGoTo(finding)}
							className="flex w-full items-start gap-2 rounded px-1 py-0.5 text-left hover:bg-hover"
						>
							<Icon size={16} className={`mt-0.5 shrink-0 ${isBlock ? "text-late" : "text-soon"}`} aria-hidden />
							<span>
								{t.reply.findings[finding.code]}
								{excerpt && finding.code !== "too-long" && <span className="text-soft"> · {t.quoted(excerpt)}</span>}
							</span>
						</button>
					</li>
				);
			})}
		</ul>
	);
}
