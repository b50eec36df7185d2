import { useState } from "react";
import { type Profile, settingsApi, type SlaRule } from "../../api-settings.ts";
import { Choice } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { anyCase, type CaseKind, useKindWords } from "./case-kinds.tsx";
import { Section } from "../../components/section.tsx";
import { Rows } from "./part.tsx";
import { RuleForm } from "./rule-form.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { termsStale } from "./terms-queries.ts";
import { useProfileTitle } from "./terms-words.ts";
import { useChange } from "./use-change.ts";

const isEverywhere = ({ agencyId, topicCode, groupCode }: CaseKind) => !agencyId && !topicCode && !groupCode;

/** Who lives by which profile, the most exact first. */
export function TermsRules({ profiles, rules }: { profiles: Profile[]; rules: SlaRule[] }) {
	const t = useWords();
	const { terms } = useSettingsWords();
	const titleOf = useProfileTitle();
	const kindWords = useKindWords();
	const remove = useChange((rule: SlaRule) => settingsApi.setSlaRule({ ...rule, profileId: null }), {
		said: terms.rules.removed,
		stale: termsStale,
	});
	const weight = (rule: SlaRule) => (rule.topicCode ? 4 : 0) + (rule.groupCode ? 2 : 0) + (rule.agencyId ? 1 : 0);
	return (
		<Section title={terms.rules.title} lead={terms.rules.lead}>
			{remove.error && <Notice tone="late">{errorWords(t, remove.error)}</Notice>}
			<Rows>
				{rules
					.toSorted((a, b) => weight(b) - weight(a))
					.map((rule) => {
						const profile = profiles.find(({ id }) => id === rule.profileId);
						return (
							<li
								key={JSON.stringify(rule)}
								className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2"
							>
								<span className="min-w-0">
									{isEverywhere(rule) ? terms.rules.everywhere : kindWords(rule)}
									<span className="block text-sm text-soft">{profile && titleOf(profile)}</span>
								</span>
								{!isEverywhere(rule) && (
									<SureButton
										kind="quiet"
										isSmall
										question={terms.rules.removeAsk}
										disabled={remove.isPending}
										onSure={() => remove.mutate(rule)}
									>
										{terms.rules.remove}
									</SureButton>
								)}
							</li>
						);
					})}
			</Rows>
			<SetRule profiles={profiles} />
		</Section>
	);
}

function SetRule({ profiles }: { profiles: Profile[] }) {
	const { rules: words } = useSettingsWords().terms;
	const titleOf = useProfileTitle();
	const [kind, setKind] = useState<CaseKind>(anyCase);
	const [profileId, setProfileId] = useState(profiles[0]?.id ?? 0);
	const set = useChange(() => settingsApi.setSlaRule({ ...kind, profileId }), { said: words.done, stale: termsStale });
	return (
		<RuleForm kind={kind} onKind={setKind} verb={words.set} change={set}>
			<Choice
				label={words.profile}
				value={String(profileId)}
				options={profiles.map((profile) => ({ value: String(profile.id), label: titleOf(profile) }))}
				onChange={(value) => setProfileId(Number(value))}
			/>
		</RuleForm>
	);
}
