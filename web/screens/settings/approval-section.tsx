import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ApprovalRule, settingsApi } from "../../api-settings.ts";
import { Choice } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { anyCase, useKindWords } from "./case-kinds.tsx";
import { Rows } from "./part.tsx";
import { RuleForm } from "./rule-form.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

const stale = [["approval-rules"]];

/** How many people let an answer out. */
export function ApprovalSection() {
	const words = useSettingsWords();
	const query = useQuery({ queryKey: ["approval-rules"], queryFn: settingsApi.approvalRules });
	return (
		<Screen title={words.sections.approval.title} lead={words.answers.approval.lead}>
			<Loaded query={query}>{({ items }) => <Rules rules={items} />}</Loaded>
			<AddRule />
		</Screen>
	);
}

function Rules({ rules }: { rules: ApprovalRule[] }) {
	const t = useWords();
	const { approval: words } = useSettingsWords().answers;
	const kindWords = useKindWords();
	const remove = useChange(
		({ agencyId, topicCode, groupCode }: ApprovalRule) =>
			settingsApi.setApprovalRule({ agencyId, topicCode, groupCode, steps: null }),
		{ said: words.removed, stale },
	);
	return (
		<div className="grid gap-3">
			<p>{words.usual}</p>
			{remove.error && <Notice tone="late">{errorWords(t, remove.error)}</Notice>}
			{rules.length > 0 && (
				<Rows>
					{rules.map((rule) => (
						<li key={rule.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
							<span>
								{kindWords(rule)}
								<span className="block text-sm text-soft">{words.stepNames[rule.steps]}</span>
							</span>
							<SureButton
								kind="quiet"
								isSmall
								question={words.removeAsk}
								disabled={remove.isPending}
								onSure={() => remove.mutate(rule)}
							>
								{words.remove}
							</SureButton>
						</li>
					))}
				</Rows>
			)}
		</div>
	);
}

function AddRule() {
	const { approval: words } = useSettingsWords().answers;
	const [kind, setKind] = useState(anyCase);
	const [steps, setSteps] = useState<1 | 2>(2);
	const set = useChange(() => settingsApi.setApprovalRule({ ...kind, steps }), { said: words.done, stale });
	return (
		<RuleForm kind={kind} onKind={setKind} verb={words.set} change={set}>
			<Choice
				label={words.steps}
				value={String(steps)}
				options={([1, 2] as const).map((value) => ({ value: String(value), label: words.stepNames[value] }))}
				onChange={(value) => setSteps(value === "2" ? 2 : 1)}
			/>
		</RuleForm>
	);
}
