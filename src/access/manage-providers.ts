import { seal } from "../db/sealed.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { changePerson, requireGrant, requireRegionalManager } from "./manage-people.ts";
import type { Caller } from "./permissions.ts";
import { listProviders, lockProvider, rightsOfAll } from "./reads-providers.ts";
import type { ProviderRow } from "./reads-providers.ts";
import { agencyExists, permissionsOfRoles } from "./reads-tokens.ts";
import { recordAudit } from "./record-audit.ts";
import { deleteLink, deleteProvider, insertLink, insertProvider, updateProvider } from "./writes-providers.ts";

export type ProviderOrder = {
	label: string;
	clientId: string;
	findsBy: "link" | "email";
	isSecondFactor: boolean;
	/** whoever is not found gets an account with these; none: nobody does */
	newRoles: readonly string[];
	newAgencyId: number | null;
};
export type NewProvider = ProviderOrder & { issuer: string; clientSecret: string };
/** The secret stays as it is unless another one is given; the issuer stays: at another one people have other names. */
export type ProviderChange = ProviderOrder & { clientSecret?: string | undefined; isOn: boolean };

const mostProviders = 20;

/**
 * Connects a provider of identities; nobody signs in by it before it is switched on.
 * @throws DomainError forbidden, rights-beyond-own, provider-address-refused, role-unknown, agency-unknown, invalid-request when
 * there are too many
 */
export async function addProvider(
	db: Db,
	caller: Caller,
	order: NewProvider,
	{ secretKey, mayAsk }: { secretKey: Buffer; mayAsk: (issuer: URL) => boolean },
): Promise<number> {
	requireRegionalManager(caller);
	const issuer = URL.parse(order.issuer);
	if (!issuer || !mayAsk(issuer) || issuer.search || issuer.hash) throw new DomainError("provider-address-refused");
	return db.transaction().execute(async (tx) => {
		const row = await checked(tx, caller, order);
		if ((await listProviders(tx, caller.regionId)).length >= mostProviders)
			throw new DomainError("invalid-request", { reason: "too-many-providers", most: mostProviders });
		const id = await insertProvider(tx, caller.regionId, {
			...row,
			...{ issuer: order.issuer, client_secret: seal(secretKey, order.clientSecret) },
		});
		await recordAudit(tx, caller, "sign-in-provider-added", { providerId: id, host: issuer.host, ...said(order) });
		return id;
	});
}

/** @throws DomainError forbidden, rights-beyond-own, not-found, role-unknown, agency-unknown */
export async function changeProvider(
	db: Db,
	caller: Caller,
	id: number,
	{ secretKey, change }: { secretKey: Buffer; change: ProviderChange },
): Promise<void> {
	await withProvider(db, caller, id, async (tx) => {
		const row = await checked(tx, caller, change);
		const { clientSecret, isOn } = change;
		await updateProvider(
			tx,
			{ regionId: caller.regionId, id },
			{ ...row, is_on: isOn, ...(clientSecret && { client_secret: seal(secretKey, clientSecret) }) },
		);
		const hasNewSecret = Boolean(clientSecret);
		await recordAudit(tx, caller, "sign-in-provider-saved", { providerId: id, isOn, hasNewSecret, ...said(change) });
	});
}

/** Takes a provider away, and who is linked with it. @throws DomainError forbidden, rights-beyond-own, not-found */
export async function removeProvider(db: Db, caller: Caller, id: number): Promise<void> {
	await withProvider(db, caller, id, async (tx) => {
		const links = await deleteProvider(tx, { regionId: caller.regionId, id });
		await recordAudit(tx, caller, "sign-in-provider-removed", { providerId: id, links });
	});
}

/**
 * Says who a person is at a provider, in the person's place.
 * @throws DomainError forbidden, not-found, person-is-self, rights-beyond-own, provider-linked-otherwise
 */
export async function linkPerson(
	db: Db,
	caller: Caller,
	{ providerId, staffId, subject }: { providerId: number; staffId: number; subject: string },
): Promise<void> {
	requireRegionalManager(caller);
	await changePerson(db, caller, staffId, async (tx) => {
		if (!(await lockProvider(tx, caller.regionId, providerId))) throw new DomainError("not-found", { providerId });
		const isNew = await insertLink(tx, { regionId: caller.regionId, providerId, staffId, subject });
		if (!isNew) throw new DomainError("provider-linked-otherwise");
		await recordAudit(tx, caller, "sign-in-linked", { providerId, personId: staffId });
	});
}

/** @throws DomainError forbidden, not-found, person-is-self, rights-beyond-own */
export async function unlinkPerson(
	db: Db,
	caller: Caller,
	{ providerId, staffId }: { providerId: number; staffId: number },
): Promise<void> {
	requireRegionalManager(caller);
	await changePerson(db, caller, staffId, async (tx) => {
		if (!(await deleteLink(tx, { regionId: caller.regionId, providerId, staffId })))
			throw new DomainError("not-found", { providerId, staffId });
		await recordAudit(tx, caller, "sign-in-unlinked", { providerId, personId: staffId });
	});
}

async function withProvider(
	db: Db,
	caller: Caller,
	id: number,
	run: (tx: Tx, found: ProviderRow) => Promise<void>,
): Promise<void> {
	requireRegionalManager(caller);
	await db.transaction().execute(async (tx) => {
		const found = await lockProvider(tx, caller.regionId, id);
		if (!found) throw new DomainError("not-found", { id });
		requireGrant(caller, await rightsOfAll(tx, caller.regionId));
		await run(tx, found);
	});
}

async function checked(tx: Tx, caller: Caller, order: ProviderOrder) {
	const { regionId } = caller;
	const newRoles = [...new Set(order.newRoles)].sort();
	const rights = await permissionsOfRoles(tx, regionId, newRoles);
	if (!rights) throw new DomainError("role-unknown", { roles: newRoles });
	requireGrant(caller, [...rights, ...(await rightsOfAll(tx, regionId))]);
	const { newAgencyId } = order;
	if (newAgencyId !== null && !(await agencyExists(tx, regionId, newAgencyId)))
		throw new DomainError("agency-unknown", { agencyId: newAgencyId });
	return {
		...{ label: order.label, client_id: order.clientId, finds_by: order.findsBy },
		...{ is_second_factor: order.isSecondFactor, new_roles: newRoles, new_agency_id: newAgencyId },
	};
}

const said = ({ label: _, clientId: _id, newRoles, findsBy, isSecondFactor, newAgencyId }: ProviderOrder) => ({
	...{ findsBy, isSecondFactor, newRoles: [...newRoles], newAgencyId },
});
