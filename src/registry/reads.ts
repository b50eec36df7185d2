import type { ChannelPage } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import type { WorkCalendar } from "../domain/calendar.ts";
import type { RoutingRule } from "../domain/routing.ts";
import type { SlaProfile, SlaRule } from "../domain/sla-profile.ts";
import { openSecrets } from "./page-secrets.ts";
import { readHours, readSla } from "./reads-sla.ts";

export type Agency = {
	id: number;
	code: string;
	name: string;
	shortName: string;
	timeZone: string;
	calendarId: number;
	/** the agency above; null: none */
	parentId: number | null;
};
export type Topic = {
	code: string;
	groupCode: string;
	titleRu: string;
	titleEn: string;
	isPhysical: boolean;
	isImportant: boolean;
	/** offered for new cases */
	isActive: boolean;
};
export type TopicGroup = { code: string; titleRu: string; titleEn: string };
export type Territory = { code: string; name: string; aliases: string[] };
export type PageStatus = "active" | "stopped" | "needs-reconnect";
/** "watched": somebody else's community that is only read */
export type PageKind = "official" | "watched";
export type RegistryPage = {
	id: number;
	channel: string;
	externalId: string;
	name: string;
	url: string | null;
	agencyId: number;
	territoryCode: string | null;
	settings: Record<string, unknown>;
	status: PageStatus;
	kind: PageKind;
};

/** What a region is made of, at one moment; maps keep the order in which things are shown. */
export type Registry = {
	/** `wantedPrecision`: how often the machine must be right where it acts alone, 0.5 … 0.99 */
	region: {
		id: number;
		code: string;
		name: string;
		timeZone: string;
		wantedPrecision: number;
		calendarId: number | null;
	};
	agencies: Map<number, Agency>;
	/** by agency: its working hours in its time zone */
	calendars: Map<number, WorkCalendar>;
	/** the centre's own working hours; null: it works as the agency of each case does */
	centreCalendar: WorkCalendar | null;
	sla: { profiles: Map<number, SlaProfile>; rules: SlaRule[] };
	topicGroups: Map<string, TopicGroup>;
	topics: Map<string, Topic>;
	territories: Territory[];
	routingRules: RoutingRule[];
	pages: Map<number, RegistryPage>;
	/** ids of the region's own models at work; null: the shipped one for topics, none for agencies */
	activeModels: { topic: number | null; agency: number | null };
};

/** @throws Error when there is no such region */
export async function readRegistry(db: Db, regionId: number): Promise<Registry> {
	// one snapshot, so that no rule names an agency that this reading missed
	return db
		.transaction()
		.setIsolationLevel("repeatable read")
		.setAccessMode("read only")
		.execute(async (tx) => {
			const region = await tx
				.selectFrom("region")
				.select([
					"id",
					"code",
					"name",
					"time_zone as timeZone",
					"wanted_precision as wantedPrecision",
					"calendar_id as calendarId",
				])
				.where("id", "=", regionId)
				.executeTakeFirstOrThrow();
			const agencies = await readAgencies(tx, regionId);
			const hours = await readHours(tx, region, agencies);
			return {
				region,
				agencies: mapBy(agencies, (agency) => agency.id),
				calendars: hours.agencies,
				centreCalendar: hours.centre,
				sla: await readSla(tx, regionId),
				...(await readTopics(tx, regionId)),
				territories: await tx
					.selectFrom("territory")
					.select(["code", "name", "aliases"])
					.where("region_id", "=", regionId)
					.orderBy("name")
					.execute(),
				routingRules: await readRoutingRules(tx, regionId),
				pages: await readPages(tx, regionId),
				activeModels: await readActiveModels(tx, regionId),
			};
		});
}

function readAgencies(tx: Tx, regionId: number): Promise<Agency[]> {
	return tx
		.selectFrom("agency")
		.select(["id", "code", "name", "short_name as shortName", "time_zone as timeZone", "calendar_id as calendarId"])
		.select("parent_id as parentId")
		.where("region_id", "=", regionId)
		.orderBy("name")
		.execute();
}

async function readTopics(tx: Tx, regionId: number): Promise<Pick<Registry, "topicGroups" | "topics">> {
	const groups = await tx
		.selectFrom("topic_group")
		.select(["code", "title_ru as titleRu", "title_en as titleEn"])
		.where("region_id", "=", regionId)
		.orderBy("position")
		.execute();
	const topics = await tx
		.selectFrom("topic")
		.select([
			"code",
			"group_code as groupCode",
			"title_ru as titleRu",
			"title_en as titleEn",
			"is_physical as isPhysical",
			"is_important as isImportant",
			"is_active as isActive",
		])
		.where("region_id", "=", regionId)
		.orderBy("position")
		.execute();
	return { topicGroups: mapBy(groups, (group) => group.code), topics: mapBy(topics, (topic) => topic.code) };
}

