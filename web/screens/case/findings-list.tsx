import { CircleAlert, Lightbulb, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Finding } from "../../api.ts";
import { useLanguage } from "../../preferences.ts";
import { dayWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { readPlainer } from "./plainer-words.ts";
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
	/** left out: the text is only read */
	onGoTo?: (finding: Finding) => void;
	/** puts one of the wordings offered in its place */
	onReplace?: (finding: Finding, words: string) => void;
	/** writes the day that the text names down as a promise */
	onPromise?: (finding: Finding) => void;
};

/** Remarks as a short list; choosing one shows its place in the text, and a plainer wording is one click away. */
export function FindingsList({ findings, text, onGoTo, onReplace, onPromise }: ListProps) {
	const shown = forList(findings);
	if (shown.length === 0) return null;
	return (
		<ul className="grid max-h-44 overflow-y-auto max-mid:max-h-32">
			{shown.map((finding) => {
				const place = text.slice(finding.start, finding.end);
				const isOffer = finding.code === "promise-offered";
				const { wordings, advice } = readPlainer(isOffer ? "" : (finding.plainer ?? ""), place);
				return (
					<li
						key={`${finding.code}-${finding.start}`}
						className="flex flex-wrap items-start gap-x-2 rounded hover:bg-hover mid:flex-nowrap"
					>
						<Remark finding={finding} place={place} advice={advice} onGoTo={onGoTo && (() => onGoTo(finding))} />
						{wordings.length > 0 && onReplace && (
							<Wordings words={wordings} onTake={(words) => onReplace(finding, words)} />
						)}
						{isOffer && onPromise && <Offer day={finding.plainer ?? ""} onTake={() => onPromise(finding)} />}
					</li>
				);
			})}
		</ul>
	);
}

type RemarkProps = { finding: Finding; place: string; advice: string | null; onGoTo: (() => void) | undefined };

function Remark({ finding, place, advice, onGoTo }: RemarkProps) {
	const t = useWords();
	const { icon: Icon, tone } = looks[finding.severity];
	const isWhole = finding.code === "too-long" || finding.code === "long";
	const excerpt = finding.quote ?? (isWhole ? "" : place);
	const isCut = excerpt.length > longest;
	const look = "flex min-w-0 flex-1 items-start gap-2 rounded px-1 py-0.5 text-left";
	const body = (
		<>
			<Icon
				size={16}
				className={`mt-0.5 shrink-0 ${tone}`}
				role="img"
				aria-label={t.reply.severities[finding.severity]}
			/>
			<span className={`min-w-0 wrap-anywhere ${finding.severity === "hint" ? "text-soft" : ""}`}>
				{t.reply.findings[finding.code]}
				{excerpt && (
					<span className="text-soft"> · {t.quoted(isCut ? `${excerpt.slice(0, longest).trimEnd()}…` : excerpt)}</span>
				)}
				{advice && <span className="text-soft"> · {advice}</span>}
			</span>
		</>
	);
	if (!onGoTo) return <p className={look}>{body}</p>;
	return (
		<button type="button" title={t.reply.goTo} onClick={onGoTo} className={look}>
			{body}
		</button>
	);
}

const offerLook =
	"rounded px-1 py-0.5 text-left wrap-anywhere text-accent underline decoration-dotted underline-offset-3 hover:decoration-solid";

function Offer({ day, onTake }: { day: string; onTake: () => void }) {
	const t = useWords();
	const language = useLanguage();
	return (
		<button type="button" onClick={onTake} className={`ml-6 mid:ml-0 ${offerLook}`}>
			{t.editor.promise.write(dayWords(day, language))}
		</button>
	);
}

function Wordings({ words, onTake }: { words: string[]; onTake: (words: string) => void }) {
	const t = useWords();
	return (
		<span className="flex max-w-full flex-wrap gap-x-1 pl-6 mid:max-w-[50%] mid:justify-end mid:pl-0">
			{words.map((one) => (
				<button
					key={one}
					type="button"
					aria-label={t.reply.plainer(one)}
					title={t.reply.plainer(one)}
					onClick={() => onTake(one)}
					className={offerLook}
				>
					{one}
				</button>
			))}
		</span>
	);
}
