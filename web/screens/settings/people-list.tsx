import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileUp, KeyRound, ShieldCheck, UserPlus, UsersRound } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { PeopleFilter, Person, Role } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Hint } from "../../components/hint.tsx";
import { Screen } from "../../components/screen.tsx";
import { When } from "../../components/when.tsx";
import { useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { titleOf } from "../../words.ts";
import { peopleQuery, rolesQuery } from "./people-queries.ts";
import { usePeopleWords } from "./people-words.ts";
import { useSettingsWords } from "./settings-words.ts";

const everybody: PeopleFilter = { q: "", agencyId: "", role: "", state: "on" };

export function PeopleList() {
	const words = usePeopleWords().people;
	const { title } = useSettingsWords().sections.people;
	const [filter, setFilter] = useState(everybody);
	const { data: roles } = useQuery(rolesQuery);
	const query = useInfiniteQuery(peopleQuery(useDeferredValue(filter)));
	const { data, error, hasNextPage, fetchNextPage } = query;
	const people = data?.pages.flatMap(({ items }) => items);
	return (
		<Screen title={title} lead={words.lead} action={<Ways />}>
			<Filters filter={filter} roles={roles?.items ?? []} onChange={setFilter} />
			<p aria-live="polite" className="-mt-3 text-sm text-soft">
				{data ? words.found(data.pages[0]?.count ?? 0) : "\u00a0"}
			</p>
			{!people && (error ? <Failed query={query} /> : <Skeleton className="h-72 w-full" />)}
			{people?.length === 0 && <Empty icon={UsersRound} title={words.empty} hint={words.emptyHint} />}
			{people && people.length > 0 && <Rows people={people} roles={roles?.items ?? []} />}
			{hasNextPage && (
				<Button className="w-fit" onClick={() => void fetchNextPage()}>
					{words.more}
				</Button>
			)}
		</Screen>
	);
}

/** One person, or many from a file. */
function Ways() {
	const words = usePeopleWords();
	const isRegional = useMe().permissions.includes("case.read.region");
	const look = "inline-flex h-9 shrink-0 items-center gap-2 rounded-md px-3 mid:h-8";
	return (
		<div className="flex flex-wrap gap-2">
			{isRegional && (
				<Link
					to="/settings/$section/$item"
					params={{ section: "people", item: "import" }}
					className={`${look} border border-line-strong bg-panel hover:bg-hover`}
				>
					<FileUp size={16} aria-hidden />
					{words.load.open}
				</Link>
			)}
			<Link
				to="/settings/$section/$item"
				params={{ section: "people", item: "new" }}
				className={`${look} bg-fill font-medium text-on-fill hover:bg-fill-strong`}
			>
				<UserPlus size={16} aria-hidden />
				{words.people.add}
			</Link>
		</div>
	);
}

type FiltersProps = { filter: PeopleFilter; roles: Role[]; onChange: (filter: PeopleFilter) => void };

function Filters({ filter, roles, onChange }: FiltersProps) {
	const words = usePeopleWords().people;
	const language = useLanguage();
	const { all } = useReference();
	const set = (change: Partial<PeopleFilter>) => onChange({ ...filter, ...change });
	const states = (["on", "off", "all"] as const).map((value) => ({ value, label: words.states[value] }));
	return (
		<search className="grid grid-cols-2 gap-3 mid:grid-cols-[minmax(0,1.6fr)_minmax(0,1.6fr)_minmax(0,1.3fr)_minmax(8rem,1fr)]">
			<Field
				label={words.search}
				type="search"
				value={filter.q}
				maxLength={200}
				onChange={(event) => set({ q: event.target.value })}
			/>
			<Choice
				label={words.agency}
				value={filter.agencyId}
				options={[
					{ value: "", label: words.anyAgency },
					{ value: "0", label: words.centre },
					...all.agencies.map((one) => ({ value: String(one.id), label: one.shortName })),
				]}
				onChange={(agencyId) => set({ agencyId })}
			/>
			<Choice
				label={words.role}
				value={filter.role}
				options={[
					{ value: "", label: words.anyRole },
					...roles.map((role) => ({ value: role.code, label: titleOf(role, language) })),
				]}
				onChange={(role) => set({ role })}
			/>
			<Choice
				label={words.state}
				value={filter.state}
				options={states}
				onChange={(state) => set({ state: state as PeopleFilter["state"] })}
			/>
		</search>
	);
}

function Rows({ people, roles }: { people: Person[]; roles: Role[] }) {
	return (
		<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
			{people.map((person) => (
				<li key={person.id}>
					<Row person={person} roles={roles} />
				</li>
			))}
		</ul>
	);
}

function Row({ person, roles }: { person: Person; roles: Role[] }) {
	const words = usePeopleWords().people;
	const language = useLanguage();
	const zone = useMe().region.timeZone;
	const agency = useReference().agency(person.agencyId);
	const titles = person.roles.map((code) => {
		const role = roles.find((one) => one.code === code);
		return role ? titleOf(role, language) : code;
	});
	return (
		<Link
			to="/settings/$section/$item"
			params={{ section: "people", item: String(person.id) }}
			className={`grid gap-x-4 px-4 py-2.5 hover:bg-hover mid:grid-cols-[1.2fr_1.2fr_11rem] mid:items-center ${person.isActive ? "" : "text-soft"}`}
		>
			<span className="min-w-0">
				<span className="flex items-center gap-1.5 font-medium">
					<span className="truncate">{person.name}</span>
					<Marks person={person} />
				</span>
				<span className="block truncate text-sm text-soft">{person.login}</span>
			</span>
			<span className="min-w-0">
				<span className="block truncate">{titles.join(", ") || "—"}</span>
				<span className="block truncate text-sm text-soft">
					{person.agencyId === null ? words.centre : agency?.shortName}
				</span>
			</span>
			<span className="text-sm text-soft mid:text-right">
				{!person.isActive && <span className="block">{words.off}</span>}
				{person.lastSeenAt ? (
					<>
						{words.lately} <When at={person.lastSeenAt} zone={zone} />
					</>
				) : (
					words.never
				)}
			</span>
		</Link>
	);
}

function Marks({ person }: { person: Person }) {
	const words = usePeopleWords().people;
	return (
		<>
			{person.hasSecondFactor && (
				<Hint text={words.factor}>
					<ShieldCheck size={16} className="shrink-0 text-done" role="img" aria-label={words.factor} />
				</Hint>
			)}
			{person.mustChangePassword && (
				<Hint text={words.temporary}>
					<KeyRound size={16} className="shrink-0 text-soon" role="img" aria-label={words.temporary} />
				</Hint>
			)}
		</>
	);
}
