import { type FormEvent, type ReactNode, useId, useState } from "react";
import { agencyReasonWords } from "../../agency-reason.ts";
import type { CaseAction, CaseDetail, CaseOutcome } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { Picker } from "../../components/picker.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { useReference } from "../../queries.ts";
import { useOpened } from "../../components/leave.tsx";
import { errorWords, useWords } from "../../words.ts";
import type { CaseActions } from "./use-actions.ts";

/** Asks in place, not in a dialog, for what an action needs: a reason, an agency or an outcome. */
export function ActionForm({ detail, actions }: { detail: CaseDetail; actions: CaseActions }) {
	const { asked, needs } = actions;
	if (!asked) return null;
	if (needs === "agency") return <AgencyForm action={asked} detail={detail} actions={actions} />;
	if (needs === "suggestion") return <ReturnForm action={asked} detail={detail} actions={actions} />;
	if (needs === "outcome") return <OutcomeForm action={asked} actions={actions} />;
	return <ReasonForm action={asked} actions={actions} />;
}

type FormProps = { action: CaseAction; actions: CaseActions };

function Frame(props: {
	title: string;
	action: CaseAction;
	actions: CaseActions;
	isReady: boolean;
	onSend: () => void;
	children: ReactNode;
}) {
	const t = useWords();
	const { actions } = props;
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (props.isReady && !actions.isBusy) props.onSend();
	};
	const { ref, question } = useOpened<HTMLFormElement>(actions.cancel);
	return (
		<form ref={ref} onSubmit={submit} className="grid gap-2 appear" aria-label={t.actions[props.action]}>
			<p className="font-medium">{props.title}</p>
			{props.children}
			{actions.error && (
				<p role="alert" className="text-late">
					{errorWords(t, actions.error)}
				</p>
			)}
			<div className="flex flex-wrap gap-2">
				<Button type="submit" kind="primary" disabled={!props.isReady || actions.isBusy}>
					{t.actions[props.action]}
				</Button>
				<Button kind="quiet" onClick={actions.cancel}>
					{t.cancel}
				</Button>
			</div>
			{question}
		</form>
	);
}

export const reasonBox = "w-full resize-none rounded-lg border border-line-strong bg-panel px-3 py-2";

function ReasonForm({ action, actions }: FormProps) {
	const t = useWords();
	const [reason, setReason] = useState("");
	const title = t.actionReason[action as keyof Dictionary["actionReason"]];
	return (
		<Frame
			title={title}
			action={action}
			actions={actions}
			isReady={reason.trim() !== ""}
			onSend={() => actions.send({ action, reason: reason.trim() })}
		>
			<ReasonBox label={title} value={reason} onChange={setReason} />
		</Frame>
	);
}

function ReasonBox({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
	const t = useWords();
	return (
		<textarea
			// the person has just asked for this form
			autoFocus
			rows={2}
			maxLength={2000}
			aria-label={label}
			placeholder={t.reasonPlaceholder}
			value={value}
			onChange={(event) => onChange(event.target.value)}
			className={reasonBox}
		/>
	);
}

/** Whose the case is instead is asked beside the reason; not to know it is an answer, too. */
function ReturnForm({ action, detail, actions }: FormProps & { detail: CaseDetail }) {
	const t = useWords();
	const { all } = useReference();
	const [reason, setReason] = useState("");
	const [picked, setPicked] = useState<string | null>(null);
	const others = all.agencies.filter(({ id }) => id !== detail.case.agencyId);
	const items = [
		{ value: "", label: t.agencies.notKnown },
		...others.map(({ id, name }) => ({ value: String(id), label: name })),
	];
	const send = () =>
		actions.send({ action, reason: reason.trim(), suggestedAgencyId: picked === "" ? null : Number(picked) });
	const title = t.actionReason.returnWrongAgency;
	return (
		<Frame
			title={title}
			action={action}
			actions={actions}
			isReady={reason.trim() !== "" && picked !== null}
			onSend={send}
		>
			<ReasonBox label={title} value={reason} onChange={setReason} />
			<Picker label={t.agencies.whose} items={items} value={picked} onPick={setPicked}>
				<button type="button" className="h-9 truncate rounded-lg border border-line-strong bg-panel px-3 text-left">
					{items.find(({ value }) => value === picked)?.label ?? <span className="text-soft">{t.agencies.whose}</span>}
				</button>
			</Picker>
		</Frame>
	);
}

function AgencyForm({ action, detail, actions }: FormProps & { detail: CaseDetail }) {
	const t = useWords();
	const { all, agency } = useReference();
	// before anybody has taken it, the machine's agency is the likely one
	const isFirst = ["new", "triage"].includes(detail.case.status);
	const [picked, setPicked] = useState<number | null>(isFirst ? detail.case.agencyId : null);
	const items = all.agencies.map((one) => ({ value: String(one.id), label: one.name }));
	return (
		<Frame
			title={t.agencyTitle}
			action={action}
			actions={actions}
			isReady={picked !== null}
			onSend={() => picked !== null && actions.send({ action, agencyId: picked })}
		>
			<Picker
				label={t.agencyTitle}
				items={items}
				value={picked === null ? null : String(picked)}
				onPick={(value) => setPicked(Number(value))}
			>
				<button type="button" className="h-9 truncate rounded-lg border border-line-strong bg-panel px-3 text-left">
					{agency(picked)?.name ?? <span className="text-soft">{t.pages.form.chooseAgency}</span>}
				</button>
			</Picker>
			{isFirst && picked === detail.case.agencyId && (
				<p className="text-sm text-soft">{agencyReasonWords(t, { reason: detail.proposal.agencyReason })}</p>
			)}
		</Frame>
	);
}

function OutcomeForm({ action, actions }: FormProps) {
	const t = useWords();
	const name = useId();
	const [outcome, setOutcome] = useState<CaseOutcome | null>(null);
	return (
		<Frame
			title={t.outcomeTitle}
			action={action}
			actions={actions}
			isReady={outcome !== null}
			onSend={() => outcome && actions.send({ action, outcome })}
		>
			<div className="flex flex-wrap gap-x-5 gap-y-1" role="radiogroup" aria-label={t.outcomeTitle}>
				{(Object.keys(t.outcomes) as CaseOutcome[]).map((one) => (
					<label key={one} className="flex h-8 cursor-pointer items-center gap-2">
						<input
							type="radio"
							name={name}
							className="accent-accent"
							checked={outcome === one}
							onChange={() => setOutcome(one)}
						/>
						{t.outcomes[one]}
					</label>
				))}
			</div>
		</Frame>
	);
}
