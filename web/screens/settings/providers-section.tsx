import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { signInApi } from "../../api-ways.ts";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { ItemRow } from "./knowledge-list.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { ProviderCard } from "./provider-card.tsx";
import { ProviderForm } from "./provider-form.tsx";
import { AddLink, BackToSection } from "./section-ways.tsx";
import type { SectionProps } from "./section-props.ts";
import { useSettingsWords } from "./settings-words.ts";

/** Organisations by whose accounts people sign in. */
export function ProvidersSection({ item }: SectionProps) {
	const { sections, signIn: words, notThere } = useSettingsWords();
	const query = useQuery({ queryKey: ["sign-in-providers"], queryFn: signInApi.providers });
	if (item === null)
		return (
			<Screen
				title={sections.providers.title}
				lead={words.lead}
				action={<AddLink section="providers">{words.add}</AddLink>}
			>
				<Loaded query={query}>
					{({ items }) =>
						items.length === 0 ? (
							<NothingYet>{words.empty}</NothingYet>
						) : (
							<Rows>
								{items.map((one) => (
									<ItemRow key={one.id} section="providers" id={one.id} title={one.label}>
										{one.issuer} · {one.isOn ? words.on : words.off} · {words.people(one.people)}
									</ItemRow>
								))}
							</Rows>
						)
					}
				</Loaded>
			</Screen>
		);
	const provider = query.data?.items.find(({ id }) => String(id) === item);
	return (
		<Screen
			title={provider?.label ?? (item === "new" ? words.newTitle : sections.providers.title)}
			lead={words.lead}
			back={<BackToSection section="providers" />}
		>
			{item === "new" ? (
				<NewProvider />
			) : (
				<Loaded query={query}>
					{() => (provider ? <ProviderCard key={provider.id} provider={provider} /> : <p>{notThere}</p>)}
				</Loaded>
			)}
		</Screen>
	);
}

/** What is left to do (the return address, the check) stands on the card, so that is where the way leads. */
function NewProvider() {
	const navigate = useNavigate();
	const open = (id: number) =>
		void navigate({
			to: "/settings/$section/$item",
			params: { section: "providers", item: String(id) },
			replace: true,
		});
	return <ProviderForm provider={null} onMade={open} />;
}
