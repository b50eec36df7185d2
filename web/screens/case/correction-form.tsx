import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { caseApi, type CorrectableAnswer } from "../../api-case.ts";
import { correctionsQuery, usePartChange } from "../../case-parts.ts";
import { Choice, LongField } from "../../components/field.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { Notice } from "../../components/notice.tsx";
import { errorWords, useWords } from "../../words.ts";
import { FindingsList } from "./findings-list.tsx";
import type { FormProps } from "./more-items.ts";
import { PartForm, TextBox } from "./part-form.tsx";
import { useFindings } from "./use-findings.ts";

/** Other words for an answer that stands in the network: what it allows, the old text beside the new one, and why. */
export function CorrectionForm({ detail, onDone }: FormProps) {
	const t = useWords();
	const words = t.correction;
	const { data, error } = useQuery({ ...correctionsQuery(detail.case.id), staleTime: 0 });
	const [picked, setPicked] = useState<string | null>(null);
	if (error)
		return (
			<p role="alert" className="text-late">
				{errorWords(t, error)}
			</p>
		);
	if (!data) return <Skeleton className="h-40 w-full" />;
	const { answers } = data;
	// the latest answer is the one that is meant
	const answer = answers.find(({ publicationId }) => String(publicationId) === picked) ?? answers.at(-1);
	if (!answer) return <p className="text-soft">{words.none}</p>;
	return (
		<div className="grid gap-4">
			{answers.length > 1 && (
				<Choice
					label={words.which}
					value={String(answer.publicationId)}
					options={answers.map(({ publicationId, text }) => ({
						value: String(publicationId),
						label: `${text.slice(0, 60)}${text.length > 60 ? "…" : ""}`,
					}))}
					onChange={setPicked}
				/>
			)}
			{answer.refusal === null ? (
				<NewWords key={answer.publicationId} detail={detail} answer={answer} onDone={onDone} />
			) : (
				<>
					<Notice tone="soon" title={words.refused}>
						<p>{t.editRefusals[answer.refusal]}</p>
						<p>{words.instead}</p>
					</Notice>
					<Standing text={answer.text} />
				</>
			)}
		</div>
	);
}

function Standing({ text }: { text: string }) {
	const t = useWords().correction;
	return (
		<section aria-label={t.before} className="grid content-start gap-1">
			<h3 className="text-sm font-medium">{t.before}</h3>
			<p tabIndex={0} className="max-h-72 overflow-y-auto rounded-lg border border-line bg-side px-3 py-2 wrap-words">
				{text}
			</p>
		</section>
	);
}

type WordsProps = { detail: CaseDetail; answer: CorrectableAnswer; onDone: () => void };

function NewWords({ detail, answer, onDone }: WordsProps) {
	const t = useWords();
	const words = t.correction;
	const { id } = detail.case;
	const { publicationId, text: before } = answer;
	const [text, setText] = useState(before);
	const [reason, setReason] = useState("");
	const requestKey = useRef(crypto.randomUUID());
	const isChanged = text.trim() !== before.trim() && text.trim() !== "";
	const { findings } = useFindings(id, { text: isChanged ? text : "", kind: "final", promise: null }, 0);
	// a correction is a copy of what it corrects, and says so
	const told = findings.filter(({ code }) => code !== "copy");
	const blocks = told.some(({ severity }) => severity === "block");
	const left = detail.maxLength - text.length;
	const change = usePartChange(
		id,
		() => caseApi.proposeCorrection(publicationId, { text, reason: reason.trim(), requestKey: requestKey.current }),
		words.proposed,
	);
	return (
		<PartForm
			isPrimary
			label={words.title}
			verb={words.propose}
			change={change}
			isReady={isChanged && reason.trim() !== "" && !blocks && left >= 0}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<div className="grid gap-4 mid:grid-cols-2">
				<Standing text={before} />
				<LongField
					label={words.after}
					rows={7}
					value={text}
					onChange={(event) => setText(event.target.value)}
					error={left < 0 ? t.editor.lengthOver(-left) : undefined}
					hint={isChanged ? t.editor.lengthLeft(Math.max(0, left)) : words.unchanged}
				/>
			</div>
			<FindingsList findings={told} text={text} />
			<TextBox label={words.reason} hint={words.reasonHint} value={reason} onChange={setReason} />
		</PartForm>
	);
}
