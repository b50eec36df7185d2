import type { SectionProps } from "./section-props.ts";
import { NewPerson } from "./people-new.tsx";
import { PeopleList } from "./people-list.tsx";
import { PersonScreen } from "./people-person.tsx";

/** People: the list, one of them, or a new one. */
export function PeopleSection({ item }: SectionProps) {
	if (item === null) return <PeopleList />;
	if (item === "new") return <NewPerson />;
	return <PersonScreen id={Number(item)} />;
}
