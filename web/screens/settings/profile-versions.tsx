import { useQuery } from "@tanstack/react-query";
import { type Profile, type ProfileVersion, settingsApi, type TermsByPriority } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { When } from "../../components/when.tsx";
import { useMe } from "../../queries.ts";
import { Section } from "../../components/section.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { Rows } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { termChanges } from "./term-form.ts";
import { useTermWords } from "./terms-words.ts";

/** Every version of a profile with what it changed; an earlier one can be taken into the fields. */
export function ProfileVersions({ profile, onTake }: { profile: Profile; onTake: (terms: TermsByPriority) => void }) {
	const { terms: words } = useSettingsWords();
	const query = useQuery({
		queryKey: ["sla", "versions", profile.id, profile.version],
		queryFn: () => settingsApi.profileVersions(profile.id),
	});
	return (
		<Section title={words.versions}>
			<Loaded query={query}>
				{({ items }) => {
					const newestFirst = items.toSorted((a, b) => b.version - a.version);
					return (
						<Rows>
							{newestFirst.map((one, index) => (
								<VersionRow
									key={one.version}
									version={one}
									before={newestFirst[index + 1]}
									onTake={one.version === profile.version ? null : () => onTake(one.terms)}
								/>
							))}
						</Rows>
					);
				}}
			</Loaded>
		</Section>
	);
}

function VersionRow({
	version,
	before,
	onTake,
}: {
	version: ProfileVersion;
	before: ProfileVersion | undefined;
	onTake: (() => void) | null;
}) {
	const { terms: words } = useSettingsWords();
	const zone = useMe().region.timeZone;
	const { change } = useTermWords();
	const changes = before ? termChanges(before.terms, version.terms).map(change) : [words.firstVersion];
	if (before && before.titleRu !== version.titleRu)
		changes.unshift(words.change(words.titleRu, before.titleRu, version.titleRu));
	return (
		<li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-2">
			<div className="min-w-0">
				<p>
					{words.version(version.version)}
					<span className="text-sm text-soft">
						{" "}
						· <When at={version.savedAt} zone={zone} /> · {version.savedByName ?? words.bySystem}
					</span>
				</p>
				<ul className="text-sm text-soft">
					{changes.map((line) => (
						<li key={line}>{line}</li>
					))}
				</ul>
			</div>
			{onTake && (
				<Button isSmall onClick={onTake}>
					{words.useVersion}
				</Button>
			)}
		</li>
	);
}
