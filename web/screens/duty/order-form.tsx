import type { ReactNode } from "react";
import { Button } from "../../components/button.tsx";
import { useOpened } from "../../components/leave.tsx";
import { errorWords, useWords } from "../../words.ts";

/** A small form that stands in its section until it is saved or left. */
export function OrderForm(props: {
	label: string;
	error: unknown;
	isBusy: boolean;
	isReady: boolean;
	onSave: () => void;
	onLeave: () => void;
	/** what else can be done with the thing */
	other?: ReactNode;
	children: ReactNode;
}) {
	const t = useWords();
	const { ref, question } = useOpened<HTMLFormElement>(props.onLeave);
	return (
		<form
			ref={ref}
			aria-label={props.label}
			onSubmit={(event) => {
				event.preventDefault();
				if (props.isReady) props.onSave();
			}}
			className="grid gap-4 rounded-lg border border-line bg-side p-4"
		>
			<div className="grid gap-4 mid:grid-cols-2">{props.children}</div>
			{props.error !== null && (
				<p role="alert" className="text-late">
					{errorWords(t, props.error)}
				</p>
			)}
			<div className="flex flex-wrap items-center gap-2">
				<Button kind="primary" type="submit" disabled={props.isBusy || !props.isReady}>
					{t.save}
				</Button>
				<Button kind="quiet" onClick={props.onLeave}>
					{t.cancel}
				</Button>
				{props.other}
			</div>
			{question}
		</form>
	);
}
