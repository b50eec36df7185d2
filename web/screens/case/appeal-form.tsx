import { useState } from "react";
import { caseApi } from "../../api-case.ts";
import { usePartChange } from "../../case-parts.ts";
import { Choice, Field } from "../../components/field.tsx";
import { useWords } from "../../words.ts";
import { AppealText } from "./appeal-text.tsx";
import type { FormProps } from "./more-items.ts";
import { PartForm, Radios, TextBox } from "./part-form.tsx";

type Basis = "resident-word" | "law";

/** Hands the case to the formal procedure of Federal Law 59-FZ, on the resident's word or by law. */
export function AppealForm({ detail, onDone }: FormProps) {
	const t = useWords();
	const words = t.caseWork.appeal;
	const { id, version } = detail.case;
	const said = detail.messages.filter(({ direction, author }) => direction === "in" && author === "resident");
	const [basis, setBasis] = useState<Basis>("resident-word");
	const [messageId, setMessage] = useState(String(said.at(-1)?.id ?? ""));
	const [article, setArticle] = useState("");
	const [reason, setReason] = useState("");
	const ground = basis === "law" ? { basis, article: article.trim() } : { basis, messageId: Number(messageId) };
	const change = usePartChange(
		id,
		() => caseApi.handToAppeal(id, { version, reason: reason.trim(), ground }),
		words.handed,
	);
	const hasGround = basis === "law" ? article.trim() !== "" : messageId !== "";
	return (
		<PartForm
			isPrimary
			label={words.hand}
			verb={words.handDo}
			change={change}
			isReady={hasGround && reason.trim() !== ""}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<Radios label={words.basis} value={basis} options={words.bases} onChange={setBasis} />
			{basis === "law" ? (
				<Field label={words.article} value={article} maxLength={300} onChange={(e) => setArticle(e.target.value)} />
			) : (
				<Choice
					label={words.message}
					value={messageId}
					options={said.map((one) => ({ value: String(one.id), label: one.text.trim() || t.case.noText }))}
					onChange={setMessage}
				/>
			)}
			<TextBox label={words.why} value={reason} onChange={setReason} />
			<AppealText />
		</PartForm>
	);
}
