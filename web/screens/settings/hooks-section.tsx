import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { settingsApi } from "../../api-settings.ts";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { BackToSection, AddLink } from "./section-ways.tsx";
import { EndpointCard } from "./endpoint-card.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import { EndpointState } from "./endpoint-state.tsx";
import { ItemRow } from "./knowledge-list.tsx";
import { SecretOnce } from "./secret-once.tsx";
import type { SectionProps } from "./section-props.ts";
import { useSettingsWords } from "./settings-words.ts";

/** Addresses that are told what happens. */
export function HooksSection({ item }: SectionProps) {
	const { sections, links, notThere } = useSettingsWords();
	const words = links.hooks;
	const query = useQuery({ queryKey: ["endpoints"], queryFn: settingsApi.endpoints });
	if (item === null)
		return (
			<Screen title={sections.hooks.title} lead={words.lead} action={<AddLink section="hooks">{words.add}</AddLink>}>
				<Loaded query={query}>
					{({ items }) =>
						items.length === 0 ? (
							<NothingYet>{words.empty}</NothingYet>
						) : (
							<Rows>
								{items.map((one) => (
									<ItemRow key={one.id} section="hooks" id={one.id} title={one.name}>
										{one.url} · <EndpointState endpoint={one} />
									</ItemRow>
								))}
							</Rows>
						)
					}
				</Loaded>
			</Screen>
		);
	const endpoint = query.data?.items.find(({ id }) => String(id) === item);
	return (
		<Screen
			title={endpoint?.name ?? (item === "new" ? words.newTitle : sections.hooks.title)}
			lead={words.lead}
			back={<BackToSection section="hooks" />}
		>
			{item === "new" ? (
				<NewEndpoint />
			) : (
				<Loaded query={query}>
					{() => (endpoint ? <EndpointCard key={endpoint.id} endpoint={endpoint} /> : <p>{notThere}</p>)}
				</Loaded>
			)}
		</Screen>
	);
}

/** The secret is shown before the way leads on. */
function NewEndpoint() {
	const { hooks: words } = useSettingsWords().links;
	const [made, setMade] = useState<string | null>(null);
	if (made === null) return <EndpointForm onMade={setMade} />;
	return <SecretOnce title={`${words.made}. ${words.secret}:`} secret={made} onDone={() => window.history.back()} />;
}
