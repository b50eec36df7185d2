import type { Arrival } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { useWords } from "../../words.ts";

/** What became of a stored message whose case does not open by itself. */
export function Arrived({ found, onAnother }: { found: Arrival; onAnother: () => void }) {
	const t = useWords();
	return (
		<Notice title={found.caseId ? t.take.elsewhere(found.caseId) : t.take.waiting}>
			<div>
				<Button isSmall onClick={onAnother}>
					{t.take.another}
				</Button>
			</div>
		</Notice>
	);
}
