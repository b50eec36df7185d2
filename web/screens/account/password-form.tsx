import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { RequestError } from "../../api.ts";
import { accountApi } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { say } from "../../components/toaster.tsx";
import { sessionQuery } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { passwordError, useAccountWords } from "./account-words.ts";

const empty = { current: "", next: "", repeat: "" };

function usePasswordChange() {
	const words = useAccountWords().password;
	const client = useQueryClient();
	const [typed, setTyped] = useState(empty);
	const [differs, setDiffers] = useState(false);
	const change = useMutation({
		mutationFn: () => accountApi.changePassword(typed.current, typed.next),
		onSuccess: async () => {
			setTyped(empty);
			say(words.changed);
			await client.invalidateQueries({ queryKey: ["account"] });
			await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
		},
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setDiffers(typed.next !== typed.repeat);
		if (typed.next === typed.repeat) change.mutate();
	};
	return { typed, setTyped, differs, change, submit };
}

export function PasswordForm({ login }: { login: string }) {
	const t = useWords();
	const all = useAccountWords();
	const words = all.password;
	const { typed, setTyped, differs, change, submit } = usePasswordChange();
	const isOfNext = change.error instanceof RequestError && change.error.code === "password-weak";
	const refusal = change.error ? passwordError(t, all, change.error) : undefined;
	const field = (name: keyof typeof empty) => ({
		value: typed[name],
		type: "password",
		required: true,
		maxLength: 200,
		onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
	});
	return (
		<form onSubmit={submit} className="grid max-w-[24rem] gap-4">
			{/* a keeper of passwords learns by it whose this is */}
			<input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
			<Field
				label={words.current}
				autoComplete="current-password"
				error={isOfNext ? undefined : refusal}
				{...field("current")}
			/>
			<Field
				label={words.next}
				hint={words.nextHint}
				autoComplete="new-password"
				error={isOfNext ? refusal : undefined}
				{...field("next")}
			/>
			<Field
				label={words.repeat}
				autoComplete="new-password"
				error={differs ? words.differs : undefined}
				{...field("repeat")}
			/>
			<Button type="submit" className="w-fit" disabled={change.isPending}>
				{words.change}
			</Button>
		</form>
	);
}
