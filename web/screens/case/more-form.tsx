import type { CaseDetail } from "../../api.ts";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../words.ts";
import { GiveTaskForm } from "./give-task-form.tsx";
import type { MoreItem } from "./more-items.ts";

export type FormProps = { detail: CaseDetail; onDone: () => void };

/** The sheet of a rare action. */
export function MoreForm({ item, detail, onDone }: FormProps & { item: MoreItem }) {
	const { caseWork: words } = useWords();
	const looks = {
		task: { title: words.tasks.giveTitle, hint: words.tasks.giveHint, Form: GiveTaskForm },
	};
	const { title, hint, Form } = looks[item];
	return (
		<Sheet title={title} hint={hint} onClose={onDone}>
			<Form detail={detail} onDone={onDone} />
		</Sheet>
	);
}
