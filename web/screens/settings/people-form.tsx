import type { ReactNode } from "react";
import type { Role } from "../../api-people.ts";
import { Choice, Field } from "../../components/field.tsx";
import { useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { titleOf } from "../../words.ts";
import { usePeopleWords } from "./people-words.ts";

export type PersonDraft = { name: string; agencyId: string; roles: string[] };

type Props = { draft: PersonDraft; roles: Role[]; onChange: (draft: PersonDraft) => void };

/** Name, agency and roles: the same for a new person and a known one. */
export function PersonFields({ draft, roles, onChange }: Props) {
	const words = usePeopleWords();
	const { all } = useReference();
	const isRegional = useMe().permissions.includes("case.read.region");
	const agencies = all.agencies.map((one) => ({ value: String(one.id), label: one.shortName }));
	return (
		<>
			<Field
				label={words.person.name}
				hint={words.person.nameHint}
				required
				maxLength={200}
				value={draft.name}
				onChange={(event) => onChange({ ...draft, name: event.target.value })}
			/>
			<Choice
				label={words.people.agency}
				value={draft.agencyId}
				options={isRegional ? [{ value: "", label: words.people.centre }, ...agencies] : agencies}
				onChange={(agencyId) => onChange({ ...draft, agencyId })}
			/>
			<fieldset className="grid gap-1">
				<legend className="text-sm font-medium">{words.person.roles}</legend>
				<p className="text-sm text-soft">{words.person.rolesHint}</p>
				{roles.map((role) => (
					<RoleBox key={role.code} role={role} draft={draft} onChange={onChange} />
				))}
				{draft.roles.length === 0 && <p className="text-sm text-soon">{words.person.noRole}</p>}
			</fieldset>
		</>
	);
}

function RoleBox({
	role,
	draft,
	onChange,
}: {
	role: Role;
	draft: PersonDraft;
	onChange: (draft: PersonDraft) => void;
}) {
	const words = usePeopleWords().person;
	const language = useLanguage();
	const isOn = draft.roles.includes(role.code);
	const toggle = () =>
		onChange({
			...draft,
			roles: isOn ? draft.roles.filter((code) => code !== role.code) : [...draft.roles, role.code],
		});
	return (
		<CheckBox isOn={isOn} isDisabled={!role.isGivable && !isOn} onToggle={toggle}>
			{titleOf(role, language)}
			{!role.isGivable && <span className="text-soft"> · {words.notYours}</span>}
		</CheckBox>
	);
}

/** A box with its words; the whole line is the target. */
export function CheckBox(props: { isOn: boolean; isDisabled?: boolean; onToggle: () => void; children: ReactNode }) {
	return (
		<label className="flex min-h-9 items-center gap-2.5 rounded-md px-1 hover:bg-hover has-disabled:opacity-60 mid:min-h-7">
			<input
				type="checkbox"
				checked={props.isOn}
				disabled={props.isDisabled}
				onChange={props.onToggle}
				className="size-4 shrink-0 accent-(--accent)"
			/>
			<span>{props.children}</span>
		</label>
	);
}
