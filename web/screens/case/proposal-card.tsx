import { Sparkle } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../../words.ts";

/** One thing that the machine proposes: in a dotted outline until a person has had their say. */
export function ProposalCard({
	title,
	isProposal,
	children,
}: {
	title: string;
	isProposal: boolean;
	children: ReactNode;
}) {
	const t = useWords();
	return (
		<section
			aria-label={title}
			className={`grid gap-2 rounded-lg p-3 ${isProposal ? "proposed" : "border border-line bg-panel"}`}
		>
			<h2 className="-mb-2 flex items-center justify-between gap-x-1 whitespace-nowrap text-sm text-soft">
				{title}
				{isProposal && (
					<span className="flex items-center gap-1 text-accent">
						<Sparkle size={13} aria-hidden />
						{t.case.proposal}
					</span>
				)}
			</h2>
			{children}
		</section>
	);
}

export type Candidate = { key: string; name: string /** 0 … 1 */; chance: number | null; note?: string | null };

/** What else it may be, best first; one click takes another. */
export function Candidates({
	title,
	items,
	isBusy,
	onPick,
}: {
	title: string;
	items: Candidate[];
	isBusy: boolean;
	/** undefined: this person may only look */
	onPick: ((key: string) => void) | undefined;
}) {
	if (items.length === 0) return null;
	return (
		<div>
			<p className="text-sm text-soft">{title}</p>
			<ul className="-mx-1.5">
				{items.map((item) => (
					<li key={item.key}>
						{onPick ? (
							<button
								type="button"
								disabled={isBusy}
								onClick={() => onPick(item.key)}
								className="w-full rounded-md px-1.5 py-1 text-left hover:bg-hover disabled:opacity-55 max-mid:py-1.5"
							>
								<CandidateText item={item} isChoice />
							</button>
						) : (
							<div className="px-1.5 py-1">
								<CandidateText item={item} />
							</div>
						)}
					</li>
				))}
			</ul>
		</div>
	);
}

function CandidateText({ item, isChoice }: { item: Candidate; isChoice?: boolean }) {
	const t = useWords();
	return (
		<>
			<span className="flex items-baseline justify-between gap-3">
				<span className={isChoice ? "text-accent" : ""}>{item.name}</span>
				{item.chance !== null && (
					<span className="shrink-0 text-sm text-soft tabular">{t.percent(Math.round(item.chance * 100))}</span>
				)}
			</span>
			{item.note && <span className="block text-sm text-soft">{item.note}</span>}
		</>
	);
}
