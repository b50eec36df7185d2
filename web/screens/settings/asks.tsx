import { useId, useState } from "react";
import { Button, type ButtonProps } from "../../components/button.tsx";
import { useOpened } from "../../components/leave.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useWords } from "../../words.ts";
import { useSettingsWords } from "./settings-words.ts";

/** A step that cannot be taken back: the first press says what will happen, the second does it. */
export function SureButton({
	onSure,
	question,
	children,
	...rest
}: Omit<ButtonProps, "onClick"> & { onSure: () => void; question: string; children: string }) {
	const t = useWords();
	const words = useSettingsWords();
	const [isAsked, setAsked] = useState(false);
	const opener = useFocusBack(isAsked);
	const { ref } = useOpened<HTMLSpanElement>(isAsked ? () => setAsked(false) : undefined);
	if (!isAsked)
		return (
			<Button {...rest} ref={opener()} onClick={() => setAsked(true)}>
				{children}
			</Button>
		);
	return (
		<span ref={ref} role="group" aria-label={question} className="flex flex-wrap items-center gap-2">
			<span className="text-sm" role="status">
				{question}
			</span>
			<Button
				isSmall
				kind="danger"
				// the person stands here: Enter or Esc is the next key
				autoFocus
				disabled={rest.disabled}
				onClick={() => {
					setAsked(false);
					onSure();
				}}
			>
				{words.sure(children)}
			</Button>
			<Button isSmall kind="quiet" onClick={() => setAsked(false)}>
				{t.cancel}
			</Button>
		</span>
	);
}

/** A yes or no with a sentence of what yes means. */
export function Tick({
	label,
	hint,
	checked,
	disabled,
	onChange,
}: {
	label: string;
	hint?: string | undefined;
	checked: boolean;
	disabled?: boolean;
	onChange: (checked: boolean) => void;
}) {
	const id = useId();
	return (
		<div className="flex gap-2 max-mid:py-1.5">
			<input
				id={id}
				type="checkbox"
				checked={checked}
				disabled={disabled}
				onChange={(event) => onChange(event.target.checked)}
				aria-describedby={hint ? `${id}-hint` : undefined}
				className="mt-0.5 size-4 shrink-0 accent-accent"
			/>
			<div>
				<label htmlFor={id}>{label}</label>
				{hint && (
					<p id={`${id}-hint`} className="text-sm text-soft">
						{hint}
					</p>
				)}
			</div>
		</div>
	);
}
