import type { SectionProps } from "./section-props.ts";
import { ImportPeople } from "./people-import.tsx";
import { NewPerson } from "./people-new.tsx";
import { PeopleList } from "./people-list.tsx";
import { PersonScreen } from "./people-person.tsx";

/** People: the list, one of them, a new one, or many from a file. */
export function PeopleSection({ item }: SectionProps) {
	if (item === null) return <PeopleList />;
	if (item === "new") return <NewPerson />;
	if (item === "import") return <ImportPeople />;
	return <PersonScreen id={Number(item)} />;
}
