import { sql } from "kysely";
import { hashPassword } from "../src/access/password.ts";
import type { Db, Tx } from "../src/db/database.ts";
import { demoRegion } from "../src/registry/demo-region.ts";
import { sealSecrets } from "../src/registry/page-secrets.ts";
import { topicGroups, topics } from "../src/registry/topics.ts";

export const secretKey = Buffer.alloc(32, 7);
export const pageSecret = "bench-secret";
export const password = "a password of the bench";

/** A page as the network knows it. */
export type BenchPage = { id: number; channel: string; externalId: number; webhookKey: string };

/** Ids in the order of the demo region's lists, beginning with 1. */
export type BenchRegion = { id: number; pages: BenchPage[]; agencies: { id: number; code: string }[] };

const regionId = 1;

/** The demo region's agencies, topics, rules, pages and people, all with the bench's own keys and password. */
export async function makeRegion(db: Db): Promise<BenchRegion> {
	return db.transaction().execute(async (tx) => {
		await insertPlaces(tx);
		await insertTopics(tx);
		const pages = await insertPages(tx);
		await insertRules(tx);
		await insertPeople(tx);
		const agencies = demoRegion.agencies.map(({ code }, index) => ({ id: index + 1, code }));
		return { id: regionId, pages, agencies };
	});
}

const agencyId = (code: string | null): number | null =>
	code === null ? null : demoRegion.agencies.findIndex((agency) => agency.code === code) + 1;

async function insertPlaces(tx: Tx): Promise<void> {
	const { code, name, timeZone, calendar } = demoRegion;
	await tx.insertInto("region").values({ id: regionId, code, name, time_zone: timeZone }).execute();
	await tx
		.insertInto("calendar")
		.values({ region_id: regionId, id: 1, name: calendar.name, week: JSON.stringify(calendar.week) })
		.execute();
	await sql`insert into calendar_day (region_id, calendar_id, day, kind)
		select ${regionId}, 1, * from unnest(${calendar.days.map((one) => one.day)}::date[], ${calendar.days.map((one) => one.kind)}::text[])`.execute(
		tx,
	);
	await tx
		.insertInto("territory")
		.values(demoRegion.territories.map((one) => ({ region_id: regionId, ...one })))
		.execute();
	await tx
		.insertInto("agency")
		.values(
			demoRegion.agencies.map((one, index) => ({
				region_id: regionId,
				id: index + 1,
				code: one.code,
				name: one.name,
				short_name: one.shortName,
				time_zone: one.timeZone,
				calendar_id: 1,
			})),
		)
		.execute();
}

async function insertTopics(tx: Tx): Promise<void> {
	await tx
		.insertInto("topic_group")
		.values(
			topicGroups.map((one, position) => ({
				region_id: regionId,
				code: one.code,
				title_ru: one.titleRu,
				title_en: one.titleEn,
				position,
			})),
		)
		.execute();
	await tx
		.insertInto("topic")
		.values(
			topics.map((one, position) => ({
				region_id: regionId,
				code: one.code,
				group_code: one.groupCode,
				title_ru: one.titleRu,
				title_en: one.titleEn,
				is_physical: one.isPhysical,
				position,
			})),
		)
		.execute();
}

async function insertPages(tx: Tx): Promise<BenchPage[]> {
	const keys = { accessToken: "bench-token", secret: pageSecret, confirmation: "c0ffee" };
	const pages = demoRegion.pages.map((one, index) => ({
		region_id: regionId,
		id: index + 1,
		channel: one.channel,
		external_id: one.externalId,
		name: one.name,
		agency_id: agencyId(one.agencyCode) ?? 0,
		territory_code: one.territoryCode,
		webhook_key: `bench-webhook-key-${index + 1}`,
		secrets: sealSecrets(secretKey, keys),
	}));
	await tx.insertInto("page").values(pages).execute();
	return pages.map((one) => ({
		id: one.id,
		channel: one.channel,
		externalId: Number(one.external_id),
		webhookKey: one.webhook_key,
	}));
}

async function insertRules(tx: Tx): Promise<void> {
	const pageIds = new Map(demoRegion.pages.map((one, index) => [one.externalId, index + 1]));
	await tx
		.insertInto("routing_rule")
		.values(
			demoRegion.routingRules.map((one) => ({
				region_id: regionId,
				topic_code: one.topicCode,
				group_code: one.groupCode,
				territory_code: one.territoryCode,
				page_id: one.pageExternalId === null ? null : (pageIds.get(one.pageExternalId) ?? null),
				agency_id: agencyId(one.agencyCode) ?? 0,
			})),
		)
		.execute();
}

async function insertPeople(tx: Tx): Promise<void> {
	const hash = await hashPassword(password);
	await tx
		.insertInto("role")
		.values(
			demoRegion.roles.map((one) => ({
				region_id: regionId,
				code: one.code,
				title_ru: one.titleRu,
				title_en: one.titleEn,
				permissions: one.permissions,
			})),
		)
		.execute();
	for (const [index, one] of demoRegion.accounts.entries()) {
		const person = { region_id: regionId, id: index + 1, login: one.login, name: one.name, password_hash: hash };
		await tx
			.insertInto("staff")
			.values({ ...person, agency_id: agencyId(one.agencyCode) })
			.execute();
		const role = { region_id: regionId, staff_id: index + 1, role_code: one.roleCode };
		await tx.insertInto("staff_role").values(role).execute();
	}
}
