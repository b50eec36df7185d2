import { randomBytes } from "node:crypto";
import { addRoles, addStaff } from "../access/add-staff.ts";
import { newPassword } from "../access/new-password.ts";
import type { Db, Tx } from "../db/database.ts";
import { SetupError } from "../db/setup-error.ts";
import { demoPlaces } from "./demo-gazetteer.ts";
import { demoRegion } from "./demo-region.ts";
import type { DemoPage, DemoRegion } from "./demo-region.ts";
import { sealSecrets } from "./page-secrets.ts";
import { findRegion } from "./reads-pages.ts";
import { newWebhookKey } from "./save-page.ts";
import { isTimeZone } from "./time-zone.ts";
import { topicGroups, topics } from "./topics.ts";
import { replacePlaces } from "./writes-gazetteer.ts";
import { insertReadySla } from "./writes-sla.ts";
import {
	insertAgencies,
	insertCalendar,
	insertPage,
	insertRegion,
	insertRoutingRules,
	insertTerritories,
	insertTopics,
	lockSeeding,
	updateDemoPages,
} from "./writes.ts";

/** Accounts of the demo as the sign-in screen offers them. */
export type DemoAccounts = { login: string; password: string; name: string; role: string }[];

/** Where the demo network stands; the pages of the demo region talk to it. */
type DemoSettings = { apiUrl: string; siteUrl: string };

/**
 * Writes the demo region into a database that has no region; on later starts only tells its pages where the demo network
 * is now. Safe to run in several processes at once.
 * @param region another made-up region than the usual one
 * @param secretKey seals the keys of its pages
 * @param apiUrl where the demo network stands
 * @returns `regionId` null and no accounts when the database belongs to a real region
 */
export async function seedDemo(
	db: Db,
	{ secretKey, apiUrl }: { secretKey: Buffer; apiUrl: string },
	region: DemoRegion = demoRegion,
): Promise<{ regionId: number | null; isNew: boolean; accounts: DemoAccounts }> {
	return db.transaction().execute(async (tx) => {
		await lockSeeding(tx);
		const found = await findRegion(tx, null);
		if (found && found.code !== region.code) return { regionId: null, isNew: false, accounts: [] };
		const settings = { apiUrl, siteUrl: apiUrl };
		const regionId = found?.id ?? (await writeDemo(tx, region, secretKey, settings));
		const seeded = region.pages.map((page) => page.externalId);
		if (found) await updateDemoPages(tx, regionId, seeded, settings);
		return { regionId, isNew: !found, accounts: demoAccounts(region) };
	});
}

function demoAccounts(region: DemoRegion): DemoAccounts {
	const titles = new Map(region.roles.map((role) => [role.code, role.titleRu]));
	return region.accounts.map(({ login, demoPassword, name, roleCode }) => ({
		login,
		password: demoPassword,
		name,
		role: titles.get(roleCode) ?? roleCode,
	}));
}

async function writeDemo(tx: Tx, region: DemoRegion, secretKey: Buffer, settings: DemoSettings): Promise<number> {
	const regionId = await writeRegion(tx, region);
	const calendarId = await insertCalendar(tx, regionId, region.calendar);
	await insertReadySla(tx, regionId, calendarId);
	await insertTerritories(
		tx,
		region.territories.map((territory) => ({ region_id: regionId, ...territory })),
	);
	const agencyIds = await insertAgencies(
		tx,
		region.agencies.map(({ code, name, shortName, timeZone }) => ({
			region_id: regionId,
			code,
			name,
			short_name: shortName,
			time_zone: timeZone,
			calendar_id: calendarId,
		})),
	);
	const agencyId = (code: string): number => known(agencyIds, code);
	const pageIds = new Map<string, number>();
	for (const page of region.pages) {
		const row = {
			...demoPageRow(page, secretKey, settings),
			region_id: regionId,
			agency_id: agencyId(page.agencyCode),
		};
		const id = await insertPage(tx, row);
		if (id !== null) pageIds.set(page.externalId, id);
	}
	await insertRoutingRules(
		tx,
		region.routingRules.map((rule) => ({
			region_id: regionId,
			topic_code: rule.topicCode,
			group_code: rule.groupCode,
			territory_code: rule.territoryCode,
			page_id: rule.pageExternalId === null ? null : known(pageIds, rule.pageExternalId),
			agency_id: agencyId(rule.agencyCode),
		})),
	);
	await replacePlaces(tx, regionId, demoPlaces);
	await addPeople(tx, regionId, region.accounts, agencyId);
	return regionId;
}

async function addPeople(
	tx: Tx,
	regionId: number,
	accounts: DemoRegion["accounts"],
	agencyId: (code: string) => number,
): Promise<void> {
	for (const { login, name, demoPassword, roleCode, agencyCode } of accounts)
		await addStaff(tx, {
			regionId,
			login,
			name,
			password: demoPassword,
			agencyId: agencyCode === null ? null : agencyId(agencyCode),
			roles: [roleCode],
		});
}

