import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Permission } from "../../api.ts";
import { type Role, type SaveRole, peopleApi } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { say } from "../../components/toaster.tsx";
import { useLanguage } from "../../preferences.ts";
import { errorWords, titleOf, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { CheckBox } from "./people-form.tsx";
import { isNameTaken } from "./name-taken.ts";
import { rolesQuery } from "./people-queries.ts";
import { BackLink } from "./section-ways.tsx";
import { rightGroups, usePeopleWords } from "./people-words.ts";
import { useSettingsWords } from "./settings-words.ts";

const blank: SaveRole = { titleRu: "", titleEn: "", permissions: [], needsSecondFactor: false };

function useRoleForm(role: Role | null, from: Role | null) {
	const words = usePeopleWords().roles;
	const client = useQueryClient();
	const navigate = useNavigate();
	const [draft, setDraft] = useState<SaveRole>(() =>
		role ? { ...role } : from ? { ...blank, permissions: from.permissions } : blank,
	);
	const leave = (said: string, roles: Awaited<ReturnType<typeof peopleApi.roles>>) => {
		client.setQueryData(rolesQuery.queryKey, roles);
		say(said);
		void navigate({ to: "/settings/$section", params: { section: "roles" } });
	};
	const { titleRu, titleEn, permissions, needsSecondFactor } = draft;
	const order = { titleRu, titleEn, permissions, needsSecondFactor };
	const save = useMutation({
		mutationFn: () => (role ? peopleApi.saveRole(role.code, order) : peopleApi.addRole(order)),
		onSuccess: (roles) => leave(words.saved, roles),
	});
	const remove = useMutation({
		mutationFn: () => peopleApi.removeRole(role?.code ?? ""),
		onSuccess: (roles) => leave(words.removed, roles),
	});
	const toggle = (right: Permission) => {
		const has = permissions.includes(right);
		setDraft({ ...draft, permissions: has ? permissions.filter((one) => one !== right) : [...permissions, right] });
	};
	return { draft, setDraft, save, remove, toggle };
}

/** Whether another role is called so. */
function useIsTaken({ titleRu }: SaveRole, role: Role | null): boolean {
	const { data } = useQuery(rolesQuery);
	const others = (data?.items ?? []).filter(({ code }) => code !== role?.code);
	return isNameTaken(
		titleRu,
		others.map((one) => one.titleRu),
	);
}

/** A role, or a new one; of one that came with the program only the second step can be demanded. */
export function RoleForm({ role, from }: { role: Role | null; from: Role | null }) {
	const t = useWords();
	const words = usePeopleWords().roles;
	const language = useLanguage();
	const { draft, setDraft, save, remove, toggle } = useRoleForm(role, from);
	const isFixed = role?.isBuiltIn ?? false;
	const isTaken = useIsTaken(draft, role);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (!isTaken) save.mutate();
	};
	const error = save.error ?? remove.error;
	return (
		<Screen
			title={role ? titleOf(role, language) : words.newTitle}
			lead={role ? `${isFixed ? words.builtIn : words.own} · ${words.people(role.people)}` : words.lead}
			back={<BackToRoles />}
			action={role && <CopyLink code={role.code} />}
		>
			<form onSubmit={submit} className="grid max-w-[42rem] gap-5">
				<fieldset disabled={isFixed} className="grid gap-5">
					{!isFixed && <Titles draft={draft} isTaken={isTaken} onChange={setDraft} />}
					<Rights draft={draft} onToggle={toggle} />
				</fieldset>
				<div>
					<CheckBox
						isOn={draft.needsSecondFactor}
						onToggle={() => setDraft({ ...draft, needsSecondFactor: !draft.needsSecondFactor })}
					>
						{words.factor}
					</CheckBox>
					<p className="pl-7.5 text-sm text-soft">{words.factorHint}</p>
				</div>
				{error && <Notice tone="late">{errorWords(t, error)}</Notice>}
				<div className="flex flex-wrap items-center gap-2">
					<Button type="submit" kind="primary" disabled={save.isPending || draft.permissions.length === 0}>
						{t.save}
					</Button>
					{role && !isFixed && (
						<SureButton kind="danger" disabled={remove.isPending} question={words.removeAsk} onSure={remove.mutate}>
							{words.remove}
						</SureButton>
					)}
					{draft.permissions.length === 0 && <span className="text-sm text-soft">{words.pickRight}</span>}
				</div>
			</form>
		</Screen>
	);
}

const BackToRoles = () => <BackLink section="roles">{usePeopleWords().roles.back}</BackLink>;

function CopyLink({ code }: { code: string }) {
	return (
		<Link
			to="/settings/$section/$item"
			params={{ section: "roles", item: `new-${code}` }}
			className="inline-flex h-9 items-center rounded-md border border-line-strong bg-panel px-3 hover:bg-hover mid:h-8"
		>
			{usePeopleWords().roles.copy}
		</Link>
	);
}

type TitleProps = { draft: SaveRole; isTaken: boolean; onChange: (draft: SaveRole) => void };

function Titles({ draft, isTaken, onChange }: TitleProps) {
	const words = usePeopleWords().roles;
	const { nameTaken } = useSettingsWords();
	return (
		<div className="grid gap-4 mid:grid-cols-2">
			{(["titleRu", "titleEn"] as const).map((name) => (
				<Field
					key={name}
					label={words[name]}
					error={name === "titleRu" && isTaken ? nameTaken : undefined}
					required
					maxLength={100}
					value={draft[name]}
					onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
				/>
			))}
		</div>
	);
}

function Rights({ draft, onToggle }: { draft: SaveRole; onToggle: (right: Permission) => void }) {
	const words = usePeopleWords();
	return (
		<div className="grid gap-4">
			{rightGroups.map(([group, rights]) => (
				<fieldset key={group} className="grid gap-0.5">
					<legend className="pb-1 text-sm font-medium">{words.groups[group]}</legend>
					{rights.map((right) => (
						<CheckBox key={right} isOn={draft.permissions.includes(right)} onToggle={() => onToggle(right)}>
							{words.rights[right]}
						</CheckBox>
					))}
				</fieldset>
			))}
		</div>
	);
}
