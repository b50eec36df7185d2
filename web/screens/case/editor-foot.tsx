import { Send } from "lucide-react";
import { Button } from "../../components/button.tsx";
import { errorWords, useWords } from "../../words.ts";
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
					onClick={submit.run}
					className="max-mid:w-full"
				>
					{t.reply.submit}
				</Button>
			</div>
		</div>
	);
}
