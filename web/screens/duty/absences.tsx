import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { dayApi } from "../../api-day.ts";
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

/** Who is away, and who stands in: notices, cases and approvals go to them meanwhile. */
export function Absences() {
	const t = useWords();
	const me = useMe();
	const zone = me.region.timeZone;
	const today = dayIn(zone);
	const now = new Date(useNow(60)).toISOString();
	const [isAdding, setAdding] = useState(false);
	const opener = useFocusBack(isAdding);
	const query = useQuery({
		queryKey: ["absences", today],
		queryFn: () => dayApi.absences({ from: momentIn(zone, today), to: momentIn(zone, daysAfter(today, 366)) }),
	});
	const end = useEnd();
	const mayAll = me.permissions.includes("duty.manage") || me.permissions.includes("escalation.agency");
	return (
		<section className="grid gap-3">
			<header className="flex flex-wrap items-center justify-between gap-2">
				<h2 className="text-lg font-semibold">{t.duty.absences}</h2>
				{!isAdding && (
					<Button ref={opener()} icon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
						{t.duty.addAbsence}
					</Button>
				)}
			</header>
			<p className="-mt-2 text-soft">{t.duty.absencesHint}</p>
			{isAdding && <AbsenceForm mayAll={mayAll} onDone={() => setAdding(false)} />}
			<Listed
				query={query}
				error={end.error}
				empty={t.duty.noAbsences}
				items={(query.data?.items ?? []).map((one) => ({
					id: one.id,
					title: t.duty.standsIn(one.staffName, one.substituteName),
					from: one.from,
					to: one.to,
					action:
						mayAll || one.staffId === me.id
							? {
									label: one.from > now ? t.duty.doesNotGo : t.duty.isBack,
									run: () => end.mutate(one.id),
								}
							: null,
				}))}
			/>
		</section>
	);
}

function useEnd() {
	const t = useWords();
	const client = useQueryClient();
	return useMutation({
		mutationFn: (id: number) => dayApi.endAbsence(id),
		onSuccess: () => say(t.duty.absenceEnded),
		onSettled: () => void client.invalidateQueries({ queryKey: ["absences"] }),
	});
}

function AbsenceForm({ mayAll, onDone }: { mayAll: boolean; onDone: () => void }) {
	const t = useWords();
	const me = useMe();
	const zone = me.region.timeZone;
	const reference = useReference();
	const [staffId, setStaffId] = useState(me.id);
	const [substituteId, setSubstituteId] = useState<number | null>(null);
	const [days, setDays] = useState({ from: dayIn(zone), to: daysAfter(dayIn(zone), 13) });
	const agencyId = reference.staff(staffId)?.agencyId ?? null;
	const save = useSave(onDone);
	return (
		<OrderForm
			label={t.duty.addAbsence}
			error={save.error}
			isBusy={save.isPending}
			isReady={substituteId !== null && isSpan(days)}
			onSave={() =>
				save.mutate({
					staffId,
					substituteId: substituteId ?? 0,
					from: momentIn(zone, days.from),
					// the last day is a day away, too
					to: momentIn(zone, daysAfter(days.to, 1)),
				})
			}
			onLeave={onDone}
		>
			{mayAll && (
				<PersonField
					label={t.duty.away}
					value={staffId}
					onPick={(id) => {
						setStaffId(id);
						setSubstituteId(null);
					}}
				/>
			)}
			<PersonField
				label={t.duty.substitute}
				value={substituteId}
				isFit={(person) => person.id !== staffId && person.agencyId === agencyId}
				onPick={setSubstituteId}
			/>
			<DaysFields days={days} onChange={setDays} />
		</OrderForm>
	);
}

function useSave(onDone: () => void) {
	const t = useWords();
	const client = useQueryClient();
	return useMutation({
		mutationFn: dayApi.addAbsence,
		onSuccess: () => {
			say(t.duty.absenceSaved);
			void client.invalidateQueries({ queryKey: ["absences"] });
			onDone();
		},
	});
}
