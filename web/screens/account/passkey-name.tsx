import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { signInApi } from "../../api-ways.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { say } from "../../components/toaster.tsx";
import { useOpened } from "../../components/leave.tsx";
import { errorWords, useWords } from "../../words.ts";
import { useWaysWords } from "../../ways-words.ts";
import { ownWaysQuery } from "./account-queries.ts";

/** Another name for a passkey. */
export function PasskeyName({ passkey, onDone }: { passkey: { id: number; name: string }; onDone: () => void }) {
	const t = useWords();
	const words = useWaysWords().passkeys;
	const client = useQueryClient();
	const [name, setName] = useState(passkey.name);
	const { ref, question } = useOpened<HTMLFormElement>(onDone);
	const save = useMutation({
		mutationFn: () => signInApi.namePasskey(passkey.id, name.trim()),
		onSuccess: async () => {
			await client.invalidateQueries({ queryKey: ownWaysQuery.queryKey });
			say(words.renamed);
			onDone();
		},
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		save.mutate();
	};
	return (
		<form ref={ref} onSubmit={submit} aria-label={words.rename} className="grid max-w-[24rem] gap-3">
			<Field
				label={words.name}
				required
				autoFocus
				pattern=".*\S.*"
				maxLength={100}
				value={name}
				error={save.error ? errorWords(t, save.error) : undefined}
				onChange={(event) => setName(event.target.value)}
			/>
			<div className="flex flex-wrap gap-2">
				<Button type="submit" disabled={save.isPending}>
					{words.rename}
				</Button>
				<Button kind="quiet" onClick={onDone}>
					{t.cancel}
				</Button>
			</div>
			{question}
		</form>
	);
}
