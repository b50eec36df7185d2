import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { peopleApi } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { type PersonDraft, PersonFields } from "./people-form.tsx";
import { rolesQuery } from "./people-queries.ts";
import { usePeopleWords } from "./people-words.ts";
import { BackLink } from "./section-ways.tsx";

/** The way back to the list. */
export const BackToPeople = () => <BackLink section="people">{usePeopleWords().people.back}</BackLink>;

export function NewPerson() {
	const words = usePeopleWords().person;
	const [made, setMade] = useState<{ id: number; login: string; password: string } | null>(null);
	const navigate = useNavigate();
	const toPerson = () =>
		void navigate({ to: "/settings/$section/$item", params: { section: "people", item: String(made?.id) } });
	return (
		<Screen title={words.newTitle} lead={words.newLead} back={<BackToPeople />}>
			{made ? <ShownPassword {...made} onKept={toPerson} /> : <Form onMade={setMade} />}
		</Screen>
	);
}

/** Shown once: it stays until it was passed on. */
export function ShownPassword(props: { login: string; password: string; onKept: () => void }) {
	const words = usePeopleWords().person;
	return (
		<Notice tone="soon" title={words.passwordTitle}>
			<p>{words.passwordHint}</p>
			<dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 py-1">
				<dt className="text-soft">{words.login}</dt>
				<dd className="font-mono">{props.login}</dd>
				<dt className="text-soft">{words.passwordTitle}</dt>
				<dd className="font-mono">{props.password}</dd>
			</dl>
			<div className="flex flex-wrap gap-2">
				<CopyButton text={`${props.login}\n${props.password}`} />
				<Button isSmall onClick={props.onKept}>
					{words.kept}
				</Button>
			</div>
		</Notice>
	);
}

function Form({ onMade }: { onMade: (made: { id: number; login: string; password: string }) => void }) {
	const t = useWords();
	const words = usePeopleWords().person;
	const client = useQueryClient();
	const { agencyId } = useMe();
	const { data: roles } = useQuery(rolesQuery);
	const [login, setLogin] = useState("");
	const [draft, setDraft] = useState<PersonDraft>({ name: "", agencyId: String(agencyId ?? ""), roles: [] });
	const add = useMutation({
		mutationFn: () =>
			peopleApi.add({ ...draft, login: login.trim(), agencyId: draft.agencyId ? Number(draft.agencyId) : null }),
		onSuccess: (made) => {
			void client.invalidateQueries({ queryKey: ["people"] });
			onMade({ ...made, login: login.trim().toLowerCase() });
		},
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		add.mutate();
	};
	return (
		<form onSubmit={submit} className="grid max-w-[34rem] gap-4">
			<Field
				label={words.login}
				hint={words.loginHint}
				required
				minLength={3}
				pattern="\s*[\p{L}\d][\p{L}\d._@\-]{2,59}\s*"
				maxLength={60}
				autoComplete="off"
				autoCapitalize="none"
				spellCheck={false}
				value={login}
				onChange={(event) => setLogin(event.target.value)}
			/>
			<PersonFields draft={draft} roles={roles?.items ?? []} onChange={setDraft} />
			{add.error && <Notice tone="late">{errorWords(t, add.error)}</Notice>}
			<Button type="submit" kind="primary" className="w-fit" disabled={add.isPending}>
				{words.create}
			</Button>
		</form>
	);
}
