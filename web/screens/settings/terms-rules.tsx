import { useState } from "react";
import { type Profile, settingsApi, type SlaRule } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { AgencyChoice, anyCase, type CaseKind, TopicChoice, useKindWords } from "./case-kinds.tsx";
import { Part, Rows } from "./part.tsx";
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
		<Part title={terms.rules.title} lead={terms.rules.lead}>
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
		</Part>
	);
}

function SetRule({ profiles }: { profiles: Profile[] }) {
	const t = useWords();
	const words = useSettingsWords();
	const titleOf = useProfileTitle();
	const [kind, setKind] = useState<CaseKind>(anyCase);
	const [profileId, setProfileId] = useState(profiles[0]?.id ?? 0);
	const set = useChange(() => settingsApi.setSlaRule({ ...kind, profileId }), {
		said: words.terms.rules.done,
		stale: termsStale,
	});
	return (
		<form
			className="grid items-end gap-3 rounded-lg border border-line p-4 mid:grid-cols-[1fr_1fr_1fr_auto]"
			onSubmit={(event) => {
				event.preventDefault();
				if (!set.isPending) set.mutate();
			}}
		>
			<TopicChoice value={kind} onChange={(about) => setKind({ ...kind, ...about })} />
			<AgencyChoice
				value={kind.agencyId}
				any={words.kinds.anyAgency}
				onChange={(agencyId) => setKind({ ...kind, agencyId })}
			/>
			<Choice
				label={words.terms.rules.profile}
				value={String(profileId)}
				options={profiles.map((profile) => ({ value: String(profile.id), label: titleOf(profile) }))}
				onChange={(value) => setProfileId(Number(value))}
			/>
			<Button type="submit" disabled={set.isPending}>
				{words.terms.rules.set}
			</Button>
			{set.error && (
				<div className="mid:col-span-4">
					<Notice tone="late">{errorWords(t, set.error)}</Notice>
				</div>
			)}
		</form>
	);
}
