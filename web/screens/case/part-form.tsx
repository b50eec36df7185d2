import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "../../components/button.tsx";
import { LongField } from "../../components/field.tsx";
import { Picker, type PickerItem } from "../../components/picker.tsx";
import { useOpened } from "../../components/leave.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { errorWords, useWords } from "../../words.ts";

type Change = { isPending: boolean; error: Error | null };

type PartFormProps = {
	label: string;
	verb: string;
	change: Change;
	isReady: boolean;
	/** the one thing to do where it stands, as in a sheet */
	isPrimary?: boolean;
	onSend: () => void;
	onCancel: () => void;
	children: ReactNode;
	/** beside the verb */
	more?: ReactNode;
};

/** Fields, what was refused, the verb and the way out. Esc leaves it before anybody else hears the key. */
export function PartForm(props: PartFormProps) {
	const { label, verb, change, isReady, isPrimary, onSend, onCancel } = props;
	const t = useWords();
	// a sheet hears the key by itself
	const { ref, question } = useOpened<HTMLFormElement>(isPrimary ? undefined : onCancel);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (isReady && !change.isPending) onSend();
	};
	return (
		<form onSubmit={submit} ref={ref} className={`grid appear ${isPrimary ? "gap-4" : "gap-2"}`} aria-label={label}>
			{props.children}
			{change.error && (
				<p role="alert" className="text-late">
					{errorWords(t, change.error)}
				</p>
			)}
			<div className="flex flex-wrap gap-2">
				<Button
					type="submit"
					isSmall={!isPrimary}
					kind={isPrimary ? "primary" : "plain"}
					disabled={!isReady || change.isPending}
				>
					{verb}
				</Button>
				{props.more}
				<Button kind="quiet" isSmall={!isPrimary} onClick={onCancel}>
					{t.cancel}
				</Button>
			</div>
			{question}
		</form>
	);
}

/** What was refused, beside what caused it. */
export function Refused({ change }: { change: Pick<Change, "error"> }) {
	const t = useWords();
	if (!change.error) return null;
	return (
		<p role="alert" className="w-full text-sm text-late">
			{errorWords(t, change.error)}
		</p>
	);
}

/** Several lines of text under their name. */
export function TextBox({
	label,
	hint,
	value,
	onChange,
	rows = 2,
	max = 2000,
	isFirst,
}: {
	label: string;
	hint?: string;
	value: string;
	onChange: (text: string) => void;
	rows?: number;
	max?: number;
	/** takes the focus: the person has just asked for this form */
	isFirst?: boolean;
}) {
	return (
		<LongField
			label={label}
			hint={hint}
			autoFocus={isFirst}
			rows={rows}
			maxLength={max}
			value={value}
			onChange={(event) => onChange(event.target.value)}
			className="resize-none"
		/>
	);
}

/** One of many, found by typing. */
export function PickBox({
	label,
	items,
	value,
	onPick,
}: {
	label: string;
	items: PickerItem[];
	value: string | null;
	onPick: (value: string) => void;
}) {
	return (
		<Picker label={label} items={items} value={value} onPick={onPick}>
			<button
				type="button"
				className="h-10 truncate rounded-lg border border-line-strong bg-panel px-3 text-left mid:h-9"
			>
				{items.find((one) => one.value === value)?.label ?? <span className="text-soft">{label}</span>}
			</button>
		</Picker>
	);
}

/** One of a few, all in sight. */
export function Radios<T extends string>({
	label,
	value,
	options,
	onChange,
}: {
	label: string;
	value: T | null;
	options: Record<T, string>;
	onChange: (value: T) => void;
}) {
	const name = useId();
	return (
		<fieldset className="grid gap-0.5">
			<legend className="mb-1 text-sm font-medium">{label}</legend>
			{(Object.keys(options) as T[]).map((one) => (
				<label key={one} className="flex min-h-8 cursor-pointer items-center gap-2">
					<input
						type="radio"
						name={name}
						className="size-4 shrink-0 accent-accent"
						checked={value === one}
						onChange={() => onChange(one)}
					/>
					{options[one]}
				</label>
			))}
		</fieldset>
	);
}

/** A verb that asks for its reason in place before it is done. */
export function AskReason({
	verb,
	label,
	change,
	onSend,
	isOptional,
	kind = "quiet",
}: {
	verb: string;
	label: string;
	change: Change;
	onSend: (reason: string) => void;
	isOptional?: boolean;
	kind?: "quiet" | "plain";
}) {
	const [reason, setReason] = useState<string | null>(null);
	const opener = useFocusBack(reason !== null);
	if (reason === null)
		return (
			<Button ref={opener()} isSmall kind={kind} disabled={change.isPending} onClick={() => setReason("")}>
				{verb}
			</Button>
		);
	return (
		<div className="w-full">
			<PartForm
				label={verb}
				verb={verb}
				change={change}
				isReady={isOptional === true || reason.trim() !== ""}
				onSend={() => onSend(reason.trim())}
				onCancel={() => setReason(null)}
			>
				<TextBox isFirst label={label} value={reason} onChange={setReason} />
			</PartForm>
		</div>
	);
}
