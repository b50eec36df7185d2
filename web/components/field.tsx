import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from "react";
import { useFirstWords } from "../words.ts";
import { Select } from "./select.tsx";
import { useOwnRules } from "./own-rules.ts";

const box =
	"w-full rounded-lg border border-line-strong bg-panel px-3 text-ink outline-offset-0 aria-invalid:border-late-bar";

/** Label, field, hint and error as one thing for the eye and for a screen reader. */
export function Field({
	label,
	hint,
	error,
	isOptional,
	...input
}: InputHTMLAttributes<HTMLInputElement> & {
	label: string;
	hint?: string;
	error?: string | undefined;
	isOptional?: boolean;
}) {
	const id = useId();
	const t = useFirstWords();
	const own = useOwnRules(hint);
	const wrong = own.wrong ?? error;
	return (
		<div className="grid gap-1">
			<label htmlFor={id} className="text-sm font-medium">
				{label} {isOptional && <span className="font-normal text-soft">· {t.optional}</span>}
			</label>
			<input
				id={id}
				aria-invalid={wrong ? true : undefined}
				aria-describedby={wrong || hint ? `${id}-hint` : undefined}
				{...own.listeners}
				{...input}
				className={`${box} h-10 mid:h-8`}
			/>
			<Under id={id} hint={hint} error={wrong} />
		</div>
	);
}

/** Many lines of text with their label, hint and error. */
export function LongField({
	label,
	hint,
	error,
	after,
	className = "",
	...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & {
	label: string;
	hint?: string | undefined;
	error?: string | undefined;
	after?: ReactNode;
}) {
	const id = useId();
	const own = useOwnRules(hint);
	const wrong = own.wrong ?? error;
	return (
		<div className="grid gap-1">
			<label htmlFor={id} className="text-sm font-medium">
				{label}
			</label>
			<textarea
				id={id}
				aria-invalid={wrong ? true : undefined}
				aria-describedby={wrong || hint ? `${id}-hint` : undefined}
				{...own.listeners}
				{...rest}
				className={`${box} py-2 ${className}`}
			/>
			<Under id={id} hint={hint} error={wrong} />
			{after}
		</div>
	);
}

function Under({ id, hint, error }: { id: string; hint?: string | undefined; error?: string | undefined }) {
	if (!error && !hint) return null;
	return (
		<p id={`${id}-hint`} className={`text-sm ${error ? "text-late" : "text-soft"}`}>
			{error ?? hint}
		</p>
	);
}

export type Option = { value: string; label: string };

/** One of a few, as the native list of the device. */
export function Choice({
	label,
	hint,
	error,
	value,
	options,
	onChange,
	disabled,
}: {
	label: string;
	hint?: string;
	error?: string | undefined;
	value: string;
	options: Option[];
	onChange: (value: string) => void;
	disabled?: boolean;
}) {
	const id = useId();
	return (
		<div className="grid gap-1">
			<label htmlFor={id} className="text-sm font-medium">
				{label}
			</label>
			<Select
				id={id}
				value={value}
				disabled={disabled}
				aria-invalid={error ? true : undefined}
				aria-describedby={error || hint ? `${id}-hint` : undefined}
				onChange={(event) => onChange(event.target.value)}
			>
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</Select>
			<Under id={id} hint={hint} error={error} />
		</div>
	);
}
