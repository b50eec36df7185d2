import { Suspense } from "react";
import { later } from "../../later.ts";
import type { CaseDetail, CaseStatus } from "../../api.ts";
import { useWords } from "../../words.ts";
import { ActionBar } from "./action-bar.tsx";
import { HeldReply } from "./held-reply.tsx";
import { PublicationLine } from "./publication-line.tsx";
import { ReplyEditor } from "./reply-editor.tsx";
import { SubmittedReply } from "./submitted-reply.tsx";

const writing: readonly CaseStatus[] = ["inProgress", "rework", "reopened"];

/** The foot of the case: whatever is to be done next stands here, always visible. */
export function Dock({ detail }: { detail: CaseDetail }) {
	const { status } = detail.case;
	const isWriting = detail.can.write && writing.includes(status);
	return (
		<div className="min-h-0 overflow-y-auto border-t border-line bg-panel px-3 py-3 mid:px-5">
			<div className="mx-auto max-w-[44rem]">
				{isWriting ? (
					<ReplyEditor detail={detail} />
				) : status === "onApproval" || status === "onReview" ? (
					<SubmittedReply detail={detail} />
				) : (
					<ActionBar detail={detail}>
						<State detail={detail} />
					</ActionBar>
				)}
			</div>
		</div>
	);
}

const OwnTask = later(() => import("./own-task.tsx"), "OwnTask");

/** How things stand when no text is being written. */
function State({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	if (detail.reply?.undo) return <HeldReply detail={detail} undo={detail.reply.undo} />;
	const last = detail.reply ?? detail.earlierReplies.at(-1);
	if (last?.publication && ["readyToPublish", "answered", "closed"].includes(detail.case.status))
		return <PublicationLine reply={last} detail={detail} />;
	const { done, total } = detail.case.tasks;
	if (detail.allowedActions.length === 0 && done < total)
		return (
			<Suspense>
				<OwnTask detail={detail} />
			</Suspense>
		);
	if (detail.case.status === "readyToPublish") return <p className="text-soft">{t.case.publishing}</p>;
	return null;
}
