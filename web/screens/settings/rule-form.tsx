import type { ReactNode } from "react";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { errorWords, useWords } from "../../words.ts";
import { AgencyChoice, type CaseKind, TopicChoice } from "./case-kinds.tsx";
import { useSettingsWords } from "./settings-words.ts";

type RuleFormProps = {
	kind: CaseKind;
	onKind: (kind: CaseKind) => void;
	verb: string;
	change: { isPending: boolean; error: Error | null; mutate: () => void };
	/** what holds for such cases */
	children: ReactNode;
};

/** For cases of which topic and agency something holds, in a line. */
export function RuleForm({ kind, onKind, verb, change, children }: RuleFormProps) {
	const t = useWords();
	const words = useSettingsWords();
	return (
		<form
			className="grid items-end gap-3 rounded-lg border border-line p-4 mid:grid-cols-2 wide:grid-cols-[1fr_1fr_1fr_auto]"
			onSubmit={(event) => {
				event.preventDefault();
				if (!change.isPending) change.mutate();
			}}
		>
			<TopicChoice value={kind} onChange={(about) => onKind({ ...kind, ...about })} />
			<AgencyChoice
				value={kind.agencyId}
				any={words.kinds.anyAgency}
				onChange={(agencyId) => onKind({ ...kind, agencyId })}
			/>
			{children}
			<Button type="submit" disabled={change.isPending}>
				{verb}
			</Button>
			{change.error && (
				<div className="col-span-full">
					<Notice tone="late">{errorWords(t, change.error)}</Notice>
				</div>
			)}
		</form>
	);
}
