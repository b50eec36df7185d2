import { useState } from "react";
import { caseApi, type Priority, type SecondReview } from "../../api-case.ts";
import { usePartChange } from "../../case-parts.ts";
import { useMe, useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import type { FormProps } from "./more-items.ts";
import { PartForm, PickBox, Radios, TextBox } from "./part-form.tsx";

/** How urgent the case is, with the reason a colleague will read. */
export function PriorityForm({ detail, onDone }: FormProps) {
	const { caseWork } = useWords();
	const words = caseWork.lane;
	const { id, version, priority: now } = detail.case;
	const [priority, setPriority] = useState<Priority>(now);
	const [reason, setReason] = useState("");
	const change = usePartChange(id, () => caseApi.setPriority(id, version, priority, reason.trim()), words.setDone);
	return (
		<PartForm
			isPrimary
			label={words.set}
			verb={words.setDo}
			change={change}
			isReady={priority !== now && reason.trim() !== ""}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<Radios label={words.title} value={priority} options={words.priorities} onChange={setPriority} />
			<TextBox label={words.setWhy} value={reason} onChange={setReason} />
		</PartForm>
	);
}

/** Who stays with the case: named at first, handed over with an acknowledgement afterwards. */
export function OwnerForm({ detail, onDone }: FormProps) {
	const { caseWork } = useWords();
	const words = caseWork.lane;
	const { all, agency } = useReference();
	const me = useMe();
	const { id, version, ownerId, agencyId } = detail.case;
	const isFirst = ownerId === null;
	const [picked, setPicked] = useState<string | null>(isFirst ? String(me.id) : null);
	const [note, setNote] = useState("");
	const change = usePartChange(
		id,
		() =>
			isFirst ? caseApi.setOwner(id, version, Number(picked)) : caseApi.offerHandover(id, Number(picked), note.trim()),
		isFirst ? words.ownerDone : words.handoverDone,
	);
	// those who may see the case: its agency's and the centre's
	const items = all.staff
		.filter((one) => one.id !== ownerId && (one.agencyId === null || one.agencyId === agencyId))
		.map((one) => ({ value: String(one.id), label: one.name, group: agency(one.agencyId)?.shortName ?? "" }))
		.toSorted((a, b) => a.group.localeCompare(b.group));
	return (
		<PartForm
			isPrimary
			label={isFirst ? words.setOwner : words.handover}
			verb={isFirst ? words.ownerDo : words.handoverDo}
			change={change}
			isReady={picked !== null}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<PickBox label={words.chooseOwner} items={items} value={picked} onPick={setPicked} />
			{!isFirst && <TextBox label={words.handoverNote} value={note} onChange={setNote} />}
		</PartForm>
	);
}

/** Asks another person of the centre to look before the case is turned away. */
export function ReviewForm({ detail, onDone }: FormProps) {
	const { caseWork } = useWords();
	const words = caseWork.lane;
	const { id } = detail.case;
	const [action, setAction] = useState<SecondReview["action"]>("reject");
	const [reason, setReason] = useState("");
	const change = usePartChange(id, () => caseApi.askSecondReview(id, action, reason.trim()), words.asked);
	return (
		<PartForm
			isPrimary
			label={words.askReview}
			verb={words.askDo}
			change={change}
			isReady={reason.trim() !== ""}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<Radios label={words.askWhat} value={action} options={words.actions} onChange={setAction} />
			<TextBox label={words.askWhy} value={reason} onChange={setReason} />
		</PartForm>
	);
}
