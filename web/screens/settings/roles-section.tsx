import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { usePeopleWords } from "./people-words.ts";
import { rolesQuery } from "./people-queries.ts";
import { RoleForm } from "./roles-form.tsx";
import { RoleList } from "./roles-list.tsx";
import type { SectionProps } from "./section-props.ts";

/** Roles: the list, one of them, a new one ("new"), or one made from another ("new-CODE"). */
export function RolesSection({ item }: SectionProps) {
	const words = usePeopleWords().roles;
	const query = useQuery(rolesQuery);
	const { data } = query;
	if (item === null) return <RoleList />;
	if (!data) return query.error ? <Failed query={query} /> : <Skeleton className="m-8 h-72" />;
	const from = /^new(?:-(.+))?$/.exec(item);
	const role = data.items.find(({ code }) => code === (from ? from[1] : item));
	if (!from && !role) return <Empty icon={SearchX} title={words.unknown} />;
	return <RoleForm key={item} role={from ? null : (role ?? null)} from={role ?? null} />;
}
