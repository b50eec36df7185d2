import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { dayApi, type Delegations } from "../../api-day.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useMe, useReference } from "../../queries.ts";
import { dayIn, daysAfter, useNow } from "../../time.ts";
import { useWords } from "../../words.ts";
import { momentIn } from "../../zone-time.ts";
import { DaysFields, isSpan } from "./days-fields.tsx";
import { Listed } from "./listed.tsx";
import { OrderForm } from "./order-form.tsx";
import { PersonField } from "./person-field.tsx";

const key = ["delegations"];

/** The right to approve, lent to a colleague for a time. */
export function Lending() {
	const t = useWords();
	const me = useMe();
	const client = useQueryClient();
	const [isAdding, setAdding] = useState(false);
	const opener = useFocusBack(isAdding);
	const query = useQuery({ queryKey: key, queryFn: dayApi.delegations });
	const show = (known: Delegations) => client.setQueryData(key, known);
	const end = useMutation({
		mutationFn: (id: number) => dayApi.takeBack(id),
		onSuccess: (known) => {
			show(known);
			say(t.duty.takenBack);
		},
	});
	const now = new Date(useNow(60)).toISOString();
	const items = (query.data?.items ?? []).filter(({ revokedAt, endsAt }) => revokedAt === null && endsAt > now);
	const borrows = items.some(({ toId, startsAt }) => toId === me.id && startsAt <= now);
	return (
		<section className="grid gap-3">
			<header className="flex flex-wrap items-center justify-between gap-2">
				<h2 className="text-lg font-semibold">{t.duty.lending}</h2>
				{!isAdding && !borrows && (
					<Button ref={opener()} icon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
						{t.duty.lend}
					</Button>
				)}
			</header>
			<p className="-mt-2 text-soft">{t.duty.lendingHint}</p>
			{isAdding && <LendForm onLent={show} onDone={() => setAdding(false)} />}
			<Listed
				query={query}
				error={end.error}
				empty={t.duty.noneLent}
				items={items.map((one) => ({
					id: one.id,
					title: t.duty.approvesFor(one.toName, one.fromName),
					from: one.startsAt,
					to: one.endsAt,
					action: one.fromId === me.id ? { label: t.duty.takeBack, run: () => end.mutate(one.id) } : null,
				}))}
			/>
		</section>
	);
}

function LendForm({ onLent, onDone }: { onLent: (known: Delegations) => void; onDone: () => void }) {
	const t = useWords();
	const me = useMe();
	const zone = me.region.timeZone;
	const agencyId = useReference().staff(me.id)?.agencyId ?? me.agencyId;
	const [toId, setToId] = useState<number | null>(null);
	const [days, setDays] = useState({ from: dayIn(zone), to: daysAfter(dayIn(zone), 13) });
	const save = useMutation({
		mutationFn: () =>
			dayApi.lend({
				toId: toId ?? 0,
				startsAt: momentIn(zone, days.from),
				endsAt: momentIn(zone, daysAfter(days.to, 1)),
			}),
		onSuccess: (known) => {
			onLent(known);
			say(t.duty.lent);
			onDone();
		},
	});
	return (
		<OrderForm
			label={t.duty.lend}
			error={save.error}
			isBusy={save.isPending}
			isReady={toId !== null && isSpan(days)}
			onSave={() => save.mutate()}
			onLeave={onDone}
		>
			<div className="mid:col-span-2">
				<PersonField
					label={t.duty.toWhom}
					value={toId}
					isFit={(person) => person.id !== me.id && person.agencyId === agencyId}
					onPick={setToId}
				/>
			</div>
			<DaysFields days={days} onChange={setDays} />
		</OrderForm>
	);
}
