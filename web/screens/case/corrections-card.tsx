import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert, CircleHelp, Hourglass, Send, Undo2, X } from "lucide-react";
import { useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { caseApi, type Correction } from "../../api-case.ts";
import { correctionsQuery, usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { When } from "../../components/when.tsx";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { PartCard, PartRows } from "./part-card.tsx";
import { AskReason, Refused } from "./part-form.tsx";
import { failureWords } from "./publication-line.tsx";
import { useMay } from "./use-may.ts";

const looks = {
	proposed: { icon: Hourglass, tone: "text-soon" },
	returned: { icon: Undo2, tone: "text-soft" },
	cancelled: { icon: X, tone: "text-soft" },
	queued: { icon: Send, tone: "text-ink" },
	claimed: { icon: Send, tone: "text-ink" },
	sent: { icon: Check, tone: "text-done" },
	failed: { icon: CircleAlert, tone: "text-late" },
	unknown: { icon: CircleHelp, tone: "text-soon" },
} as const;

/** Other words for a published answer, on their way or settled; the latest first. */
export function CorrectionsCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { data } = useQuery(correctionsQuery(detail.case.id));
	const items = (data?.items ?? []).toSorted((a, b) => b.id - a.id);
	if (items.length === 0) return null;
	return (
		<PartCard title={t.correction.card}>
			<PartRows>
				{items.map((item) => (
					<li key={item.id}>
						<CorrectionRow detail={detail} item={item} />
					</li>
				))}
			</PartRows>
		</PartCard>
	);
}

function CorrectionRow({ detail, item }: { detail: CaseDetail; item: Correction }) {
	const t = useWords();
	const words = t.correction;
	const [isOpen, setOpen] = useState(false);
	const { icon: Icon, tone } = looks[item.state];
	return (
		<div className="grid gap-1">
			<p className={`flex items-center gap-1 font-medium ${tone}`}>
				<Icon size={14} className="shrink-0" aria-hidden />
				{words.states[item.state]}
			</p>
			<p className="wrap-words">{t.quoted(item.reason)}</p>
			<p className="text-sm text-soft">
				{item.authorName} · <When at={item.createdAt} zone={detail.due.timeZone} />
			</p>
			{item.approvedByName && <p className="text-sm text-soft">{t.reply.approver(item.approvedByName)}</p>}
			{item.returnReason && <p className="text-sm wrap-words">{t.reply.remark(item.returnReason)}</p>}
			{item.state === "failed" && <p className="text-sm text-late">{failureWords(t, item.errorClass)}</p>}
			<div className="flex flex-wrap gap-2">
				<Button isSmall onClick={() => setOpen(true)}>
					{words.look}
				</Button>
				<Decision detail={detail} item={item} />
			</div>
			{isOpen && (
				<Sheet isWide title={words.compare} onClose={() => setOpen(false)}>
					<BothTexts item={item} />
				</Sheet>
			)}
		</div>
	);
}

function BothTexts({ item }: { item: Correction }) {
	const { before, after } = useWords().correction;
	return (
		<div className="grid gap-4 mid:grid-cols-2">
			{[
				{ name: before, text: item.before },
				{ name: after, text: item.text },
			].map(({ name, text }) => (
				<section key={name} aria-label={name} className="grid content-start gap-1">
					<h3 className="text-sm font-medium">{name}</h3>
					<p className="rounded-lg border border-line bg-side px-3 py-2 wrap-words">{text}</p>
				</section>
			))}
		</div>
	);
}

/** What this person may say of it: let it go out, send it back, take it back, or tell what stands in the thread. */
function Decision({ detail, item }: { detail: CaseDetail; item: Correction }) {
	const t = useWords();
	const words = t.correction;
	const me = useMe();
	const maySettle = useMay("publication.settle");
	const isOwn = item.authorName === me.name;
	const { id } = detail.case;
	const approve = usePartChange(id, () => caseApi.approveCorrection(item.id), words.approved);
	const giveBack = usePartChange(id, (reason: string) => caseApi.returnCorrection(item.id, reason), words.returned);
	const cancel = usePartChange(id, () => caseApi.cancelCorrection(item.id), words.cancelled);
	const settle = usePartChange(id, (as: "sent" | "send-again" | "failed") => caseApi.settleCorrection(item.id, as));
	const ways = ["sent", "send-again", "failed"] as const;
	return (
		<>
			{item.state === "proposed" && detail.can.approve && !isOwn && (
				<>
					<Button isSmall disabled={approve.isPending} onClick={() => approve.mutate(undefined)}>
						{words.approve}
					</Button>
					<AskReason
						verb={words.giveBack}
						label={words.giveBackWhy}
						change={giveBack}
						onSend={(reason) => giveBack.mutate(reason)}
					/>
				</>
			)}
			{item.state === "proposed" && detail.can.write && isOwn && (
				<Button isSmall kind="quiet" disabled={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
					{words.cancel}
				</Button>
			)}
			{item.state === "unknown" &&
				maySettle &&
				ways.map((as) => (
					<Button key={as} isSmall disabled={settle.isPending} onClick={() => settle.mutate(as)}>
						{words.settle[as]}
					</Button>
				))}
			<Refused change={approve} />
			<Refused change={cancel} />
			<Refused change={settle} />
		</>
	);
}
