import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type LinkedPerson, signInApi } from "../../api-ways.ts";
import { Button } from "../../components/button.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Section } from "../../components/section.tsx";
import { When } from "../../components/when.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useMe, useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { NothingYet, Rows } from "./part.tsx";
import { useSettingsWords } from "./settings-words.ts";
import { useChange } from "./use-change.ts";

const staleFor = (providerId: number) => [["provider-people", providerId], ["sign-in-providers"]];

/** Who is linked with a provider, and a way to link somebody whose name there is known. */
export function ProviderPeople({ providerId }: { providerId: number }) {
	const { signIn: words } = useSettingsWords();
	const query = useQuery({
		queryKey: ["provider-people", providerId],
		queryFn: () => signInApi.linked(providerId),
	});
	return (
		<Section title={words.linked} lead={words.linkedHint}>
			<Loaded query={query}>
				{({ items }) => (
					<>
						{items.length === 0 ? (
							<NothingYet>{words.noneLinked}</NothingYet>
						) : (
							<Rows>
								{items.map((one) => (
									<Row key={one.staffId} providerId={providerId} person={one} />
								))}
							</Rows>
						)}
						<LinkForm providerId={providerId} linked={items.map(({ staffId }) => staffId)} />
					</>
				)}
			</Loaded>
		</Section>
	);
}

function Row({ providerId, person }: { providerId: number; person: LinkedPerson }) {
	const t = useWords();
	const { signIn: words } = useSettingsWords();
	const me = useMe();
	const unlink = useChange(() => signInApi.unlinkPerson(providerId, person.staffId), {
		said: words.unlinked,
		stale: staleFor(providerId),
	});
	return (
		<li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
			<div className="min-w-0 flex-1">
				<p className="wrap-anywhere">
					{person.name} <span className="text-soft">· {person.login}</span>
				</p>
				<p className="text-sm text-soft wrap-anywhere">
					sub: {person.subject} ·{" "}
					{person.lastUsedAt ? (
						<>
							{words.lastUsed} <When at={person.lastUsedAt} zone={me.region.timeZone} />
						</>
					) : (
						words.neverUsed
					)}
				</p>
				{unlink.error && <p className="text-late">{errorWords(t, unlink.error)}</p>}
			</div>
			{person.staffId !== me.id && (
				<Button
					isSmall
					disabled={unlink.isPending}
					onClick={() => unlink.mutate()}
					aria-label={`${words.unlink}: ${person.name}`}
				>
					{words.unlink}
				</Button>
			)}
		</li>
	);
}

function LinkForm({ providerId, linked }: { providerId: number; linked: number[] }) {
	const t = useWords();
	const { signIn: words } = useSettingsWords();
	const me = useMe();
	const { all } = useReference();
	const [staffId, setStaff] = useState("");
	const [subject, setSubject] = useState("");
	const link = useChange(() => signInApi.linkPerson(providerId, Number(staffId), subject.trim()), {
		said: words.linkDone,
		stale: staleFor(providerId),
		onDone: () => {
			setStaff("");
			setSubject("");
		},
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (staffId && subject.trim() && !link.isPending) link.mutate();
	};
	const people = all.staff.filter(({ id }) => id !== me.id && !linked.includes(id));
	return (
		<form onSubmit={submit} className="grid gap-3">
			<div className="grid items-end gap-3 mid:grid-cols-[1fr_1fr_auto]">
				<Choice
					label={words.person}
					value={staffId}
					options={[
						{ value: "", label: words.choosePerson },
						...people.map(({ id, name }) => ({ value: String(id), label: name })),
					]}
					onChange={setStaff}
				/>
				<Field
					label={words.subject}
					autoComplete="off"
					maxLength={255}
					value={subject}
					onChange={(event) => setSubject(event.target.value)}
				/>
				<Button type="submit" disabled={!staffId || !subject.trim() || link.isPending}>
					{words.link}
				</Button>
			</div>
			{link.error && <Notice tone="late">{errorWords(t, link.error)}</Notice>}
		</form>
	);
}
