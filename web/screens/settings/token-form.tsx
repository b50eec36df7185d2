import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type CreateToken, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { useOpened } from "../../components/leave.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { AgencyChoice } from "./case-kinds.tsx";
import { usePeopleWords } from "./people-words.ts";
import { useSettingsWords } from "./settings-words.ts";
import { TickList } from "./tick-list.tsx";
import { useChange } from "./use-change.ts";

type Right = CreateToken["permissions"][number];

function useTokenForm(onMade: (token: string) => void, onCancel: () => void) {
	const opened = useOpened<HTMLFormElement>(onCancel);
	const [name, setName] = useState("");
	const [staffId, setStaff] = useState<number | null>(null);
	const [rights, setRights] = useState<Right[]>([]);
	const [agencyId, setAgency] = useState<number | null>(null);
	const [days, setDays] = useState("90");
	const [isTried, setTried] = useState(false);
	const make = useChange(settingsApi.createToken, {
		stale: [["tokens"]],
		onDone: ({ token }) => onMade(token),
	});
	const count = /^\d{1,3}$/.test(days.trim()) && Number(days) >= 1 && Number(days) <= 366 ? Number(days) : null;
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (name.trim() && rights.length > 0 && count && !make.isPending)
			make.mutate({ name: name.trim(), staffId, permissions: rights, agencyId, days: count });
	};
	return {
		...opened,
		name,
		setName,
		staffId,
		setStaff,
		rights,
		setRights,
		agencyId,
		setAgency,
		days,
		setDays,
		isTried,
		make,
		count,
		submit,
	};
}

/** A new key: whose, what it may do, and for how long. */
export function TokenForm({ onMade, onCancel }: { onMade: (token: string) => void; onCancel: () => void }) {
	const words = useSettingsWords().links.tokens;
	const { rights } = usePeopleWords();
	const me = useMe();
	const form = useTokenForm(onMade, onCancel);
	return (
		<form
			ref={form.ref}
			onSubmit={form.submit}
			noValidate
			aria-label={words.add}
			className="grid gap-4 rounded-lg border border-accent-line p-4"
		>
			<WhoseAndHowLong form={form} />
			<TickList
				label={words.rights}
				all={me.permissions}
				words={rights}
				chosen={form.rights}
				error={form.isTried && form.rights.length === 0 ? words.noRights : undefined}
				onChange={form.setRights}
			/>
			<Acts change={form.make} onCancel={onCancel} />
			{form.question}
		</form>
	);
}

type Form = ReturnType<typeof useTokenForm>;

function WhoseAndHowLong({ form }: { form: Form }) {
	const { links } = useSettingsWords();
	const words = links.tokens;
	return (
		<div className="grid items-start gap-3 mid:grid-cols-2">
			<Field
				label={links.name}
				error={form.isTried && !form.name.trim() ? links.noName : undefined}
				maxLength={100}
				value={form.name}
				onChange={(event) => form.setName(event.target.value)}
			/>
			<AccountChoice value={form.staffId} onChange={form.setStaff} />
			<AgencyChoice label={links.onlyAgency} any={links.wholeRegion} value={form.agencyId} onChange={form.setAgency} />
			<Field
				label={words.days}
				inputMode="numeric"
				maxLength={3}
				error={form.count ? undefined : words.badDays}
				value={form.days}
				onChange={(event) => form.setDays(event.target.value)}
			/>
		</div>
	);
}

/** Oneself, or an account of a program. */
function AccountChoice({ value: staffId, onChange }: { value: number | null; onChange: (id: number | null) => void }) {
	const { tokens: words } = useSettingsWords().links;
	const accounts = useQuery({ queryKey: ["service-accounts"], queryFn: settingsApi.serviceAccounts });
	return (
		<Choice
			label={words.account}
			value={staffId === null ? "" : String(staffId)}
			options={[
				{ value: "", label: words.self },
				...(accounts.data?.items ?? [])
					.filter(({ isActive }) => isActive)
					.map((one) => ({ value: String(one.id), label: one.name })),
			]}
			onChange={(value) => onChange(value === "" ? null : Number(value))}
		/>
	);
}

type ActsProps = { change: { isPending: boolean; error: Error | null }; onCancel: () => void };

function Acts({ change, onCancel }: ActsProps) {
	const t = useWords();
	const { tokens: words } = useSettingsWords().links;
	return (
		<>
			{change.error && <Notice tone="late">{errorWords(t, change.error)}</Notice>}
			<div className="flex gap-2">
				<Button type="submit" kind="primary" disabled={change.isPending}>
					{words.make}
				</Button>
				<Button kind="quiet" onClick={onCancel}>
					{t.cancel}
				</Button>
			</div>
		</>
	);
}
