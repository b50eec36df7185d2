import { useState } from "react";
import type { answers } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { useOpened } from "../../components/leave.tsx";
import { useKeys } from "../../keys.ts";
import { useWords } from "../../words.ts";
import { reasonBox } from "./action-form.tsx";

export type ReturnGiven = Omit<answers.ReturnReply, "revision">;
type ReturnReason = ReturnGiven["reasons"][number];

type FormProps = { isBusy: boolean; onSend: (given: ReturnGiven) => void; onCancel: () => void };

/** Why an answer goes back: what is ticked in the checklist, one's own words, or both. */
export function ReturnForm({ isBusy, onSend, onCancel }: FormProps) {
	const t = useWords();
	const [reason, setReason] = useState("");
	const [reasons, setReasons] = useState<ReturnReason[]>([]);
	const isReady = (reason.trim() !== "" || reasons.length > 0) && !isBusy;
	const send = () => onSend({ reason: reason.trim(), reasons });
	useKeys({ "mod+enter": isReady ? (event) => (event.preventDefault(), send()) : undefined });
	const { ref, question } = useOpened<HTMLDivElement>(onCancel);
	const toggle = (code: ReturnReason) =>
		setReasons((all) => (all.includes(code) ? all.filter((one) => one !== code) : [...all, code]));
	return (
		<div ref={ref} role="group" aria-label={t.actionReason.returnReply} className="grid gap-2 appear">
			<label className="grid gap-1 font-medium">
				{t.actionReason.returnReply}
				<textarea
					// the person has just asked for this field
					autoFocus
					rows={3}
					maxLength={2000}
					placeholder={t.reasonPlaceholder}
					value={reason}
					onChange={(event) => setReason(event.target.value)}
					className={`${reasonBox} font-normal`}
				/>
			</label>
			<Checklist reasons={reasons} onToggle={toggle} />
			<div className="flex gap-2">
				<Button kind="primary" shortcut="Ctrl Enter" disabled={!isReady} onClick={send} className="max-mid:flex-1">
					{t.actions.returnReply}
				</Button>
				<Button kind="quiet" onClick={onCancel}>
					{t.cancel}
				</Button>
			</div>
			{question}
		</div>
	);
}

function Checklist({ reasons, onToggle }: { reasons: ReturnReason[]; onToggle: (code: ReturnReason) => void }) {
	const t = useWords();
	return (
		<fieldset className="grid max-h-48 gap-x-4 overflow-y-auto">
			<legend className="mb-1 text-sm text-soft">{t.approvals.checklist}</legend>
			{(Object.keys(t.returnReasons) as ReturnReason[]).map((code) => (
				<label
					key={code}
					className="flex min-h-8 cursor-pointer items-center gap-2 rounded px-1 hover:bg-hover mid:min-h-7"
				>
					<input
						type="checkbox"
						className="accent-accent"
						checked={reasons.includes(code)}
						onChange={() => onToggle(code)}
					/>
					{t.returnReasons[code]}
				</label>
			))}
		</fieldset>
	);
}