/** A region with what every region has: its name and zone, topics, roles. */
async function writeRegion(tx: Tx, region: Pick<DemoRegion, "code" | "name" | "timeZone">): Promise<number> {
	const regionId = await insertRegion(tx, { code: region.code, name: region.name, time_zone: region.timeZone });
	await insertTopics(tx, regionId, topicGroups, topics);
	await addRoles(tx, regionId, demoRegion.roles);
	return regionId;
}

function known(ids: Map<string, number>, code: string): number {
	const id = ids.get(code);
	if (id === undefined) throw new Error(`the demo region names "${code}", which it does not have`);
	return id;
}

/** Keys of the demo network are as unguessable as real ones: the desk may stand on a reachable machine. */
function demoPageRow(page: DemoPage, secretKey: Buffer, settings: DemoSettings) {
	const secrets = {
		accessToken: newKey(),
		serviceToken: newKey(),
		secret: newKey(),
		confirmation: randomBytes(4).toString("hex"),
	};
	return {
		channel: page.channel,
		external_id: page.externalId,
		name: page.name,
		url: page.url ?? `${settings.siteUrl}/club${page.externalId}`,
		territory_code: page.territoryCode,
		webhook_key: newWebhookKey(),
		settings: JSON.stringify(settings),
		secrets: sealSecrets(secretKey, secrets),
	};
}

const newKey = () => randomBytes(24).toString("base64url");

export type NewRegion = {
	code: string;
	name: string;
	/** IANA name */
	timeZone: string;
	admin: { login: string; name: string; password: string };
};

const shortestPassword = 10;

/** What a region is called until its administrator names it. */
export const nameBefore = "Новый регион";

/**
 * A region of one's own for a database that has none: the first steps begin in it.
 * @param timeZone IANA name
 * @returns its administrator, whose password is shown once and changed at the first sign-in; null when there is a region
 */
export async function seedOwnRegion(db: Db, timeZone: string): Promise<{ login: string; password: string } | null> {
	return db.transaction().execute(async (tx) => {
		await lockSeeding(tx);
		if (await findRegion(tx, null)) return null;
		const admin = { login: "admin", name: "Администратор региона", password: newPassword() };
		const zone = isTimeZone(timeZone) ? timeZone : "Europe/Moscow";
		const regionId = await writeOwn(tx, { code: "region", name: nameBefore, timeZone: zone });
		await addStaff(tx, { regionId, ...admin, agencyId: null, roles: ["regionAdmin"], mustChange: true });
		return { login: admin.login, password: admin.password };
	});
}

/**
 * Writes a real region: its topics, the production calendar, roles, one agency (the regional centre, which answers until
 * others are added) and its administrator.
 * @returns the region's id
 * @throws SetupError for a code that is taken or malformed, an unknown time zone, a short password
 */
export async function seedRegion(db: Db, region: NewRegion): Promise<number> {
	checkRegion(region);
	return db.transaction().execute(async (tx) => {
		await lockSeeding(tx);
		if (await findRegion(tx, region.code))
			throw new SetupError(`Регион «${region.code}» уже есть.`, `The region "${region.code}" exists already.`);
		const regionId = await writeOwn(tx, region);
		await addStaff(tx, { regionId, ...region.admin, agencyId: null, roles: ["regionAdmin"] });
		return regionId;
	});
}

/** A region that answers by its centre alone until others are added. */
async function writeOwn(tx: Tx, region: Pick<NewRegion, "code" | "name" | "timeZone">): Promise<number> {
	const regionId = await writeRegion(tx, region);
	const calendarId = await insertCalendar(tx, regionId, demoRegion.calendar);
	await insertReadySla(tx, regionId, calendarId);
	await insertAgencies(tx, [
		{
			region_id: regionId,
			code: "rmc",
			name: "Центр управления регионом",
			short_name: "ЦУР",
			time_zone: region.timeZone,
			calendar_id: calendarId,
		},
	]);
	return regionId;
}

function checkRegion({ code, name, timeZone, admin }: NewRegion): void {
	if (!/^[a-z][a-z0-9-]{1,30}$/.test(code))
		throw new SetupError(
			`Код региона «${code}»: нужны строчные латинские буквы, цифры и дефис, например «demo».`,
			`Region code "${code}": lower-case latin letters, digits and hyphens are needed, for example "demo".`,
		);
	if (!isTimeZone(timeZone))
		throw new SetupError(
			`Неизвестный часовой пояс «${timeZone}». Пример: Europe/Moscow.`,
			`Unknown time zone "${timeZone}". Example: Europe/Moscow.`,
		);
	if (!name.trim() || !admin.name.trim() || !admin.login.trim())
		throw new SetupError(
			"Нужны название региона, логин и имя администратора.",
			"The region's name and the administrator's login and name are needed.",
		);
	if (admin.password.length < shortestPassword)
		throw new SetupError(
			`Пароль администратора короче ${shortestPassword} знаков.`,
			`The administrator's password is shorter than ${shortestPassword} characters.`,
		);
}
