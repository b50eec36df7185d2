import { Check, CircleDashed, CircleDot, Eye, Hourglass, PenLine, Send, Undo2, X } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { CaseStatus } from "../api.ts";
import { useFirstWords } from "../words.ts";

const looks: Record<CaseStatus, { icon: LucideIcon; tone: string }> = {
	new: { icon: CircleDashed, tone: "text-accent" },
	triage: { icon: CircleDashed, tone: "text-accent" },
	rejected: { icon: X, tone: "text-soft" },
	merged: { icon: Check, tone: "text-soft" },
	assigned: { icon: CircleDot, tone: "text-ink" },
	inProgress: { icon: PenLine, tone: "text-ink" },
	returnedWrongAgency: { icon: Undo2, tone: "text-soon" },
	onApproval: { icon: Eye, tone: "text-ink" },
	onReview: { icon: Eye, tone: "text-ink" },
	rework: { icon: Undo2, tone: "text-soon" },
	readyToPublish: { icon: Send, tone: "text-ink" },
	interimPublished: { icon: Hourglass, tone: "text-ink" },
	answered: { icon: Check, tone: "text-done" },
	deferred: { icon: Hourglass, tone: "text-soft" },
	awaitingCitizen: { icon: Hourglass, tone: "text-soft" },
	closed: { icon: Check, tone: "text-soft" },
	reopened: { icon: Undo2, tone: "text-soon" },
	handedTo59fz: { icon: Check, tone: "text-soft" },
};

/** A status by word and icon; colour only repeats what they say. */
export function StatusChip({ status, isPlain }: { status: CaseStatus; isPlain?: boolean }) {
	const t = useFirstWords();
	const { icon: Icon, tone } = looks[status];
	const frame = isPlain ? "" : "h-6 rounded-md border border-line bg-side px-2";
	return (
		<span className={`inline-flex items-center gap-1 whitespace-nowrap text-sm ${frame} ${tone}`}>
			<Icon size={13} aria-hidden />
			{t.status[status]}
		</span>
	);
}
