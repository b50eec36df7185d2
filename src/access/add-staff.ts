import type { Tx } from "../db/database.ts";
import type { Permission } from "../domain/permission.ts";
import { hashPassword } from "./password.ts";
import { plainLogin } from "./sign-in.ts";
import { insertRoles, insertStaff } from "./writes.ts";

export type NewPerson = {
	regionId: number;
	login: string;
	name: string;
	password: string;
	agencyId: number | null;
	roles: readonly string[];
};

/** @returns the id of the new person */
export async function addStaff(tx: Tx, { password, login, ...person }: NewPerson): Promise<number> {
	return insertStaff(tx, { ...person, login: plainLogin(login), passwordHash: await hashPassword(password) });
}

/** Roles are rows that list permissions; a region may have its own. */
export const addRoles: (
	tx: Tx,
	regionId: number,
	roles: readonly { code: string; titleRu: string; titleEn: string; permissions: readonly Permission[] }[],
) => Promise<void> = insertRoles;
