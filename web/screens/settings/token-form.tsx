import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type CreateToken, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { AgencyChoice } from "./case-kinds.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { TickList } from "./tick-list.tsx";
import { useChange } from "./use-change.ts";

type Right = CreateToken["permissions"][number];

/** A new key: whose, what it may do, and for how long. */
export function TokenForm({ onMade, onCancel }: { onMade: (token: string) => void; onCancel: () => void }) {
	const t = useWords();
	const { links } = useSettingsWords();
	const words = links.tokens;
	const me = useMe();
	const accounts = useQuery({ queryKey: ["service-accounts"], queryFn: settingsApi.serviceAccounts });
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
	return (
		<form
			onSubmit={submit}
			noValidate
			aria-label={words.add}
			className="grid gap-4 rounded-lg border border-accent-line p-4"
		>
			<div className="grid items-start gap-3 mid:grid-cols-2">
				<Field
					label={links.name}
					error={isTried && !name.trim() ? links.noName : undefined}
					maxLength={100}
					value={name}
					onChange={(event) => setName(event.target.value)}
				/>
				<Choice
					label={words.account}
					value={staffId === null ? "" : String(staffId)}
					options={[
						{ value: "", label: words.self },
						...(accounts.data?.items ?? [])
							.filter(({ isActive }) => isActive)
							.map((one) => ({ value: String(one.id), label: one.name })),
					]}
					onChange={(value) => setStaff(value === "" ? null : Number(value))}
				/>
				<AgencyChoice label={links.onlyAgency} any={links.wholeRegion} value={agencyId} onChange={setAgency} />
				<Field
					label={words.days}
					inputMode="numeric"
					maxLength={3}
					error={count ? undefined : words.badDays}
					value={days}
					onChange={(event) => setDays(event.target.value)}
				/>
			</div>
			<TickList
				label={words.rights}
				all={me.permissions}
				words={words.permissions}
				chosen={rights}
				error={isTried && rights.length === 0 ? words.noRights : undefined}
				onChange={setRights}
			/>
			{make.error && <Notice tone="late">{errorWords(t, make.error)}</Notice>}
			<div className="flex gap-2">
				<Button type="submit" kind="primary" disabled={make.isPending}>
					{words.make}
				</Button>
				<Button kind="quiet" onClick={onCancel}>
					{t.cancel}
				</Button>
			</div>
		</form>
	);
}
