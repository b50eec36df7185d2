import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { useOpened } from "../../components/leave.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { errorWords, useWords } from "../../words.ts";
import { useAccountWords } from "./account-words.ts";

/** A step that asks for the password: the screen may have been left open. */
export function ByPassword({
	verb,
	onCancel,
	onSubmit,
	busyVerb = verb,
	tell = errorWords,
	children,
}: {
	verb: string;
	/** while it waits for something else than the server */
	busyVerb?: string;
	onCancel: () => void;
	onSubmit: (password: string) => Promise<void>;
	/** the words of what may go wrong */
	tell?: (t: Dictionary, error: unknown) => string;
	/** what is asked besides */
	children?: ReactNode;
}) {
	const t = useWords();
	const words = useAccountWords().factor;
	const [password, setPassword] = useState("");
	const { ref, question } = useOpened<HTMLFormElement>(onCancel);
	const step = useMutation({ mutationFn: () => onSubmit(password) });
	const submit = (event: FormEvent) => {
		event.preventDefault();
		step.mutate();
	};
	return (
		<form ref={ref} onSubmit={submit} aria-label={verb} className="grid max-w-[24rem] gap-3">
			{children}
			<Field
				label={words.confirmBy}
				type="password"
				autoComplete="current-password"
				required
				autoFocus={children === undefined}
				maxLength={200}
				value={password}
				error={step.error ? tell(t, step.error) : undefined}
				onChange={(event) => setPassword(event.target.value)}
			/>
			<div className="flex flex-wrap gap-2">
				<Button type="submit" disabled={step.isPending}>
					{step.isPending ? busyVerb : verb}
				</Button>
				<Button kind="quiet" onClick={onCancel}>
					{t.cancel}
				</Button>
			</div>
			{question}
		</form>
	);
}
