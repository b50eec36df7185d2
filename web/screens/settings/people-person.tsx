import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type PersonDetail, peopleApi } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { PersonAccess } from "./people-access.tsx";
import { type PersonDraft, PersonFields } from "./people-form.tsx";
import { BackToPeople } from "./people-new.tsx";
import { SwitchOff, SwitchOn } from "./people-off.tsx";
import { personQuery, rolesQuery } from "./people-queries.ts";
import { usePeopleWords } from "./people-words.ts";

export function PersonScreen({ id }: { id: number }) {
	const words = usePeopleWords();
	const me = useMe();
	const query = useQuery(personQuery(id));
	const { data } = query;
	if (!data && query.error)
		return (
			<Screen title={words.people.one} back={<BackToPeople />}>
				<Failed query={query} />
			</Screen>
		);
	if (!data) return <Skeleton className="m-8 h-72" />;
	const { person } = data;
	const isSelf = person.id === me.id;
	return (
		<Screen title={person.name} lead={person.login} back={<BackToPeople />}>
			{!person.isActive && <Notice tone="soon">{words.person.isOff}</Notice>}
			{isSelf && <Notice>{words.person.self}</Notice>}
			<Form key={person.id} detail={data} isLocked={isSelf} />
			{!isSelf && person.isActive && <PersonAccess detail={data} />}
			{!isSelf && (person.isActive ? <SwitchOff detail={data} /> : <SwitchOn id={person.id} />)}
		</Screen>
	);
}

function Form({ detail: { person }, isLocked }: { detail: PersonDetail; isLocked: boolean }) {
	const t = useWords();
	const words = usePeopleWords().person;
	const client = useQueryClient();
	const { data: roles } = useQuery(rolesQuery);
	const [draft, setDraft] = useState<PersonDraft>({ ...person, agencyId: String(person.agencyId ?? "") });
	const save = useMutation({
		mutationFn: () => {
			const agencyId = draft.agencyId ? Number(draft.agencyId) : null;
			return peopleApi.save(person.id, { name: draft.name, agencyId, roles: draft.roles });
		},
		onSuccess: (saved) => {
			client.setQueryData(personQuery(person.id).queryKey, saved);
			void client.invalidateQueries({ queryKey: ["people"] });
			say(words.saved);
		},
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		save.mutate();
	};
	return (
		<form onSubmit={submit}>
			<fieldset disabled={isLocked} className="grid max-w-[34rem] gap-4">
				<PersonFields draft={draft} roles={roles?.items ?? []} onChange={setDraft} />
				{save.error && <Notice tone="late">{errorWords(t, save.error)}</Notice>}
				{!isLocked && (
					<Button type="submit" kind="primary" className="w-fit" disabled={save.isPending}>
						{words.save}
					</Button>
				)}
			</fieldset>
		</form>
	);
}
