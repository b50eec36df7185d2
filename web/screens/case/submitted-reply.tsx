import { Eye } from "lucide-react";
import { api, type CaseDetail } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { useCaseChange, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { HeldReply } from "./held-reply.tsx";
import { ReplyPreview } from "./reply-preview.tsx";

/** A submitted answer for everybody but its approver: the author may take it back. */
export function SubmittedReply({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const { id } = detail.case;
	const withdraw = useCaseChange(id, () => api.withdrawReply(id));
	const isOwn = detail.reply?.authorId === useMe().id;
	return (
		<div className="grid gap-2">
			<p className="flex items-center gap-2">
				<Eye size={16} aria-hidden />
				<span>
					{t.case.waitingApproval}{" "}
					<span className="text-soft">
						{isOwn ? t.reply.onApprovalBy : detail.reply && t.reply.author(detail.reply.authorName)}
					</span>
				</span>
			</p>
			{detail.reply && (
				<div className="max-h-[30dvh] overflow-y-auto">
					<ReplyPreview text={detail.reply.text} photos={detail.reply.photos} detail={detail} />
				</div>
			)}
			{detail.reply?.undo && <HeldReply detail={detail} undo={detail.reply.undo} />}
			{withdraw.error && <p className="text-late">{errorWords(t, withdraw.error)}</p>}
			{detail.can.write && (
				<div>
					<Button disabled={withdraw.isPending} onClick={() => withdraw.mutate(undefined)}>
						{t.actions.withdraw}
					</Button>
				</div>
			)}
		</div>
	);
}
