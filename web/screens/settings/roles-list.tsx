import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, ShieldCheck } from "lucide-react";
import { Fragment } from "react";
import type { Role } from "../../api-people.ts";
import { Screen } from "../../components/screen.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { useLanguage } from "../../preferences.ts";
import { titleOf } from "../../words.ts";
import { rolesQuery } from "./people-queries.ts";
import { rightGroups, usePeopleWords } from "./people-words.ts";
import { AddLink } from "./section-ways.tsx";
import { useSettingsWords } from "./settings-words.ts";

export function RoleList() {
	const words = usePeopleWords().roles;
	const { title } = useSettingsWords().sections.roles;
	const query = useQuery(rolesQuery);
	return (
		<Screen title={title} lead={words.lead} action={<AddLink section="roles">{words.add}</AddLink>}>
			<Loaded query={query}>
				{({ items }) => (
					<>
						<ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
							{items.map((role) => (
								<li key={role.code}>
									<Row role={role} />
								</li>
							))}
						</ul>
						<RightsTable roles={items} />
					</>
				)}
			</Loaded>
		</Screen>
	);
}

function Row({ role }: { role: Role }) {
	const words = usePeopleWords().roles;
	const language = useLanguage();
	return (
		<Link
			to="/settings/$section/$item"
			params={{ section: "roles", item: role.code }}
			className="flex flex-wrap items-center gap-x-3 px-4 py-2.5 hover:bg-hover"
		>
			<span className="font-medium">{titleOf(role, language)}</span>
			<span className="text-sm text-soft">{role.isBuiltIn ? words.builtIn : words.own}</span>
			{role.needsSecondFactor && (
				<span className="flex items-center gap-1 text-sm text-done">
					<ShieldCheck size={14} aria-hidden />
					{words.demandsFactor}
				</span>
			)}
			<span className="ml-auto text-sm text-soft">{words.people(role.people)}</span>
		</Link>
	);
}

/** Who may do what, at a glance. */
function RightsTable({ roles }: { roles: Role[] }) {
	const words = usePeopleWords();
	const language = useLanguage();
	return (
		// a region that scrolls must be reached by the keyboard
		<section aria-label={words.roles.table} tabIndex={0} className="overflow-x-auto rounded-lg border border-line">
			<table className="w-full border-collapse text-sm">
				<caption className="px-4 py-2 text-left text-lg font-semibold">{words.roles.table}</caption>
				<thead>
					<tr className="border-y border-line align-bottom">
						<th scope="col" className="sticky left-0 min-w-52 bg-panel px-4 py-2 text-left font-medium">
							{words.roles.right}
						</th>
						{roles.map((role) => (
							<th key={role.code} scope="col" className="min-w-16 px-1.5 py-2 text-center text-xs font-medium">
								{titleOf(role, language)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rightGroups.map(([group, rights]) => (
						<Fragment key={group}>
							<tr>
								<th scope="rowgroup" className="sticky left-0 bg-panel px-4 pt-3 pb-1 text-left text-soft font-medium">
									{words.groups[group]}
								</th>
							</tr>
							{rights.map((right) => (
								<tr key={right} className="hover:bg-hover">
									<th scope="row" className="sticky left-0 bg-panel px-4 py-1 text-left font-normal">
										{words.rights[right]}
									</th>
									{roles.map((role) => (
										<Cell key={role.code} isOn={role.permissions.includes(right)} />
									))}
								</tr>
							))}
						</Fragment>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Cell({ isOn }: { isOn: boolean }) {
	const words = usePeopleWords().roles;
	return (
		<td className="px-1.5 py-1 text-center">
			{isOn ? (
				<Check size={16} className="inline text-accent" role="img" aria-label={words.may} />
			) : (
				<span className="sr-only">{words.mayNot}</span>
			)}
		</td>
	);
}
