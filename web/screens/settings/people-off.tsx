import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type PersonDetail, peopleApi } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { Choice } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { say } from "../../components/toaster.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useOpened } from "../../components/leave.tsx";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { personQuery } from "./people-queries.ts";
import { usePeopleWords } from "./people-words.ts";

/** Ends somebody's access; what they have in hand is told first, and goes to another. */
export function SwitchOff({ detail }: { detail: PersonDetail }) {
	const words = usePeopleWords().person;
	const [isAsked, setAsked] = useState(false);
	const opener = useFocusBack(isAsked);
	return (
		<section aria-label={words.switchOffTitle} className="grid gap-3 border-t border-line pt-5">
			<h2 className="text-lg font-semibold">{words.switchOffTitle}</h2>
			<p className="text-soft">{words.switchOffHint}</p>
			{isAsked ? (
				<Question detail={detail} onDone={() => setAsked(false)} />
			) : (
				<Button ref={opener()} kind="danger" className="w-fit" onClick={() => setAsked(true)}>
					{words.switchOff}
				</Button>
			)}
		</section>
	);
}

function Question({ detail: { person, work }, onDone }: { detail: PersonDetail; onDone: () => void }) {
	const t = useWords();
	const words = usePeopleWords().person;
	const client = useQueryClient();
	const [toId, setToId] = useState("");
	const colleagues = useReference().all.staff.filter(
		(one) => one.id !== person.id && (one.agencyId === person.agencyId || one.agencyId === null),
	);
	const inHand = Math.max(work.taken, work.owned);
	const off = useMutation({
		mutationFn: () => peopleApi.switchOff(person.id, toId ? Number(toId) : null),
		onSuccess: ({ handed, freed }) => {
			say(words.switchedOff(handed, freed));
			void client.invalidateQueries({ queryKey: ["people"] });
			onDone();
		},
	});
	const { ref } = useOpened<HTMLDivElement>(onDone);
	return (
		<div ref={ref} role="group" aria-label={words.switchOff}>
			<Notice tone="soon" title={inHand > 0 ? words.inHand(inHand) : words.noWork}>
				{inHand > 0 && (
					<Choice
						label={words.handTo}
						value={toId}
						options={[
							{ value: "", label: words.handToNobody },
							...colleagues.map((one) => ({ value: String(one.id), label: one.name })),
						]}
						onChange={setToId}
					/>
				)}
				{off.error && <p className="text-late">{errorWords(t, off.error)}</p>}
				<div className="flex flex-wrap gap-2">
					<Button kind="danger" disabled={off.isPending} onClick={() => off.mutate()}>
						{inHand > 0 && toId ? words.confirmOff : words.confirmOffPlain}
					</Button>
					<Button kind="quiet" onClick={onDone}>
						{t.cancel}
					</Button>
				</div>
			</Notice>
		</div>
	);
}

export function SwitchOn({ id }: { id: number }) {
	const t = useWords();
	const words = usePeopleWords().person;
	const client = useQueryClient();
	const on = useMutation({
		mutationFn: () => peopleApi.switchOn(id),
		onSuccess: (detail) => {
			client.setQueryData(personQuery(id).queryKey, detail);
			void client.invalidateQueries({ queryKey: ["people"] });
		},
	});
	return (
		<div className="grid gap-2">
			<Button className="w-fit" disabled={on.isPending} onClick={() => on.mutate()}>
				{words.switchOn}
			</Button>
			{on.error && <p className="text-late">{errorWords(t, on.error)}</p>}
		</div>
	);
}
