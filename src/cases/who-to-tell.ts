import type { Permission } from "../domain/permission.ts";

/** A member of staff as escalation looks at them. */
export type Person = { id: number; agencyId: number | null; permissions: ReadonlySet<Permission> };
export type People = {
	list: readonly Person[];
	/** agency → the one above it */
	parents: ReadonlyMap<number, number>;
};

export type DueClock = {
	kind: string;
	/** whose clock it is; null: the case's agency */
	agencyId: number | null;
	caseAgencyId: number | null;
	assigneeId: number | null;
	/** the named person of the priority lane */
	ownerId: number | null;
};

/**
 * Whom a stage of a clock is told. At 50 and 80 percent those who work on it, at 100 the head of the agency or of the one
 * above it, at 150 the deputy governor's office; for triage the curators, at 100 with those who run the centre.
 * Source: field description, section 6. Nobody is never the answer where the centre has anybody.
 */
export function whomToTell(stage: number, clock: DueClock, people: People): number[] {
	if (stage >= 150) return orCentre(having(people, "escalation.office"), people);
	if (clock.kind === "triage") return stage >= 100 ? centre(people) : curators(people);
	const agencyId = clock.agencyId ?? clock.caseAgencyId;
	if (stage >= 100) return orCentre(headsOf(agencyId, people), people);
	// a task is another agency's: who has the case does not do it
	const isTask = clock.kind === "task" && clock.agencyId !== null && clock.agencyId !== clock.caseAgencyId;
	const named = isTask ? [] : [clock.assigneeId, clock.ownerId].filter((id) => id !== null);
	const present = named.filter((id) => people.list.some((person) => person.id === id));
	if (present.length > 0) return present;
	return orCentre(having(people, "reply.write", agencyId), people);
}

function having({ list }: People, permission: Permission, agencyId?: number | null): number[] {
	return list
		.filter((person) => person.permissions.has(permission) && (agencyId === undefined || person.agencyId === agencyId))
		.map((person) => person.id);
}

/** The head of the agency, else of the nearest one above it that has one. */
function headsOf(agencyId: number | null, people: People): number[] {
	const seen = new Set<number>();
	for (let at = agencyId; at !== null && !seen.has(at); at = people.parents.get(at) ?? null) {
		const heads = having(people, "escalation.agency", at);
		if (heads.length > 0) return heads;
		seen.add(at);
	}
	return [];
}

const curators = (people: People): number[] => having(people, "case.triage", null);
const centre = (people: People): number[] => [
	...new Set([...curators(people), ...having(people, "duty.manage", null)]),
];
const orCentre = (found: number[], people: People): number[] => (found.length > 0 ? found : centre(people));
