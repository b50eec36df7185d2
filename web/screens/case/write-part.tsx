import { useState } from "react";
import { type CaseTask, caseApi } from "../../api-case.ts";
import { usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useWords } from "../../words.ts";
import { AddPartPhotos } from "./part-photos.tsx";
import { AskReason, PartForm, TextBox } from "./part-form.tsx";

/** The part of the answer: written, kept for later, handed over, or refused with a reason. */
export function WritePart({ task, caseId }: { task: CaseTask; caseId: number }) {
	const t = useWords();
	const words = t.caseWork.tasks;
	const [isWriting, setWriting] = useState(false);
	const opener = useFocusBack(isWriting);
	const refuse = usePartChange(caseId, (reason: string) => caseApi.refuseTask(caseId, task, reason), words.refused);
	if (isWriting) return <PartText task={task} caseId={caseId} onCancel={() => setWriting(false)} />;
	return (
		<div className="flex flex-wrap gap-1">
			<Button ref={opener()} isSmall onClick={() => setWriting(true)}>
				{words.write}
			</Button>
			{/* what an outside party does not do is cancelled, not refused */}
			{task.agencyId !== null && (
				<AskReason
					verb={words.refuse}
					label={words.refuseWhy}
					change={refuse}
					onSend={(reason) => refuse.mutate(reason)}
				/>
			)}
		</div>
	);
}

function PartText({ task, caseId, onCancel }: { task: CaseTask; caseId: number; onCancel: () => void }) {
	const t = useWords();
	const words = t.caseWork.tasks;
	const [text, setText] = useState(task.part ?? "");
	const finish = usePartChange(caseId, (part: string) => caseApi.finishTask(caseId, task, part), words.finished);
	const keep = usePartChange(caseId, (part: string) => caseApi.savePart(caseId, task, part), words.kept);
	return (
		<PartForm
			label={words.write}
			verb={words.finish}
			change={{ isPending: finish.isPending || keep.isPending, error: finish.error ?? keep.error }}
			isReady={text.trim() !== ""}
			onSend={() => finish.mutate(text.trim())}
			onCancel={onCancel}
			more={
				<Button
					isSmall
					kind="quiet"
					disabled={keep.isPending || text === (task.part ?? "")}
					onClick={() => keep.mutate(text)}
				>
					{words.keep}
				</Button>
			}
		>
			<TextBox isFirst rows={4} max={10_000} label={words.part} value={text} onChange={setText} />
			<AddPartPhotos task={task} caseId={caseId} />
		</PartForm>
	);
}
