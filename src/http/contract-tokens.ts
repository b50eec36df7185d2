import { z } from "zod";
import { permissions } from "../domain/permission.ts";

const time = z.iso.datetime();
const id = z.int().positive();
const name = z.string().trim().min(1).max(100);

/** Permissions that an older version of the program gave away may be unknown by now, so they are read as plain text. */
export const ApiToken = z
	.object({
		id,
		name: z.string(),
		account: z.object({ id, name: z.string(), isService: z.boolean() }),
		permissions: z.array(z.string()),
		agencyId: id.nullable(),
		/** its last four characters */
		ending: z.string(),
		createdAt: time,
		createdBy: id,
		expiresAt: time,
		lastUsedAt: time.nullable(),
		lastUsedIp: z.string().nullable(),
		revokedAt: time.nullable(),
	})
	.meta({ id: "ApiToken" });
export const ApiTokenList = z.object({ items: z.array(ApiToken) }).meta({ id: "ApiTokenList" });
export const CreateToken = z.object({
	name,
	/** a service account; not named: oneself */
	staffId: id.max(2_147_483_647).nullable().default(null),
	permissions: z.array(z.enum(permissions)).min(1).max(permissions.length),
	/** only cases of this agency and of those under it */
	agencyId: id.max(2_147_483_647).nullable().default(null),
	days: z.int().min(1).max(366),
});
/** The token itself is shown here and never again. */
export const CreatedToken = z.object({ id, token: z.string(), expiresAt: time }).meta({ id: "CreatedToken" });

export const ServiceAccount = z
	.object({ id, name: z.string(), agencyId: id.nullable(), roles: z.array(z.string()), isActive: z.boolean() })
	.meta({ id: "ServiceAccount" });
export const ServiceAccountList = z.object({ items: z.array(ServiceAccount) }).meta({ id: "ServiceAccountList" });
export const AddServiceAccount = z.object({
	name,
	agencyId: id.max(2_147_483_647).nullable().default(null),
	roles: z.array(z.string().min(1).max(100)).max(20),
});
export const AddedServiceAccount = z.object({ id }).meta({ id: "AddedServiceAccount" });

export type ApiToken = z.infer<typeof ApiToken>;
export type ApiTokenList = z.infer<typeof ApiTokenList>;
export type CreatedToken = z.infer<typeof CreatedToken>;
export type ServiceAccount = z.infer<typeof ServiceAccount>;
export type ServiceAccountList = z.infer<typeof ServiceAccountList>;
export type AddedServiceAccount = z.infer<typeof AddedServiceAccount>;
export type CreateToken = z.input<typeof CreateToken>;
export type AddServiceAccount = z.input<typeof AddServiceAccount>;
