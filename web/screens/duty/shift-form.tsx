import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { dayApi, type Shift } from "../../api-day.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { say } from "../../components/toaster.tsx";
import { useMe } from "../../queries.ts";
import { dayIn, daysAfter } from "../../time.ts";
import { useWords } from "../../words.ts";
import { momentIn, wallIn } from "../../zone-time.ts";
import { OrderForm } from "./order-form.tsx";
import { PersonField } from "./person-field.tsx";

/** A night from the end of the office hours to their beginning. */
const usual = { from: "18:00", to: "09:00" };

type Moment = { day: string; clock: string };
type Wanted = { staffId: number | null; from: Moment; to: Moment };

/** Puts somebody on duty, changes a shift or takes it away. */
export function ShiftForm(props: { shift: Shift | null; agencyId: number | null; monday: string; onDone: () => void }) {
	const { shift, agencyId, monday, onDone } = props;
	const t = useWords();
	const zone = useMe().region.timeZone;
	const [wanted, setWanted] = useState<Wanted>(() => firstOf(shift, monday, zone));
	const { save, remove } = useShift(shift, onDone);
	const order = () => ({
		agencyId: shift ? shift.agencyId : agencyId,
		staffId: wanted.staffId ?? 0,
		from: momentIn(zone, wanted.from.day, wanted.from.clock),
		to: momentIn(zone, wanted.to.day, wanted.to.clock),
	});
	const isReady =
		wanted.staffId !== null &&
		[wanted.from, wanted.to].every(({ day, clock }) => day && clock) &&
		order().to > order().from;
	return (
		<OrderForm
			label={shift ? t.duty.change(shift.staffName) : t.duty.add}
			error={save.error ?? remove.error}
			isBusy={save.isPending || remove.isPending}
			isReady={isReady}
			onSave={() => save.mutate(order())}
			onLeave={onDone}
			other={shift && <Remove onRemove={() => remove.mutate()} />}
		>
			<div className="mid:col-span-2">
				<PersonField
					label={t.duty.who}
					value={wanted.staffId}
					isFit={(person) =>
						agencyId === null ? person.agencyId === null : person.agencyId === null || person.agencyId === agencyId
					}
					onPick={(staffId) => setWanted({ ...wanted, staffId })}
				/>
			</div>
			{(["from", "to"] as const).map((end) => (
				<MomentFields
					key={end}
					label={t.duty[end]}
					moment={wanted[end]}
					onChange={(moment) => setWanted({ ...wanted, [end]: moment })}
				/>
			))}
		</OrderForm>
	);
}

function MomentFields(props: { label: string; moment: Moment; onChange: (moment: Moment) => void }) {
	const t = useWords();
	const { label, moment, onChange } = props;
	return (
		<div className="grid grid-cols-[minmax(0,1fr)_8rem] gap-2">
			<Field
				label={label}
				type="date"
				required
				value={moment.day}
				onChange={({ target }) => onChange({ ...moment, day: target.value })}
			/>
			<Field
				label={t.duty.at}
				type="time"
				required
				value={moment.clock}
				onChange={({ target }) => onChange({ ...moment, clock: target.value })}
			/>
		</div>
	);
}

function firstOf(shift: Shift | null, monday: string, zone: string): Wanted {
	if (shift) return { staffId: shift.staffId, from: wallIn(zone, shift.from), to: wallIn(zone, shift.to) };
	const today = dayIn(zone);
	const day = today > monday && today < daysAfter(monday, 7) ? today : monday;
	return { staffId: null, from: { day, clock: usual.from }, to: { day: daysAfter(day, 1), clock: usual.to } };
}

function useShift(shift: Shift | null, onDone: () => void) {
	const t = useWords();
	const client = useQueryClient();
	const after = (words: string) => () => {
		say(words);
		void client.invalidateQueries({ queryKey: ["duty"] });
		void client.invalidateQueries({ queryKey: ["day", "duty"] });
		onDone();
	};
	const save = useMutation({
		mutationFn: (order: Parameters<typeof dayApi.addShift>[0]) =>
			shift ? dayApi.changeShift(shift.id, order) : dayApi.addShift(order),
		onSuccess: after(t.duty.saved),
	});
	const remove = useMutation({
		mutationFn: () => dayApi.removeShift(shift?.id ?? 0),
		onSuccess: after(t.duty.removed),
	});
	return { save, remove };
}

/** Asked once more before it is done. */
function Remove({ onRemove }: { onRemove: () => void }) {
	const t = useWords();
	const [isAsked, setAsked] = useState(false);
	return (
		<Button kind="danger" className="ml-auto" onClick={() => (isAsked ? onRemove() : setAsked(true))}>
			{isAsked ? t.duty.removeSure : t.duty.remove}
		</Button>
	);
}
