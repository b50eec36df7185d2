import { sql } from "kysely";
import type { Caller } from "../src/access/permissions.ts";
import type { Db } from "../src/db/database.ts";
import { permissions } from "../src/domain/permission.ts";
import type { Permission } from "../src/domain/permission.ts";
import { sealSecrets } from "../src/registry/page-secrets.ts";

export const secretKey = Buffer.alloc(32, 7);

/** A small region for tests: two agencies, a VK page of the first, people of every kind. */
export type TestRegion = {
	regionId: number;
	housing: number;
	roads: number;
	pageId: number;
	groupId: number;
	curator: Caller;
	executor: Caller;
	approver: Caller;
	roadsExecutor: Caller;
};

const agencyRights: Permission[] = [
	"case.read.agency",
	"case.work",
	"reply.write",
	"reply.approve",
	"publication.settle",
];

export async function makeRegion(db: Db, options: { apiUrl?: string; groupId?: number } = {}): Promise<TestRegion> {
	const groupId = options.groupId ?? 900_001;
	await sql`insert into region (id, code, name, time_zone) values (1, 'test', 'Test region', 'Europe/Moscow')`.execute(
		db,
	);
	await sql`insert into calendar (region_id, id, name, week) values (1, 1, 'Mon-Fri', '[[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[],[]]')`.execute(
		db,
	);
	await sql`insert into agency (region_id, id, code, name, short_name, time_zone, calendar_id) values
		(1, 1, 'housing', 'Housing', 'Housing', 'Europe/Moscow', 1), (1, 2, 'roads', 'Roads', 'Roads', 'Asia/Yekaterinburg', 1)`.execute(
		db,
	);
	await sql`insert into topic_group (region_id, code, title_ru, title_en, position) values
		(1, 'housing', 'ЖКХ', 'Housing', 1), (1, 'roads', 'Дороги', 'Roads', 2)`.execute(db);
	await sql`insert into topic (region_id, code, group_code, title_ru, title_en, is_physical, position)
		select 1, code, split_part(code, '.', 1), code, code, true, row_number() over ()
		from unnest(${["housing.no-water", "roads.snow-on-road"]}::text[]) code`.execute(db);
	await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key, settings, secrets) values
		(1, 1, 'vk', ${String(groupId)}, 'Page', 1, 'test-webhook-key', ${JSON.stringify({ apiUrl: options.apiUrl ?? "http://127.0.0.1:9" })},
		${sealSecrets(secretKey, { accessToken: "test-token", secret: "test-secret", confirmation: "c0ffee" })})`.execute(
		db,
	);
	await sql`insert into routing_rule (region_id, group_code, agency_id) values (1, 'roads', 2)`.execute(db);
	await sql`insert into staff (region_id, id, login, name, password_hash, agency_id)
		select 1, id, 'login-' || id, 'Person ' || id, '-', agency from (values (1, null), (2, 1), (3, 1), (4, 2)) v(id, agency)`.execute(
		db,
	);
	const person = (staffId: number, agencyId: number | null, rights: readonly Permission[]): Caller => ({
		regionId: 1,
		staffId,
		name: `Person ${staffId}`,
		agencyId,
		agencyIds: agencyId === null ? [] : [agencyId],
		permissions: new Set(rights),
		ip: "127.0.0.1",
	});
	return {
		regionId: 1,
		housing: 1,
		roads: 2,
		pageId: 1,
		groupId,
		curator: person(1, null, permissions),
		executor: person(2, 1, agencyRights),
		approver: person(3, 1, agencyRights),
		roadsExecutor: person(4, 2, agencyRights),
	};
}

/** A body as VK would send it for the test page. */
export function vkBody(region: TestRegion, type: string, object: unknown, eventId: string | null = null): Buffer {
	const event_id = eventId ?? `${type}-${Math.random()}`;
	return Buffer.from(
		JSON.stringify({ type, event_id, v: "5.199", group_id: region.groupId, secret: "test-secret", object }),
	);
}

/** A resident's comment under post 55. */
export function comment(region: TestRegion, id: number, change: Record<string, unknown> = {}) {
	const owner = -region.groupId;
	return {
		id,
		from_id: 1000 + id,
		date: 1_700_000_000 + id,
		text: `Яма на дороге ${id}`,
		post_id: 55,
		owner_id: owner,
		post_owner_id: owner,
		...change,
	};
}
