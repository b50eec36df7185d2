import type { Tx } from "../db/database.ts";
import type { Permission } from "../domain/permission.ts";
import { hashPassword } from "./password.ts";
import { plainLogin } from "./sign-in.ts";
import { insertNewStaff, insertRoles, insertStaff } from "./writes.ts";

export type NewPerson = {
	regionId: number;
	login: string;
	name: string;
	password: string;
	agencyId: number | null;
	roles: readonly string[];
	/** somebody else knows the password until they choose their own */
	mustChange?: boolean;
};

/** @returns the id of the new person */
export async function addStaff(tx: Tx, { password, login, mustChange = false, ...person }: NewPerson): Promise<number> {
	const row = { ...person, login: plainLogin(login), passwordHash: await hashPassword(password) };
	if (!mustChange) return insertStaff(tx, row);
	const id = await insertNewStaff(tx, row);
	if (id === null) throw new Error(`the login ${row.login} is taken`);
	return id;
}

/** Roles are rows that list permissions; a region may have its own. */
export const addRoles: (
	tx: Tx,
	regionId: number,
	roles: readonly { code: string; titleRu: string; titleEn: string; permissions: readonly Permission[] }[],
) => Promise<void> = insertRoles;
