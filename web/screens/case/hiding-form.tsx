import { useState } from "react";
import { caseApi } from "../../api-case.ts";
import { usePartChange } from "../../case-parts.ts";
import { useWords } from "../../words.ts";
import { hidingGrounds } from "./hiding-grounds.ts";
import type { FormProps } from "./more-items.ts";
import { PartForm, Radios } from "./part-form.tsx";

/** Proposes to hide a comment for words that stand in it; a second person decides. */
export function HidingForm({ detail, onDone }: FormProps) {
	const t = useWords();
	const words = t.caseWork.hiding;
	const { id } = detail.case;
	const found = hidingGrounds(detail);
	const [picked, setPicked] = useState(found.length === 1 ? "0" : null);
	const ground = picked === null ? undefined : found[Number(picked)];
	const change = usePartChange(
		id,
		async () => ground && caseApi.proposeHiding(id, { messageId: ground.messageId, ground: ground.code }),
		words.proposed,
	);
	return (
		<PartForm
			isPrimary
			label={words.propose}
			verb={words.proposeDo}
			change={change}
			isReady={ground !== undefined}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<Radios
				label={words.ground}
				value={picked}
				options={Object.fromEntries(
					found.map(({ code, quote }, index) => [String(index), `${words.grounds[code]}: ${t.quoted(quote)}`]),
				)}
				onChange={setPicked}
			/>
			{ground && (
				<p className="border-l-2 border-line pl-3 wrap-words">
					{detail.messages.find((message) => message.id === ground.messageId)?.text}
				</p>
			)}
		</PartForm>
	);
}
