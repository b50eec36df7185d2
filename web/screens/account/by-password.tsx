import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { errorWords, useWords } from "../../words.ts";
import { useAccountWords } from "./account-words.ts";

/** A step that asks for the password: the screen may have been left open. */
export function ByPassword({
	verb,
	onCancel,
	onSubmit,
}: {
	verb: string;
	onCancel: () => void;
	onSubmit: (password: string) => Promise<void>;
}) {
	const t = useWords();
	const words = useAccountWords().factor;
	const [password, setPassword] = useState("");
	const step = useMutation({ mutationFn: () => onSubmit(password) });
	const submit = (event: FormEvent) => {
		event.preventDefault();
		step.mutate();
	};
	return (
		<form onSubmit={submit} className="grid max-w-[24rem] gap-3">
			<Field
				label={words.confirmBy}
				type="password"
				autoComplete="current-password"
				required
				autoFocus
				maxLength={200}
				value={password}
				error={step.error ? errorWords(t, step.error) : undefined}
				onChange={(event) => setPassword(event.target.value)}
			/>
			<div className="flex flex-wrap gap-2">
				<Button type="submit" disabled={step.isPending}>
					{verb}
				</Button>
				<Button kind="quiet" onClick={onCancel}>
					{t.cancel}
				</Button>
			</div>
		</form>
	);
}
