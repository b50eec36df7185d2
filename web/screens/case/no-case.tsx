import { MessageSquareText } from "lucide-react";
import { Empty } from "../../components/empty.tsx";
import { useFirstWords } from "../../words.ts";

/** Stands beside the list until a case is opened. */
export function NoCase() {
	const t = useFirstWords();
	return (
		<div className="grid h-full place-content-center">
			<Empty icon={MessageSquareText} title={t.queue.chooseCase} hint={t.queue.chooseCaseHint} />
		</div>
	);
}
