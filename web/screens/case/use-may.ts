import type { CaseDetail, Permission } from "../../api.ts";
import { useMe } from "../../queries.ts";

/** Whether the signed-in person has one of these rights. */
export function useMay(...permissions: Permission[]): boolean {
	const me = useMe();
	return permissions.some((one) => me.permissions.includes(one));
}

/** Whether this person works on the case as its owner's or the centre's, and not only takes part in it. */
export function useMayGive({ case: row, can }: CaseDetail): boolean {
	const { agencyId } = useMe();
	const isOwner = agencyId === null || agencyId === row.agencyId || can.write || can.approve;
	return useMay("case.work", "case.triage") && isOwner;
}
