import { createHash } from "node:crypto";
import { insertPerson, requireChangeable, requireRegionalManager, updatePerson } from "../../access/manage-people.ts";
import { newPassword } from "../../access/new-password.ts";
import { hashPassword } from "../../access/password.ts";
import type { Caller } from "../../access/permissions.ts";
import { listStaffByLogin, lockPeopleOf } from "../../access/people-by-login.ts";
import { plainLogin } from "../../access/sign-in.ts";
import { listRoles } from "../../access/reads-roles.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Db, Tx } from "../../db/database.ts";
import { DomainError } from "../../domain/errors.ts";
import { beyondGrant } from "../../domain/grant.ts";
import { listAgencies } from "../../registry/reads-agencies.ts";
import { plainWord, planPeople } from "./plan-people.ts";
import type { PeopleGround, RowPlan } from "./plan-people.ts";
import { readPeopleFile } from "./read-people-file.ts";
import type { PeopleRow } from "./read-people-file.ts";

/** `print` stands for exactly these changes: the doing asks for it. */
export type PeoplePreview = { rows: RowPlan[]; print: string };

/** What a file of people would do; nothing is written. @throws DomainError forbidden, file-unreadable */
export async function previewPeople(db: Db, caller: Caller, file: Buffer): Promise<PeoplePreview> {
	requireRegionalManager(caller);
	const rows = await readPeopleFile(file);
	return shown(planPeople(rows, await readGround(db, caller, rows)));
}

/**
 * Does what the preview of the same file showed: all of it, or nothing when the region has changed meanwhile.
 * @returns passwords of new people, shown this once
 * @throws DomainError forbidden, file-unreadable, changed-meanwhile, last-administrator
 */
export async function importPeople(
	db: Db,
	caller: Caller,
	{ file, print }: { file: Buffer; print: string },
): Promise<{ added: { login: string; name: string; password: string }[]; changed: number }> {
	requireRegionalManager(caller);
	const rows = await readPeopleFile(file);
	const before = shown(planPeople(rows, await readGround(db, caller, rows)));
	if (before.print !== print) throw new DomainError("changed-meanwhile");
	// they take long, and nobody else should wait for them
	const made = new Map<string, { password: string; passwordHash: string }>();
	for (const { kind, login } of before.rows)
		if (kind === "new") {
			const password = newPassword();
			made.set(login, { password, passwordHash: await hashPassword(password) });
		}
	await db.transaction().execute(async (tx) => {
		await lockPeopleOf(tx, caller.regionId);
		const plan = shown(planPeople(rows, await readGround(tx, caller, rows)));
		if (plan.print !== print) throw new DomainError("changed-meanwhile");
		for (const row of plan.rows) await takeRow(tx, caller, row, made.get(row.login)?.passwordHash);
		const changed = countOf(plan.rows, "changed");
		await recordAudit(tx, caller, "people-imported", { added: made.size, changed });
	});
	const added = before.rows.flatMap(({ login, name }) => {
		const one = made.get(login);
		return one ? [{ login, name, password: one.password }] : [];
	});
	return { added, changed: countOf(before.rows, "changed") };
}

async function takeRow(tx: Tx, caller: Caller, row: RowPlan, passwordHash: string | undefined): Promise<void> {
	const { kind, login, order, id } = row;
	if (kind === "new" && order && passwordHash) await insertPerson(tx, caller, { ...order, login, passwordHash });
	if (kind === "changed" && order && id !== null)
		await updatePerson(tx, caller, await requireChangeable(tx, caller, id), order);
}

const countOf = (rows: readonly RowPlan[], kind: RowPlan["kind"]) => rows.filter((row) => row.kind === kind).length;

function shown(rows: RowPlan[]): PeoplePreview {
	const telling = rows.map(({ line, login, kind, order, changes, troubles }) => [
		line,
		login,
		kind,
		order,
		changes,
		troubles,
	]);
	return { rows, print: createHash("sha256").update(JSON.stringify(telling)).digest("hex") };
}

async function readGround(db: Db | Tx, caller: Caller, rows: readonly PeopleRow[]): Promise<PeopleGround> {
	const logins = rows.map(({ cells }) => plainLogin(cells.login ?? ""));
	const people = await listStaffByLogin(db, logins);
	const isOwn = (one: (typeof people)[number]) => one.regionId === caller.regionId && !one.isService;
	const roles = await listRoles(db, caller.regionId);
	const granter = { permissions: caller.permissions, isRegional: true };
	const known = await listAgencies(db, caller);
	const agencies = new Map<string, number>();
	// a short name may be another one's code: what is written in full goes first
	for (const key of ["shortName", "name", "code"] as const)
		for (const agency of known) agencies.set(plainWord(agency[key]), agency.id);
	return {
		selfId: caller.staffId,
		known: new Map(people.filter(isOwn).map((one) => [one.login, one])),
		taken: new Set(people.filter((one) => !isOwn(one)).map(({ login }) => login)),
		agencies,
		roles: new Map(
			roles.flatMap((role) =>
				[role.titleRu, role.titleEn, role.code].map((word) => [plainWord(word), role.code] as const),
			),
		),
		givable: new Set(
			roles.filter((role) => beyondGrant(granter, role.permissions).length === 0).map(({ code }) => code),
		),
	};
}
