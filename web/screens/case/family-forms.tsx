import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Message, RequestError } from "../../api.ts";
import { caseApi, type LinkKind } from "../../api-case.ts";
import { usePartChange } from "../../case-parts.ts";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { useLanguage } from "../../preferences.ts";
import { similarQuery, useReference } from "../../queries.ts";
import { titleOf, useWords } from "../../words.ts";
import type { FormProps } from "./more-items.ts";
import { PartForm, PickBox, Radios, TextBox } from "./part-form.tsx";

const shortLine = 110;
const shortOf = (text: string) => (text.length > shortLine ? `${text.slice(0, shortLine).trimEnd()}…` : text.trim());

/** Another case: one of those that are like this one, or by its number. */
function OtherCase({ caseId, value, onPick }: { caseId: number; value: string; onPick: (id: string) => void }) {
	const t = useWords();
	const words = t.caseWork.family;
	const { data } = useQuery(similarQuery(caseId));
	const items = (data?.items ?? []).slice(0, 6);
	return (
		<div className="grid gap-2">
			{items.length > 0 && (
				<fieldset className="grid gap-1">
					<legend className="mb-1 text-sm font-medium">{t.similar.title}</legend>
					{items.map((one) => (
						<label
							key={one.caseId}
							className="flex cursor-pointer items-start gap-2 rounded-md px-1 py-1 hover:bg-hover"
						>
							<input
								type="radio"
								name="other-case"
								className="mt-1 size-4 shrink-0 accent-accent"
								checked={value === String(one.caseId)}
								onChange={() => onPick(String(one.caseId))}
							/>
							<span className="min-w-0 wrap-anywhere">
								{shortOf(one.excerpt) || t.queue.noText}
								<span className="block text-sm text-soft">
									{t.caseWork.history.case(one.caseId)} · {t.status[one.status]}
								</span>
							</span>
						</label>
					))}
				</fieldset>
			)}
			<Field
				label={words.byNumber}
				inputMode="numeric"
				maxLength={15}
				value={value}
				onChange={(event) => onPick(event.target.value.replace(/\D/g, ""))}
			/>
		</div>
	);
}

/** This case waits from now on for the answer of another one. */
export function MergeForm({ detail, onDone }: FormProps) {
	const t = useWords();
	const words = t.caseWork.family;
	const { id, version } = detail.case;
	const [other, setOther] = useState("");
	const change = usePartChange(id, async (shareReplyId: number | undefined) => {
		const result = await caseApi.merge(Number(other), [{ id, version }], shareReplyId);
		return result.refused[0]?.reason ?? null;
	});
	// the main case has an answer already: whoever merges says that it fits here, too
	const replyId = change.error instanceof RequestError ? change.error.details.replyId : undefined;
	const asked = typeof replyId === "number" ? replyId : undefined;
	const refusal = change.data ?? null;
	const send = () => change.mutate(asked, { onSuccess: (reason) => reason === null && onDone() });
	return (
		<PartForm
			isPrimary
			label={words.merge}
			verb={asked === undefined ? words.mergeDo : words.shareDo}
			change={asked === undefined ? change : { isPending: change.isPending, error: null }}
			isReady={other !== ""}
			onSend={send}
			onCancel={onDone}
		>
			<OtherCase
				caseId={id}
				value={other}
				onPick={(value) => {
					setOther(value);
					change.reset();
				}}
			/>
			{asked !== undefined && <Notice tone="soon">{words.share}</Notice>}
			{refusal && (
				<Notice tone="late" title={words.mergeRefused}>
					{words.refusals[refusal]}
				</Notice>
			)}
		</PartForm>
	);
}

/** The two cases belong together, and each keeps its own answer. */
export function LinkForm({ detail, onDone }: FormProps) {
	const t = useWords();
	const words = t.caseWork.family;
	const { id } = detail.case;
	const [other, setOther] = useState("");
	const [kind, setKind] = useState<LinkKind>("related");
	const [note, setNote] = useState("");
	const change = usePartChange(
		id,
		() => caseApi.link(id, { otherId: Number(other), kind, note: note.trim() }),
		words.linked,
	);
	return (
		<PartForm
			isPrimary
			label={words.link}
			verb={words.linkDo}
			change={change}
			isReady={other !== ""}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<OtherCase caseId={id} value={other} onPick={setOther} />
			<Radios label={words.kind} value={kind} options={words.kinds} onChange={setKind} />
			<TextBox label={words.note} value={note} onChange={setNote} />
		</PartForm>
	);
}

const later = "";

/** Messages about another problem become a case of their own. */
export function SplitForm({ detail, onDone }: FormProps) {
	const t = useWords();
	const words = t.caseWork.family;
	const language = useLanguage();
	const { all } = useReference();
	const { id, version } = detail.case;
	const [picked, setPicked] = useState<number[]>([]);
	const [topicCode, setTopic] = useState(later);
	const said = detail.messages.filter(({ author, direction }) => direction === "in" && author === "resident");
	const change = usePartChange(
		id,
		() => caseApi.split(id, { version, messageIds: picked, ...(topicCode === later ? {} : { topicCode }) }),
		words.splitDone,
	);
	const toggle = (one: number) =>
		setPicked(picked.includes(one) ? picked.filter((other) => other !== one) : [...picked, one]);
	const topics = [
		{ value: later, label: words.splitTopicLater },
		...all.topics.map((topic) => ({ value: topic.code, label: titleOf(topic, language) })),
	];
	return (
		<PartForm
			isPrimary
			label={words.split}
			verb={words.splitDo}
			change={change}
			isReady={picked.length > 0 && picked.length < said.length}
			onSend={() => change.mutate(undefined, { onSuccess: onDone })}
			onCancel={onDone}
		>
			<Said messages={said} picked={picked} onToggle={toggle} />
			<div className="grid gap-1">
				<p className="text-sm font-medium">{words.splitTopic}</p>
				<PickBox label={words.splitTopic} items={topics} value={topicCode} onPick={setTopic} />
			</div>
		</PartForm>
	);
}

type SaidProps = { messages: Message[]; picked: number[]; onToggle: (id: number) => void };

function Said({ messages, picked, onToggle }: SaidProps) {
	const t = useWords();
	return (
		<ul className="grid gap-1">
			{messages.map((message) => (
				<li key={message.id}>
					<label className="flex cursor-pointer items-start gap-2 rounded-md px-1 py-1 hover:bg-hover">
						<input
							type="checkbox"
							className="mt-1 size-4 shrink-0 accent-accent"
							checked={picked.includes(message.id)}
							onChange={() => onToggle(message.id)}
						/>
						<span className="line-clamp-3 wrap-anywhere">{message.text.trim() || t.case.noText}</span>
					</label>
				</li>
			))}
		</ul>
	);
}
