import { Send } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { errorWords, useWords } from "../../words.ts";
import { reasonBox } from "./action-form.tsx";
import { ActionMenu } from "./action-bar.tsx";
import type { CaseActions } from "./use-actions.ts";
import type { useSubmit } from "./use-submit.ts";

/** The one primary button, with what blocks it said beside it; everything else is in the menu. */
export function EditorFoot({ submit, actions }: { submit: ReturnType<typeof useSubmit>; actions: CaseActions }) {
	const t = useWords();
	const error = submit.error ?? actions.error;
	return (
		<div className="grid gap-2">
			{error && (
				<p role="alert" className="text-late">
					{errorWords(t, error)}
				</p>
			)}
			{submit.openTasks > 0 && <WithoutTasks count={submit.openTasks} submit={submit} />}
			<div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
				<div className="mr-auto">
					<ActionMenu actions={actions} items={actions.offered.filter((action) => action !== "acceptOutsideAnswer")} />
				</div>
				{actions.offered.includes("acceptOutsideAnswer") && (
					<Button disabled={actions.isBusy} onClick={() => actions.start("acceptOutsideAnswer")}>
						{t.actions.acceptOutsideAnswer}
					</Button>
				)}
				{submit.obstacle && <p className="text-right text-sm text-soft mid:min-w-0 mid:flex-1">{submit.obstacle}</p>}
				<Button
					kind="primary"
					shortcut="Ctrl Enter"
					icon={<Send size={15} aria-hidden />}
					disabled={submit.obstacle !== null || submit.isBusy}
					onClick={() => submit.run()}
					className="max-mid:w-full"
				>
					{t.reply.submit}
				</Button>
			</div>
		</div>
	);
}

/** Others still have parts of this answer to write: it goes out without them only for a reason that stays in the history. */
function WithoutTasks({ count, submit }: { count: number; submit: ReturnType<typeof useSubmit> }) {
	const t = useWords().editor.tasksOpen;
	const [reason, setReason] = useState("");
	return (
		<Notice tone="soon" title={t.title(count)}>
			<label className="grid gap-1">
				<span className="text-sm text-soft">{t.label}</span>
				<textarea
					rows={2}
					maxLength={2000}
					value={reason}
					onChange={(event) => setReason(event.target.value)}
					className={reasonBox}
				/>
			</label>
			<div>
				<Button isSmall disabled={reason.trim() === "" || submit.isBusy} onClick={() => submit.run(reason.trim())}>
					{t.send}
				</Button>
			</div>
		</Notice>
	);
}
