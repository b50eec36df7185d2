import { randomBytes } from "node:crypto";
import type { Tx } from "../db/database.ts";
import type { Identity } from "./ask-provider.ts";
import { hashPassword } from "./password.ts";
import type { SignInTrouble } from "./provider-trouble.ts";
import { findComing, findLinked } from "./reads-providers.ts";
import type { ComingPerson, ProviderRow } from "./reads-providers.ts";
import { permissionsOfRoles } from "./reads-tokens.ts";
import { recordOwnAudit } from "./record-audit.ts";
import { plainLogin } from "./sign-in.ts";
import { insertNewStaff } from "./writes.ts";
import { lockPeople } from "./writes-people.ts";
import { insertLink, touchLink } from "./writes-providers.ts";

type Found = { person: ComingPerson } | { trouble: SignInTrouble };

/**
 * Whose account somebody signs in to who proved to be `identity` at a provider: by the link; else, where the provider is set
 * so, by a confirmed address that is the login; else a new one, where the provider is set so. What was found so is linked:
 * an address may pass to another person, the link does not.
 */
export async function findComingPerson(tx: Tx, provider: ProviderRow, identity: Identity): Promise<Found> {
	const of = { regionId: provider.region_id, providerId: provider.id };
	// of two first visits at once one finds what the other has made
	await lockPeople(tx, of.regionId);
	const linked = await findLinked(tx, of, identity.subject);
	if (linked) {
		await touchLink(tx, { ...of, subject: identity.subject });
		return active(linked);
	}
	if (provider.finds_by !== "email" && provider.new_roles.length === 0) return { trouble: "unknown-person" };
	if (identity.email === null) return { trouble: identity.isEmailUnconfirmed ? "email-unconfirmed" : "unknown-person" };
	const login = plainLogin(identity.email);
	const known = provider.finds_by === "email" ? await findComing(tx, of.regionId, { login }) : undefined;
	const person = known ?? (await makePerson(tx, provider, { login, name: identity.name ?? identity.email }));
	if (!person) return { trouble: "unknown-person" };
	if (!person.is_active) return { trouble: "switched-off" };
	const { subject } = identity;
	const isLinked = await insertLink(tx, { ...of, staffId: person.id, subject });
	return isLinked ? { person } : { trouble: "linked-otherwise" };
}

const active = (person: ComingPerson): Found => (person.is_active ? { person } : { trouble: "switched-off" });

/** Undefined where the provider makes nobody, or the login is somebody's already. */
async function makePerson(
	tx: Tx,
	provider: ProviderRow,
	{ login, name }: { login: string; name: string },
): Promise<ComingPerson | undefined> {
	const { region_id: regionId, new_roles: roles, new_agency_id: agencyId } = provider;
	if (roles.length === 0 || (await permissionsOfRoles(tx, regionId, roles)) === null) return undefined;
	// nobody knows it: an administrator can give another one
	const passwordHash = await hashPassword(randomBytes(32).toString("base64"));
	const id = await insertNewStaff(tx, { regionId, login, name, passwordHash, agencyId, roles });
	if (id === null) return undefined;
	await recordOwnAudit(tx, regionId, "person-added", { personId: id, agencyId, roles, providerId: provider.id });
	return findComing(tx, regionId, { id });
}
