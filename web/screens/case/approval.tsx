import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, type CaseDetail, type Reply } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useKeys } from "../../keys.ts";
import { useCaseChange } from "../../queries.ts";
import { neighbourOf } from "../../queue-order.ts";
import { errorWords, useWords } from "../../words.ts";
import { PhotoFindings } from "./photo-findings.tsx";
import { ReplyPreview } from "./reply-preview.tsx";
import { useTellApproved } from "./use-tell-approved.ts";
import { ReturnForm, type ReturnGiven } from "./return-form.tsx";

/** Whether this person is the one who reads the answer before it is published. */
export function isToApprove(detail: CaseDetail, staffId: number): boolean {
	const { reply, can } = detail;
	const isWaiting = detail.case.status === "onApproval" || detail.case.status === "onReview";
	return can.approve && isWaiting && reply?.status === "submitted" && reply.authorId !== staffId;
}

/** The answer as the resident will see it, and the two decisions: approve, or return with a reason. */
export function Approval({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { reply } = detail;
	if (!reply) return null;
	return (
		<section
			aria-label={t.reply.title}
			className="flex min-h-0 flex-col border-line bg-panel max-wide:border-t wide:border-b"
		>
			{/* what can be scrolled can be reached by Tab */}
			<div tabIndex={0} role="group" aria-label={t.reply.preview} className="min-h-0 overflow-y-auto px-4 pt-3">
				<p className="mb-2 flex flex-wrap justify-between gap-x-3 text-sm text-soft">
					<span>{t.reply.preview}</span>
					<span className="tabular">{t.reply.length(reply.text.length, detail.maxLength)}</span>
				</p>
				<ReplyPreview text={reply.text} photos={reply.photos} detail={detail} />
				{reply.photos.length > 0 && <PhotoFindings detail={detail} photos={reply.photos} />}
				<p className="mt-2 text-sm text-soft">{t.reply.author(reply.authorName)}</p>
			</div>
			<Decision detail={detail} reply={reply} />
		</section>
	);
}

function useDecision(detail: CaseDetail, reply: Reply) {
	const t = useWords();
	const navigate = useNavigate();
	const { id } = detail.case;
	const tellApproved = useTellApproved(id);
	const goOn = () => {
		const next = neighbourOf(id, 1);
		const isWalking = new URLSearchParams(location.search).get("view") === "approval";
		if (isWalking && next !== null)
			void navigate({ to: "/cases/$caseId", params: { caseId: next }, search: true, replace: true });
	};
	const approve = useCaseChange(id, () => api.approveReply(id, reply.revision));
	const giveBack = useCaseChange(id, (given: ReturnGiven) =>
		api.returnReply(id, { revision: reply.revision, ...given }),
	);
	return {
		approve: () =>
			approve.mutate(undefined, {
				onSuccess: (saved) => {
					tellApproved(saved, t.actionDone.approve);
					goOn();
				},
			}),
		giveBack: (given: ReturnGiven) =>
			giveBack.mutate(given, {
				onSuccess: () => {
					say(t.actionDone.returnReply);
					goOn();
				},
			}),
		isBusy: approve.isPending || giveBack.isPending,
		error: approve.error ?? giveBack.error,
	};
}

function Decision({ detail, reply }: { detail: CaseDetail; reply: Reply }) {
	const t = useWords();
	const decision = useDecision(detail, reply);
	const [isReturning, setReturning] = useState(false);
	const opener = useFocusBack(isReturning);
	useKeys({
		a: () => !decision.isBusy && !isReturning && decision.approve(),
		r: (event) => {
			event.preventDefault();
			setReturning(true);
		},
	});
	return (
		<div className="grid shrink-0 gap-2 px-4 py-3">
			{decision.error && (
				<p role="alert" className="text-late">
					{errorWords(t, decision.error)}
				</p>
			)}
			{isReturning ? (
				<ReturnForm isBusy={decision.isBusy} onSend={decision.giveBack} onCancel={() => setReturning(false)} />
			) : (
				<div className="flex flex-wrap gap-2">
					<Button kind="primary" shortcut="A" disabled={decision.isBusy} onClick={decision.approve} className="flex-1">
						{t.actions.approve}
					</Button>
					<Button
						ref={opener()}
						shortcut="R"
						disabled={decision.isBusy}
						onClick={() => setReturning(true)}
						className="flex-1"
					>
						{t.actions.returnReply}
					</Button>
				</div>
			)}
		</div>
	);
}
