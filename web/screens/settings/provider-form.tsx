import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Provider, type SaveProvider, signInApi } from "../../api-ways.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { useLanguage } from "../../preferences.ts";
import { errorWords, titleOf, useWords } from "../../words.ts";
import { Tick } from "./asks.tsx";
import { AgencyChoice } from "./case-kinds.tsx";
import { rolesQuery } from "./people-queries.ts";
import { useSettingsWords } from "./settings-words.ts";
import { TickList } from "./tick-list.tsx";
import { useChange } from "./use-change.ts";

type Draft = Omit<Required<SaveProvider>, "isOn"> & { issuer: string };

const draftOf = (provider: Provider | null): Draft => ({
	label: provider?.label ?? "",
	issuer: provider?.issuer ?? "https://",
	clientId: provider?.clientId ?? "",
	clientSecret: "",
	findsBy: provider?.findsBy ?? "link",
	isSecondFactor: provider?.isSecondFactor ?? false,
	newRoles: provider?.newRoles ?? [],
	newAgencyId: provider?.newAgencyId ?? null,
});

/** What is sent of a known provider: an empty secret leaves the present one. */
export function changeOf({ issuer: _, clientSecret, ...draft }: Draft, isOn: boolean): SaveProvider {
	return { ...draft, isOn, ...(clientSecret && { clientSecret }) };
}
export const changeTo = (provider: Provider, isOn: boolean): SaveProvider => changeOf(draftOf(provider), isOn);

function useProviderForm(provider: Provider | null, onMade?: (id: number) => void) {
	const { signIn: words } = useSettingsWords();
	const [draft, setDraft] = useState(() => draftOf(provider));
	const [isTried, setTried] = useState(false);
	const save = useChange(
		async () => {
			const trimmed = { ...draft, label: draft.label.trim(), clientId: draft.clientId.trim() };
			if (!provider) return (await signInApi.addProvider({ ...trimmed, issuer: draft.issuer.trim() })).id;
			await signInApi.saveProvider(provider.id, changeOf(trimmed, provider.isOn));
			return null;
		},
		{
			said: provider ? words.saved : words.added,
			stale: [["sign-in-providers"]],
			onDone: (id) => {
				setDraft((now) => ({ ...now, clientSecret: "" }));
				if (id !== null) onMade?.(id);
			},
		},
	);
	const isUrl = provider !== null || /^https:\/\/[^\s/]+\.[^\s/]+/.test(draft.issuer.trim());
	const hasSecret = provider !== null || draft.clientSecret !== "";
	const isWhole = draft.label.trim() && draft.clientId.trim() && hasSecret && isUrl;
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (isWhole && !save.isPending) save.mutate();
	};
	const missing = (value: string) => (isTried && !value.trim() ? words.fill : undefined);
	return { draft, setDraft, save, submit, missing, isUrlWrong: isTried && !isUrl };
}

type Form = ReturnType<typeof useProviderForm>;

/** A provider's address and client, and how its people become ours. */
export function ProviderForm({ provider, onMade }: { provider: Provider | null; onMade?: (id: number) => void }) {
	const t = useWords();
	const { signIn: words } = useSettingsWords();
	const form = useProviderForm(provider, onMade);
	return (
		<form onSubmit={form.submit} noValidate className="grid gap-4">
			<Connection form={form} provider={provider} />
			<Rules form={form} />
			{form.save.error && <Notice tone="late">{errorWords(t, form.save.error)}</Notice>}
			<div>
				<Button type="submit" kind={provider ? "plain" : "primary"} disabled={form.save.isPending}>
					{provider ? words.save : words.connect}
				</Button>
			</div>
		</form>
	);
}

function Connection({
	form: { draft, setDraft, missing, isUrlWrong },
	provider,
}: {
	form: Form;
	provider: Provider | null;
}) {
	const { signIn: words } = useSettingsWords();
	return (
		<div className="grid items-start gap-4 mid:grid-cols-2">
			<Field
				label={words.label}
				hint={words.labelHint}
				error={missing(draft.label)}
				maxLength={60}
				value={draft.label}
				onChange={(event) => setDraft({ ...draft, label: event.target.value })}
			/>
			<Field
				label={words.issuer}
				hint={words.issuerHint}
				error={isUrlWrong ? words.badIssuer : undefined}
				inputMode="url"
				disabled={provider !== null}
				maxLength={500}
				value={draft.issuer}
				onChange={(event) => setDraft({ ...draft, issuer: event.target.value })}
			/>
			<Field
				label={words.clientId}
				error={missing(draft.clientId)}
				autoComplete="off"
				maxLength={300}
				value={draft.clientId}
				onChange={(event) => setDraft({ ...draft, clientId: event.target.value })}
			/>
			<Field
				type="password"
				label={words.secret}
				hint={provider ? words.secretKept : words.secretHint}
				error={provider ? undefined : missing(draft.clientSecret)}
				autoComplete="new-password"
				maxLength={1000}
				value={draft.clientSecret}
				onChange={(event) => setDraft({ ...draft, clientSecret: event.target.value })}
			/>
		</div>
	);
}

function Rules({ form: { draft, setDraft } }: { form: Form }) {
	const { signIn: words } = useSettingsWords();
	const language = useLanguage();
	const { data: roles } = useQuery(rolesQuery);
	// a role that the person may not give stays ticked, or out of reach
	const offered = (roles?.items ?? []).filter(({ isGivable, code }) => isGivable || draft.newRoles.includes(code));
	return (
		<>
			<Choice
				label={words.finds}
				hint={words.findsHint}
				value={draft.findsBy}
				options={(["link", "email"] as const).map((value) => ({ value, label: words.findsBy[value] }))}
				onChange={(findsBy) => setDraft({ ...draft, findsBy: findsBy as Draft["findsBy"] })}
			/>
			<Tick
				label={words.factor}
				hint={words.factorHint}
				checked={draft.isSecondFactor}
				onChange={(isSecondFactor) => setDraft({ ...draft, isSecondFactor })}
			/>
			<div className="grid gap-3">
				<TickList
					label={words.makes}
					all={offered.map(({ code }) => code)}
					words={Object.fromEntries(offered.map((role) => [role.code, titleOf(role, language)]))}
					chosen={draft.newRoles}
					error={undefined}
					onChange={(newRoles) => setDraft({ ...draft, newRoles })}
				/>
				<p className="text-sm text-soft">{words.makesHint}</p>
				{draft.newRoles.length > 0 && (
					<AgencyChoice
						label={words.makesAgency}
						any={words.centre}
						value={draft.newAgencyId}
						onChange={(newAgencyId) => setDraft({ ...draft, newAgencyId })}
					/>
				)}
			</div>
		</>
	);
}
