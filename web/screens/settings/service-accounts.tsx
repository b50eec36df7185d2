import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type ServiceAccount, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { errorWords, titleOf, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { AgencyChoice } from "./case-kinds.tsx";
import { Section } from "../../components/section.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { rolesQuery } from "./people-queries.ts";
import { useSettingsWords } from "./settings-words.ts";
import { TickList } from "./tick-list.tsx";
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
	const titles = useRoleTitles();
	const end = useChange(() => settingsApi.endServiceAccount(account.id), { said: words.accountEnded, stale });
	return (
		<li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
			<span className={account.isActive ? "" : "text-soft"}>
				{account.name}{" "}
				<span className="text-soft">
					· {reference.agency(account.agencyId)?.shortName ?? links.wholeRegion} ·{" "}
					{account.roles.map((code) => titles[code] ?? code).join(", ")}
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

/** What each role is called, by its code. */
function useRoleTitles(): Record<string, string> {
	const language = useLanguage();
	const { data } = useQuery(rolesQuery);
	return Object.fromEntries((data?.items ?? []).map((role) => [role.code, titleOf(role, language)]));
}

function useAddAccount() {
	const { tokens: words } = useSettingsWords().links;
	const [name, setName] = useState("");
	const [roles, setRoles] = useState<string[]>([]);
	const [agencyId, setAgency] = useState<number | null>(null);
	const [isTried, setTried] = useState(false);
	const add = useChange(settingsApi.addServiceAccount, {
		said: words.accountAdded,
		stale,
		onDone: () => {
			setName("");
			setRoles([]);
			setTried(false);
		},
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (name.trim() && roles.length > 0 && !add.isPending) add.mutate({ name: name.trim(), agencyId, roles });
	};
	return { name, setName, roles, setRoles, agencyId, setAgency, isTried, add, submit };
}

function AddAccount() {
	const t = useWords();
	const { links } = useSettingsWords();
	const words = links.tokens;
	const { name, setName, roles, setRoles, agencyId, setAgency, isTried, add, submit } = useAddAccount();
	const titles = useRoleTitles();
	const mine = useMe().permissions;
	const { data } = useQuery(rolesQuery);
	// nobody gives a program rights that they do not have
	const offered = (data?.items ?? []).filter(({ permissions }) => permissions.every((one) => mine.includes(one)));
	return (
		<form
			onSubmit={submit}
			noValidate
			aria-label={words.accountAdd}
			className="grid items-start gap-3 rounded-lg border border-line p-4 mid:grid-cols-2"
		>
			<Field
				label={links.name}
				error={isTried && !name.trim() ? links.noName : undefined}
				maxLength={100}
				value={name}
				onChange={(event) => setName(event.target.value)}
			/>
			<AgencyChoice label={links.onlyAgency} any={links.wholeRegion} value={agencyId} onChange={setAgency} />
			<div className="grid gap-1 mid:col-span-2">
				<TickList
					label={words.roles}
					all={offered.map(({ code }) => code)}
					words={titles}
					chosen={roles}
					error={isTried && roles.length === 0 ? words.noRoles : undefined}
					onChange={setRoles}
				/>
				<p className="text-sm text-soft">{words.rolesHint}</p>
			</div>
			{add.error && (
				<div className="mid:col-span-2">
					<Notice tone="late">{errorWords(t, add.error)}</Notice>
				</div>
			)}
			<div className="mid:col-span-2">
				<Button type="submit" disabled={add.isPending}>
					{words.accountAdd}
				</Button>
			</div>
		</form>
	);
}
