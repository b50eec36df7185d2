import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { Profile, SlaRule } from "../../api-settings.ts";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { Rows } from "./part.tsx";
import { AddLink, BackToSection } from "./section-ways.tsx";
import { RecountLine } from "./recount-line.tsx";
import type { SectionProps } from "./section-props.ts";
import { useSettingsWords } from "./settings-words.ts";
import { TermsEditor } from "./terms-editor.tsx";
import { TermsExample } from "./terms-example.tsx";
import { slaQuery } from "./terms-queries.ts";
import { TermsRules } from "./terms-rules.tsx";
import { useProfileTitle, useTermWords } from "./terms-words.ts";

/** Terms of answers: the profiles, where each applies, and what that means for one case. */
export function TermsSection({ item }: SectionProps) {
	const words = useSettingsWords();
	const query = useQuery(slaQuery);
	const titleOf = useProfileTitle();
	const profile = query.data?.profiles.find(({ id }) => String(id) === item);
	if (item !== null)
		return (
			<Screen
				title={profile ? titleOf(profile) : item === "new" ? words.terms.newTitle : words.sections.terms.title}
				lead={words.terms.oneLead}
				back={<BackToSection section="terms" />}
			>
				<Loaded query={query}>
					{({ profiles }) =>
						profile || item === "new" ? (
							<TermsEditor key={profile?.version ?? item} profile={profile ?? null} others={profiles} />
						) : (
							<p>{words.notThere}</p>
						)
					}
				</Loaded>
			</Screen>
		);
	return (
		<Screen
			title={words.sections.terms.title}
			lead={words.terms.lead}
			action={<AddLink section="terms">{words.terms.add}</AddLink>}
		>
			<Loaded query={query}>
				{({ profiles, rules }) => (
					<div className="grid gap-8">
						<div className="grid gap-3">
							<Rows>
								{profiles.map((one) => (
									<ProfileRow key={one.id} profile={one} rules={rules} />
								))}
							</Rows>
							<RecountLine />
						</div>
						<TermsExample terms={null} />
						<TermsRules profiles={profiles} rules={rules} />
					</div>
				)}
			</Loaded>
		</Screen>
	);
}

function ProfileRow({ profile, rules }: { profile: Profile; rules: SlaRule[] }) {
	const { terms } = useSettingsWords();
	const titleOf = useProfileTitle();
	const { term } = useTermWords();
	const used = rules.filter(({ profileId }) => profileId === profile.id).length;
	const { normal, high, urgent } = profile.terms;
	const answers = [
		{ name: terms.priorities.normal, is: term(normal.clocks.answer) },
		{ name: terms.priorities.high, is: term(high.clocks.answer) },
		{ name: terms.priorities.urgent, is: term(urgent.clocks.answer) },
	];
	return (
		<li>
			<Link
				to="/settings/$section/$item"
				params={{ section: "terms", item: String(profile.id) }}
				className="flex items-center gap-3 px-4 py-3 hover:bg-hover"
			>
				<span className="min-w-0 flex-1">
					<span className="font-medium">{titleOf(profile)}</span>
					<span className={used === 0 ? "text-soft" : ""}> · {terms.usedBy(used)}</span>
					<span className="block text-sm text-soft">
						{terms.answerIn} {answers.map(({ name, is }) => `${name.toLowerCase()} — ${is}`).join("; ")}
					</span>
				</span>
				<ChevronRight size={16} className="shrink-0 text-soft" aria-hidden />
			</Link>
		</li>
	);
}
