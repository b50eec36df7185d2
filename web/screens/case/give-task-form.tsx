import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { caseApi, type OutsideParty } from "../../api-case.ts";
import { partiesQuery, usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import type { FormProps } from "./more-items.ts";
import { PartForm, PickBox, Radios, TextBox } from "./part-form.tsx";

type To = "agency" | "outside";

/** Gives another agency, or an organisation without an account, its part of the case. */
export function GiveTaskForm({ detail, onDone }: FormProps) {
	const t = useWords();
	const words = t.caseWork.tasks;
	const { id } = detail.case;
	const [to, setTo] = useState<To>("agency");
	const [agencyId, setAgency] = useState<string | null>(null);
	const [partyId, setParty] = useState<string | null>(null);
	const [what, setWhat] = useState("");
	const [term, setTerm] = useState("usual");
	// one key for one form: a second click makes no second task
	const [requestKey] = useState(() => crypto.randomUUID());
	const whom = to === "agency" ? { agencyId: Number(agencyId) } : { outsidePartyId: Number(partyId) };
	const minutes = term === "usual" ? {} : { minutes: Number(term) };
	const change = usePartChange(
		id,
		() => caseApi.giveTask(id, { ...whom, ...minutes, what: what.trim(), requestKey }),
		words.given,
	);
	const isReady = (to === "agency" ? agencyId : partyId) !== null && what.trim() !== "";
	return (
		<PartForm
			isPrimary
			label={words.giveTitle}
			verb={words.give}
			change={change}
			isReady={isReady}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<Radios
				label={words.whom}
				value={to}
				options={{ agency: words.toAgency, outside: words.toOutside }}
				onChange={setTo}
			/>
			{to === "agency" ? (
				<AgencyBox detail={detail} value={agencyId} onPick={setAgency} />
			) : (
				<PartyBox value={partyId} onPick={setParty} />
			)}
			<TextBox label={words.what} hint={words.whatHint} rows={3} value={what} onChange={setWhat} />
			<Choice
				label={words.term}
				value={term}
				options={Object.entries(words.terms).map(([value, label]) => ({ value, label }))}
				onChange={setTerm}
			/>
		</PartForm>
	);
}

function AgencyBox({
	detail,
	value,
	onPick,
}: {
	detail: CaseDetail;
	value: string | null;
	onPick: (value: string) => void;
}) {
	const t = useWords();
	const { all } = useReference();
	const items = all.agencies
		.filter(({ id }) => id !== detail.case.agencyId)
		.map(({ id, name }) => ({ value: String(id), label: name }));
	return <PickBox label={t.caseWork.tasks.chooseAgency} items={items} value={value} onPick={onPick} />;
}

function PartyBox({ value, onPick }: { value: string | null; onPick: (value: string) => void }) {
	const t = useWords();
	const words = t.caseWork.tasks;
	const { data, error } = useQuery(partiesQuery);
	const [isAdding, setAdding] = useState(false);
	const items = (data?.items ?? []).map((one) => ({
		value: String(one.id),
		label: `${one.name}, ${words.partyKinds[one.kind]}`,
	}));
	if (isAdding)
		return (
			<AddParty
				onAdded={(id) => {
					onPick(String(id));
					setAdding(false);
				}}
				onCancel={() => setAdding(false)}
			/>
		);
	return (
		<div className="grid gap-2">
			{error && <p className="text-sm text-late">{errorWords(t, error)}</p>}
			<PickBox label={words.chooseParty} items={items} value={value} onPick={onPick} />
			<Button isSmall kind="quiet" className="justify-self-start" onClick={() => setAdding(true)}>
				{words.newParty}
			</Button>
		</div>
	);
}

/** A form within the form: sent by its own button, never by Enter alone. */
function AddParty({ onAdded, onCancel }: { onAdded: (id: number) => void; onCancel: () => void }) {
	const t = useWords();
	const words = t.caseWork.tasks;
	const client = useQueryClient();
	const [name, setName] = useState("");
	const [kind, setKind] = useState<OutsideParty["kind"]>("management-company");
	const add = useMutation({
		mutationFn: () => caseApi.addOutsideParty(name.trim(), kind),
		onSuccess: (parties) => {
			client.setQueryData(partiesQuery.queryKey, parties);
			const added = parties.items.find((one) => one.name === name.trim() && one.kind === kind);
			if (added) onAdded(added.id);
		},
	});
	return (
		<div className="grid gap-3 rounded-lg border border-line p-3">
			<Field
				label={words.partyName}
				value={name}
				maxLength={200}
				autoFocus
				onChange={(event) => setName(event.target.value)}
			/>
			<Choice
				label={words.partyKind}
				value={kind}
				options={Object.entries(words.partyKinds).map(([value, label]) => ({ value, label }))}
				onChange={(value) => setKind(value as OutsideParty["kind"])}
			/>
			{add.error && (
				<p role="alert" className="text-sm text-late">
					{errorWords(t, add.error)}
				</p>
			)}
			<div className="flex gap-2">
				<Button isSmall disabled={name.trim() === "" || add.isPending} onClick={() => add.mutate()}>
					{words.newParty}
				</Button>
				<Button isSmall kind="quiet" onClick={onCancel}>
					{t.cancel}
				</Button>
			</div>
		</div>
	);
}