function readRoutingRules(tx: Tx, regionId: number): Promise<RoutingRule[]> {
	return tx
		.selectFrom("routing_rule")
		.select([
			"id",
			"topic_code as topicCode",
			"group_code as groupCode",
			"territory_code as territoryCode",
			"page_id as pageId",
			"agency_id as agencyId",
		])
		.where("region_id", "=", regionId)
		.orderBy("id")
		.execute();
}

async function readActiveModels(tx: Tx, regionId: number): Promise<Registry["activeModels"]> {
	const rows = await tx
		.selectFrom("text_model")
		.select(["id", "kind"])
		.where("region_id", "=", regionId)
		.where("is_active", "=", true)
		.execute();
	const idOf = (kind: string) => rows.find((row) => row.kind === kind)?.id ?? null;
	return { topic: idOf("topic"), agency: idOf("agency") };
}

async function readPages(tx: Tx, regionId: number): Promise<Map<number, RegistryPage>> {
	const rows = await tx
		.selectFrom("page")
		.select([
			"id",
			"channel",
			"external_id as externalId",
			"name",
			"url",
			"agency_id as agencyId",
			"territory_code as territoryCode",
			"settings",
			"status",
			"kind",
		])
		.where("region_id", "=", regionId)
		.orderBy("name")
		.orderBy("id")
		.execute();
	return mapBy(
		rows.map((row) => ({
			...row,
			settings: row.settings as Record<string, unknown>,
			status: row.status as PageStatus,
			kind: row.kind as PageKind,
		})),
		(page) => page.id,
	);
}

const mapBy = <K, T>(rows: T[], key: (row: T) => K): Map<K, T> => new Map(rows.map((row) => [key(row), row]));

/** A page with its keys opened, as a channel takes it, and whose it is. */
export type OpenPage = ChannelPage & {
	regionId: number;
	agencyId: number;
	channel: string;
	name: string;
	status: PageStatus;
	/** where the network delivers, behind the server's public address */
	webhookPath: string;
};

/**
 * The page behind a webhook address: one look-up in a unique index.
 * @throws Error when its keys were sealed with another secret key
 */
export async function findWebhookPage(
	db: Db,
	channel: string,
	webhookKey: string,
	secretKey: Buffer,
): Promise<OpenPage | null> {
	// the database cannot compare with NUL, and no key has one
	if (webhookKey.includes("\0")) return null;
	const row = await db
		.selectFrom("page")
		.select(openPageColumns)
		.where("webhook_key", "=", webhookKey)
		.where("channel", "=", channel)
		.executeTakeFirst();
	return row ? openPage(row, secretKey) : null;
}

/** @returns null when the region has no such page */
export async function readChannelPage(
	db: Db | Tx,
	regionId: number,
	pageId: number,
	secretKey: Buffer,
): Promise<OpenPage | null> {
	const row = await db
		.selectFrom("page")
		.select(openPageColumns)
		.where("region_id", "=", regionId)
		.where("id", "=", pageId)
		.executeTakeFirst();
	return row ? openPage(row, secretKey) : null;
}

export const openPageColumns = [
	"id",
	"region_id",
	"agency_id",
	"channel",
	"external_id",
	"name",
	"settings",
	"secrets",
	"status",
	"webhook_key",
] as const;

/** Where a network delivers, behind the server's public address. */
export const webhookPath = (page: { channel: string; webhook_key: string }): string =>
	`/webhooks/${page.channel}/${page.webhook_key}`;

type SealedPage = {
	id: number;
	region_id: number;
	agency_id: number;
	channel: string;
	external_id: string;
	settings: unknown;
	secrets: Buffer | null;
	status: string;
	name: string;
	webhook_key: string;
};

/** @throws Error when its keys were sealed with another secret key */
export function openPage(row: SealedPage, secretKey: Buffer): OpenPage {
	return {
		id: row.id,
		regionId: row.region_id,
		agencyId: row.agency_id,
		channel: row.channel,
		externalId: row.external_id,
		settings: row.settings as Record<string, unknown>,
		secrets: row.secrets ? openSecrets(secretKey, row.secrets) : {},
		status: row.status as PageStatus,
		name: row.name,
		webhookPath: webhookPath(row),
	};
}
