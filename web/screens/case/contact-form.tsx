import { useState } from "react";
import { type Contact, caseApi } from "../../api-case.ts";
import { usePartChange } from "../../case-parts.ts";
import { Field } from "../../components/field.tsx";
import { useWords } from "../../words.ts";
import type { FormProps } from "./more-items.ts";
import { PartForm, Radios, TextBox } from "./part-form.tsx";

/** Writes down a contact with the resident outside the thread. */
export function ContactForm({ detail, onDone }: FormProps) {
	const { caseWork } = useWords();
	const words = caseWork.contact;
	const { id } = detail.case;
	const [kind, setKind] = useState<Contact["kind"]>("phone");
	const [agreed, setAgreed] = useState("");
	const [reach, setReach] = useState("");
	const change = usePartChange(
		id,
		() =>
			caseApi.noteContact(id, {
				kind,
				at: new Date().toISOString(),
				agreed: agreed.trim(),
				...(reach.trim() === "" ? {} : { reach: reach.trim() }),
			}),
		words.noted,
	);
	return (
		<PartForm
			isPrimary
			label={words.note}
			verb={words.noteDo}
			change={change}
			isReady={agreed.trim() !== ""}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<Radios label={words.kind} value={kind} options={words.kinds} onChange={setKind} />
			<TextBox label={words.agreed} rows={3} value={agreed} onChange={setAgreed} />
			<Field
				isOptional
				label={words.reach}
				hint={words.reachHint}
				value={reach}
				maxLength={300}
				onChange={(event) => setReach(event.target.value)}
			/>
		</PartForm>
	);
}
