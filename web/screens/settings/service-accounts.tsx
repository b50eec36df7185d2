import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type ServiceAccount, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { AgencyChoice } from "./case-kinds.tsx";
import { Section } from "../../components/section.tsx";
import { Loaded, NothingYet, Rows } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

const stale = [["service-accounts"], ["tokens"]];

/** Accounts of programs, which never sign in. */
export function ServiceAccounts() {
	const { tokens: words } = useSettingsWords().links;
	const query = useQuery({ queryKey: ["service-accounts"], queryFn: settingsApi.serviceAccounts });
	return (
		<Section title={words.accounts} lead={words.accountsLead}>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<NothingYet>{words.noAccounts}</NothingYet>
					) : (
						<Rows>
							{items.map((one) => (
								<AccountRow key={one.id} account={one} />
							))}
						</Rows>
					)
				}
			</Loaded>
			<AddAccount />
		</Section>
	);
}

function AccountRow({ account }: { account: ServiceAccount }) {
	const t = useWords();
	const { links } = useSettingsWords();
	const words = links.tokens;
	const reference = useReference();
	const end = useChange(() => settingsApi.endServiceAccount(account.id), { said: words.accountEnded, stale });
	return (
		<li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
			<span className={account.isActive ? "" : "text-soft"}>
				{account.name}{" "}
				<span className="text-soft">
					· {reference.agency(account.agencyId)?.shortName ?? links.wholeRegion} · {account.roles.join(", ")}
				</span>
			</span>
			{account.isActive ? (
				<SureButton
					kind="quiet"
					isSmall
					question={words.accountEndAsk}
					disabled={end.isPending}
					onSure={() => end.mutate()}
				>
					{words.accountEnd}
				</SureButton>
			) : (
				<span className="text-sm text-soft">{words.isOff}</span>
			)}
			{end.error && <p className="w-full text-sm text-late">{errorWords(t, end.error)}</p>}
		</li>
	);
}

function useAddAccount() {
	const { tokens: words } = useSettingsWords().links;
	const [name, setName] = useState("");
	const [roles, setRoles] = useState("");
	const [agencyId, setAgency] = useState<number | null>(null);
	const [isTried, setTried] = useState(false);
	const add = useChange(settingsApi.addServiceAccount, {
		said: words.accountAdded,
		stale,
		onDone: () => {
			setName("");
			setTried(false);
		},
	});
	const codes = roles.split(/[\s,;]+/).filter(Boolean);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (name.trim() && codes.length > 0 && !add.isPending) add.mutate({ name: name.trim(), agencyId, roles: codes });
	};
	return { name, setName, roles, setRoles, agencyId, setAgency, isTried, add, codes, submit };
}

function AddAccount() {
	const t = useWords();
	const { links } = useSettingsWords();
	const words = links.tokens;
	const { name, setName, roles, setRoles, agencyId, setAgency, isTried, add, codes, submit } = useAddAccount();
	return (
		<form
			onSubmit={submit}
			noValidate
			aria-label={words.accountAdd}
			className="grid items-start gap-3 rounded-lg border border-line p-4 mid:grid-cols-3"
		>
			<Field
				label={links.name}
				error={isTried && !name.trim() ? links.noName : undefined}
				maxLength={100}
				value={name}
				onChange={(event) => setName(event.target.value)}
			/>
			<Field
				label={words.roles}
				hint={words.rolesHint}
				error={isTried && codes.length === 0 ? words.rolesHint : undefined}
				maxLength={300}
				value={roles}
				onChange={(event) => setRoles(event.target.value)}
			/>
			<AgencyChoice label={links.onlyAgency} any={links.wholeRegion} value={agencyId} onChange={setAgency} />
			{add.error && (
				<div className="mid:col-span-3">
					<Notice tone="late">{errorWords(t, add.error)}</Notice>
				</div>
			)}
			<div className="mid:col-span-3">
				<Button type="submit" disabled={add.isPending}>
					{words.accountAdd}
				</Button>
			</div>
		</form>
	);
}
