import { newApiToken } from "../../src/access/api-token.ts";
import { hashPassword } from "../../src/access/password.ts";
import { hashToken, newToken } from "../../src/access/session-token.ts";
import type { Db } from "../../src/db/database.ts";
import { demoRegion } from "../../src/registry/demo-region.ts";
import { insert } from "./insert.ts";

/** Whose an object is, as the agency of the callers sees it. */
export const relations = ["own", "part", "under", "other", "foreign"] as const;
export type Relation = (typeof relations)[number];

/** Where the objects of a relation lie, and who made them. */
export type Ground = {
	relation: Relation;
	regionId: number;
	agencyId: number;
	calendarId: number;
	/** two people of the agency, and one of the centre */
	staffId: number;
	secondId: number;
	centreId: number;
	/** whose a thing is that opens to one person alone: of the world "own" somebody who asks */
	keepers: { bulk: number; delegation: number; evidence: number; review: number };
};

/** What somebody sends with every question. */
export type Asker = { name: string; headers: Record<string, string> };

const region = { code: "near", name: "Near region", time_zone: "Europe/Moscow" };
const week = JSON.stringify([[[540, 1080]], [[540, 1080]], [[540, 1080]], [[540, 1080]], [[540, 1080]], [], []]);
/** Of nobody's password: routes that ask for it refuse. */
const passwordHash = await hashPassword(newToken());
const topics = ["housing.no-water", "roads.snow-on-road"];

/** Two regions with the demo's roles: the callers' own one with four agencies, and a foreign one. */
export async function makeGrounds(db: Db): Promise<Record<Relation, Ground>> {
	const grounds: Partial<Record<Relation, Ground>> = {};
	const near = await addRegion(db, region);
	for (const relation of ["own", "part", "under", "other"] as const) {
		const parentId = relation === "under" ? grounds.own!.agencyId : null;
		grounds[relation] = await addGround(db, near, relation, parentId);
	}
	const far = await addRegion(db, { ...region, code: "zzforeign", name: "Region zzforeign" });
	grounds.foreign = await addGround(db, far, "foreign", null);
	return grounds as Record<Relation, Ground>;
}

type Region = { regionId: number; calendarId: number };

async function addRegion(db: Db, row: typeof region): Promise<Region> {
	const { id: regionId } = await insert(db, "region", row);
	const { id: calendarId } = await insert(db, "calendar", { region_id: regionId, name: row.name, week });
	await insert(db, "topic_group", { ...titled(regionId, "housing", row.name), position: 1 });
	await insert(db, "topic_group", { ...titled(regionId, "roads", row.name), position: 2 });
	for (const [position, code] of topics.entries())
		await insert(db, "topic", { ...titled(regionId, code, row.name), group_code: code.split(".")[0], position });
	await insert(db, "territory", { region_id: regionId, code: row.code, name: row.name });
	for (const { code, permissions } of demoRegion.roles)
		await insert(db, "role", { ...titled(regionId, code, row.name), permissions });
	return { regionId, calendarId };
}

const titled = (region_id: number, code: string, name: string) => ({
	region_id,
	code,
	title_ru: `${code} ${name}`,
	title_en: `${code} ${name}`,
});

async function addGround(db: Db, of: Region, relation: Relation, parentId: number | null): Promise<Ground> {
	const name = relation === "foreign" ? "zzforeign" : `Agency ${relation}`;
	const { regionId, calendarId } = of;
	const { id: agencyId } = await insert(db, "agency", {
		region_id: regionId,
		code: relation,
		name,
		short_name: name,
		time_zone: "Europe/Moscow",
		calendar_id: calendarId,
		parent_id: parentId,
	});
	const staff = (as: string, agency: number | null, role: string) =>
		addStaff(db, { regionId, login: `${as}-${relation}`, name: `${as} ${name}`, agencyId: agency, role });
	const staffId = await staff("maker", agencyId, "executor");
	const secondId = await staff("second", agencyId, "approver");
	const centreId = await staff("centre", null, "curator");
	const keepers = { bulk: centreId, delegation: secondId, evidence: staffId, review: centreId };
	return { relation, regionId, agencyId, calendarId, staffId, secondId, centreId, keepers };
}

type Person = { regionId: number; login: string; name: string; agencyId: number | null; role: string };

async function addStaff(db: Db, person: Person): Promise<number> {
	const { regionId, login, name, agencyId, role } = person;
	const { id } = await insert(db, "staff", {
		region_id: regionId,
		login,
		name,
		password_hash: passwordHash,
		agency_id: agencyId,
	});
	await insert(db, "staff_role", { region_id: regionId, staff_id: id, role_code: role });
	return id;
}

/** Roles whose people work for the whole region; the others belong to an agency. */
const ofRegion = (permissions: readonly string[]) => permissions.includes("case.read.region");

/**
 * Nobody, somebody of every role of the demo in the own agency or the centre, and a program that may only read.
 * @returns also who is who, by the role
 */
export async function makeAskers(db: Db, own: Ground): Promise<{ askers: Asker[]; ids: Record<string, number> }> {
	const ids: Record<string, number> = {};
	const askers: Asker[] = [{ name: "anonymous", headers: {} }];
	for (const { code, permissions } of demoRegion.roles) {
		const agencyId = ofRegion(permissions) ? null : own.agencyId;
		const person = { regionId: own.regionId, login: `asks-${code}`, name: `Asks ${code}`, agencyId, role: code };
		const staffId = await addStaff(db, person);
		ids[code] = staffId;
		askers.push({ name: code, headers: { cookie: await openSession(db, own, staffId) } });
	}
	askers.push({ name: "token", headers: { authorization: `Bearer ${await addToken(db, own)}` } });
	return { askers, ids };
}

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000);

async function openSession(db: Db, { regionId }: Ground, staffId: number): Promise<string> {
	const token = newToken();
	await insert(db, "session", {
		token_hash: hashToken(token),
		region_id: regionId,
		staff_id: staffId,
		expires_at: inAWeek(),
	});
	return `otklik_session=${token}`;
}

/** Of a curator, but for one agency's cases and reading alone. */
async function addToken(db: Db, { regionId, agencyId, centreId }: Ground): Promise<string> {
	const token = newApiToken();
	await insert(db, "api_token", {
		region_id: regionId,
		name: "reads",
		staff_id: centreId,
		permissions: ["case.read.region", "case.read.agency"],
		agency_id: agencyId,
		token_hash: hashToken(token),
		ending: token.slice(-4),
		created_by: centreId,
		expires_at: inAWeek(),
		last_used_at: new Date(),
	});
	return token;
}
