import { sql } from "kysely";
import type { Updateable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { SignInProvider } from "../db/tables.ts";

/** Every INSERT, UPDATE and DELETE of sign_in_provider and sign_in_link. */

type ProviderFields = {
	label: string;
	issuer: string;
	client_id: string;
	client_secret: Buffer;
	finds_by: string;
	is_second_factor: boolean;
	new_roles: string[];
	new_agency_id: number | null;
};

export async function insertProvider(tx: Tx, regionId: number, provider: ProviderFields): Promise<number> {
	const { id } = await tx
		.insertInto("sign_in_provider")
		.values({ region_id: regionId, ...provider })
		.returning("id")
		.executeTakeFirstOrThrow();
	return id;
}

export async function updateProvider(
	tx: Tx,
	provider: { regionId: number; id: number },
	change: Omit<Updateable<SignInProvider>, "region_id" | "id">,
): Promise<void> {
	await tx
		.updateTable("sign_in_provider")
		.set(change)
		.where("region_id", "=", provider.regionId)
		.where("id", "=", provider.id)
		.execute();
}

/** @returns how many people were linked with it */
export async function deleteProvider(tx: Tx, provider: { regionId: number; id: number }): Promise<number> {
	const links = await tx
		.deleteFrom("sign_in_link")
		.where("region_id", "=", provider.regionId)
		.where("provider_id", "=", provider.id)
		.executeTakeFirst();
	await tx
		.deleteFrom("sign_in_provider")
		.where("region_id", "=", provider.regionId)
		.where("id", "=", provider.id)
		.execute();
	return Number(links.numDeletedRows);
}

export type Link = { regionId: number; providerId: number; staffId: number; subject: string };

/** @returns false when the person or the subject is linked with this provider already */
export async function insertLink(tx: Tx, link: Link): Promise<boolean> {
	const result = await tx
		.insertInto("sign_in_link")
		.values({
			region_id: link.regionId,
			provider_id: link.providerId,
			staff_id: link.staffId,
			subject: link.subject,
		})
		.onConflict((conflict) => conflict.doNothing())
		.executeTakeFirst();
	return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function touchLink(tx: Tx, link: Omit<Link, "staffId">): Promise<void> {
	await tx
		.updateTable("sign_in_link")
		.set({ last_used_at: sql<Date>`now()` })
		.where("region_id", "=", link.regionId)
		.where("provider_id", "=", link.providerId)
		.where("subject", "=", link.subject)
		.execute();
}

/** @returns false when they are not linked */
export async function deleteLink(tx: Tx, link: Omit<Link, "subject">): Promise<boolean> {
	const result = await tx
		.deleteFrom("sign_in_link")
		.where("region_id", "=", link.regionId)
		.where("provider_id", "=", link.providerId)
		.where("staff_id", "=", link.staffId)
		.executeTakeFirst();
	return result.numDeletedRows > 0n;
}
