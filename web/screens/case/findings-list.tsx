import { CircleAlert, Lightbulb, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Finding } from "../../api.ts";
import { useWords } from "../../words.ts";
import { forList } from "./sort-findings.ts";

const looks: Record<Finding["severity"], { icon: LucideIcon; tone: string }> = {
	block: { icon: CircleAlert, tone: "text-late" },
	warn: { icon: TriangleAlert, tone: "text-soon" },
	hint: { icon: Lightbulb, tone: "text-soft" },
};
/** longer than this, a place is not repeated whole */
const longest = 40;

type ListProps = {
	findings: Finding[];
	text: string;
	onGoTo: (finding: Finding) => void;
	/** takes the wording offered */
	onPlainer: (finding: Finding) => void;
};

/** Remarks as a short list; choosing one shows its place in the text, and a plainer wording is one click away. */
export function FindingsList({ findings, text, onGoTo, onPlainer }: ListProps) {
	const shown = forList(findings);
	if (shown.length === 0) return null;
	return (
		<ul className="grid max-h-44 overflow-y-auto max-mid:max-h-32">
			{shown.map((finding) => (
				<li key={`${finding.code}-${finding.start}`} className="flex items-start gap-2 rounded hover:bg-hover">
					<Remark finding={finding} text={text} onGoTo={() => onGoTo(finding)} />
					{finding.plainer !== undefined && <Plainer words={finding.plainer} onTake={() => onPlainer(finding)} />}
				</li>
			))}
		</ul>
	);
}

function Remark({ finding, text, onGoTo }: { finding: Finding; text: string; onGoTo: () => void }) {
	const t = useWords();
	const { icon: Icon, tone } = looks[finding.severity];
	const place = text.slice(finding.start, Math.min(finding.end, finding.start + longest));
	const excerpt = finding.quote ?? (finding.code === "too-long" || finding.code === "long" ? "" : place);
	return (
		<button
			type="button"
			title={t.reply.goTo}
			onClick={onGoTo}
			className="flex min-w-0 flex-1 items-start gap-2 rounded px-1 py-0.5 text-left"
		>
			<Icon size={16} className={`mt-0.5 shrink-0 ${tone}`} aria-label={t.reply.severities[finding.severity]} />
			<span className={`min-w-0 wrap-anywhere ${finding.severity === "hint" ? "text-soft" : ""}`}>
				{t.reply.findings[finding.code]}
				{excerpt && <span className="text-soft"> · {t.quoted(excerpt)}</span>}
			</span>
		</button>
	);
}

function Plainer({ words, onTake }: { words: string; onTake: () => void }) {
	const t = useWords();
	return (
		<button
			type="button"
			onClick={onTake}
			className="max-w-[45%] shrink-0 rounded px-1.5 py-0.5 text-right wrap-anywhere text-accent hover:underline"
		>
			{words === "" ? t.reply.leaveOut : t.reply.plainer(words)}
		</button>
	);
}
