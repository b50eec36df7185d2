import type { CalendarDay } from "../domain/calendar.ts";
import type { Permission } from "../domain/permission.ts";
import { productionCalendar } from "./production-calendar.ts";

/** A made-up region to try the desk on: no such places, bodies or communities exist. Codes tie the rows together. */
export type DemoRegion = {
	code: string;
	name: string;
	timeZone: string;
	calendar: { name: string; week: [number, number][][]; days: CalendarDay[] };
	territories: { code: string; name: string; aliases: string[] }[];
	agencies: DemoAgency[];
	pages: DemoPage[];
	routingRules: DemoRoutingRule[];
	roles: DemoRole[];
	accounts: DemoAccount[];
};
export type DemoAgency = { code: string; name: string; shortName: string; timeZone: string };
export type DemoPage = {
	channel: string;
	/** the community's number in the network, as text */
	externalId: string;
	name: string;
	url: string | null;
	agencyCode: string;
	territoryCode: string | null;
};
export type DemoRoutingRule = {
	topicCode: string | null;
	groupCode: string | null;
	territoryCode: string | null;
	pageExternalId: string | null;
	agencyCode: string;
};
export type DemoRole = { code: string; titleRu: string; titleEn: string; permissions: Permission[] };
/** `agencyCode` null: the person works for the whole region. */
export type DemoAccount = {
	login: string;
	name: string;
	roleCode: string;
	agencyCode: string | null;
	demoPassword: string;
};

const moscow = "Europe/Moscow";
const officeDay: [number, number][] = [[9 * 60, 18 * 60]];
const demoPassword = "demo-demo";

const territories: DemoRegion["territories"] = [
	{ code: "svetlorechensk", name: "Светлореченск", aliases: ["Светлореченка", "Светлоречинск"] },
	{ code: "zarechny", name: "Заречный район", aliases: ["Заречный", "Заречье"] },
	{ code: "verkhneborsk", name: "Верхнеборск", aliases: ["Верхнеборский район", "Верхний Борск", "Верхнебор"] },
	{ code: "priozerny", name: "Приозёрный район", aliases: ["Приозёрный", "Приозёрье", "Приозёрск"] },
	{ code: "lugovskoy", name: "Луговской район", aliases: ["Луговское", "Луговской"] },
	{ code: "starokamensk", name: "Старокаменск", aliases: ["Старокаменский район", "Старый Каменск"] },
	{ code: "kovylny", name: "Ковыльный район", aliases: ["Ковыльное", "Ковыльный"] },
	{ code: "severodolsky", name: "Северодольский район", aliases: ["Северодольск", "Северный Дол"] },
];

const agencies: DemoAgency[] = [
	{ code: "rmc", name: "Центр управления регионом", shortName: "ЦУР", timeZone: moscow },
	{
		code: "min-housing",
		name: "Министерство жилищно-коммунального хозяйства и энергетики",
		shortName: "Минжилэнерго",
		timeZone: moscow,
	},
	{
		code: "min-transport",
		name: "Министерство транспорта и дорожного хозяйства",
		shortName: "Минтранс",
		timeZone: moscow,
	},
	{ code: "min-health", name: "Министерство здравоохранения", shortName: "Минздрав", timeZone: moscow },
	{ code: "min-education", name: "Министерство образования", shortName: "Минобр", timeZone: moscow },
	{ code: "min-social", name: "Министерство труда и социальной защиты", shortName: "Минсоцзащиты", timeZone: moscow },
	{
		code: "min-ecology",
		name: "Министерство природных ресурсов и экологии",
		shortName: "Минприроды",
		timeZone: moscow,
	},
	{ code: "svetlorechensk", name: "Администрация Светлореченска", shortName: "Светлореченск", timeZone: moscow },
	{ code: "zarechny", name: "Администрация Заречного района", shortName: "Заречный район", timeZone: moscow },
	{ code: "verkhneborsk", name: "Администрация Верхнеборска", shortName: "Верхнеборск", timeZone: moscow },
	{ code: "priozerny", name: "Администрация Приозёрного района", shortName: "Приозёрный район", timeZone: moscow },
	// the remote north lives two hours ahead of the regional centre
	{
		code: "severodolsky",
		name: "Администрация Северодольского района",
		shortName: "Северодольский район",
		timeZone: "Asia/Yekaterinburg",
	},
];

const municipalities = ["svetlorechensk", "zarechny", "verkhneborsk", "priozerny", "severodolsky"];

function page(externalId: string, name: string, agencyCode: string, territoryCode: string | null = null): DemoPage {
	return { channel: "vk", externalId, name, url: null, agencyCode, territoryCode };
}

const pages: DemoPage[] = [
	page("930100001", "Центр управления регионом | Демонстрационная область", "rmc"),
	page("930100002", "Администрация Светлореченска", "svetlorechensk", "svetlorechensk"),
	page("930100003", "Заречный район. Официально", "zarechny", "zarechny"),
	page("930100004", "Верхнеборск. Официальная страница", "verkhneborsk", "verkhneborsk"),
	page("930100005", "Администрация Приозёрного района", "priozerny", "priozerny"),
	page("930100006", "Северодольский район", "severodolsky", "severodolsky"),
	page("930100007", "Минжилэнерго Демонстрационной области", "min-housing"),
	page("930100008", "Минтранс Демонстрационной области", "min-transport"),
	page("930100009", "Минздрав Демонстрационной области", "min-health"),
	page("930100010", "Минобр Демонстрационной области", "min-education"),
	page("930100011", "Минприроды Демонстрационной области", "min-ecology"),
];

type Subject = Pick<DemoRoutingRule, "topicCode" | "groupCode">;
const group = (groupCode: string): Subject => ({ topicCode: null, groupCode });
const topic = (topicCode: string): Subject => ({ topicCode, groupCode: null });

function rule(subject: Subject, agencyCode: string, where: Partial<DemoRoutingRule> = {}): DemoRoutingRule {
	return { ...subject, territoryCode: null, pageExternalId: null, ...where, agencyCode };
}

/** What a municipality does itself on its own ground. */
const municipalSubjects: Subject[] = [
	group("improvement"),
	topic("roads.snow-on-pavement"),
	topic("roads.pavement"),
	topic("roads.lighting"),
	topic("housing.managing-company"),
	topic("housing.stairwell-repair"),
	topic("housing.stairwell-cleaning"),
	topic("housing.lift"),
	topic("housing.snow-on-roof"),
	topic("waste.container-site"),
	topic("safety.stray-dogs"),
	topic("safety.dog-walking"),
	topic("transit.stop"),
];

const routingRules: DemoRoutingRule[] = [
	rule(group("housing"), "min-housing"),
	rule(group("energy"), "min-housing"),
	rule(group("roads"), "min-transport"),
	rule(group("transit"), "min-transport"),
	rule(group("health"), "min-health"),
	rule(group("education"), "min-education"),
	rule(group("social"), "min-social"),
	rule(group("labour"), "min-social"),
	rule(group("military"), "min-social"),
	rule(group("ecology"), "min-ecology"),
	rule(group("waste"), "min-ecology"),
	rule(group("telecom"), "rmc"),
	rule(group("rmc"), "rmc"),
	rule(topic("social.accessibility"), "min-social"),
	rule(topic("education.school-bus"), "min-education"),
	...municipalities.flatMap((code) => municipalSubjects.map((one) => rule(one, code, { territoryCode: code }))),
	// the regional capital keeps all its streets and its own buses
	rule(group("roads"), "svetlorechensk", { territoryCode: "svetlorechensk" }),
	rule(group("transit"), "svetlorechensk", { territoryCode: "svetlorechensk" }),
	// under the city's own page people mean the city even when they do not say so
	rule(topic("roads.potholes"), "svetlorechensk", { pageExternalId: "930100002" }),
	rule(topic("roads.snow-on-road"), "svetlorechensk", { pageExternalId: "930100002" }),
];

const roles: DemoRole[] = [
	{
		code: "regionAdmin",
		titleRu: "Администратор региона",
		titleEn: "Region administrator",
		permissions: [
			"case.read.region",
			"publication.settle",
			"delivery.read",
			"delivery.retry",
			"page.read",
			"page.manage",
			"model.manage",
			"staff.read",
			"staff.manage",
			"audit.read",
			"template.manage",
			"sla.manage",
			"duty.manage",
			"personal.manage",
			"integration.manage",
		],
	},
	{
		code: "curator",
		titleRu: "Куратор",
		titleEn: "Curator",
		permissions: [
			"case.read.region",
			"case.triage",
			"case.work",
			"reply.write",
			"reply.approve",
			"reply.review",
			"publication.settle",
			"delivery.read",
			"delivery.retry",
			"page.read",
			"staff.read",
			"template.manage",
			"duty.manage",
			"personal.read",
		],
	},
	{
		code: "qualityController",
		titleRu: "Контролёр качества",
		titleEn: "Quality controller",
		permissions: ["case.read.region", "reply.review", "quality.review", "page.read", "staff.read"],
	},
	{
		code: "dutyOfficer",
		titleRu: "Дежурный",
		titleEn: "Duty officer",
		permissions: ["case.read.region", "case.triage", "case.work", "reply.write", "page.read", "personal.read"],
	},
	{
		code: "executive",
		titleRu: "Аппарат губернатора",
		titleEn: "Governor's office",
		permissions: ["case.read.region", "page.read", "escalation.office"],
	},
	{
		code: "coordinator",
		titleRu: "Координатор",
		titleEn: "Coordinator",
		permissions: [
			"case.read.agency",
			"case.work",
			"reply.write",
			"page.read",
			"staff.read",
			"mark.read",
			"personal.read",
			"template.manage",
		],
	},
	{
		code: "agencyHead",
		titleRu: "Руководитель ведомства",
		titleEn: "Head of agency",
		permissions: [
			"case.read.agency",
			"case.work",
			"reply.approve",
			"publication.settle",
			"page.read",
			"staff.read",
			"escalation.agency",
		],
	},
	{
		code: "executor",
		titleRu: "Исполнитель",
		titleEn: "Executor",
		permissions: ["case.read.agency", "case.work", "reply.write", "page.read", "personal.read"],
	},
	{
		code: "approver",
		titleRu: "Согласующий",
		titleEn: "Approver",
		permissions: [
			"case.read.agency",
			"case.work",
			"reply.write",
			"reply.approve",
			"publication.settle",
			"page.read",
			"personal.read",
		],
	},
];

function account(login: string, name: string, roleCode: string, agencyCode: string | null): DemoAccount {
	return { login, name, roleCode, agencyCode, demoPassword };
}

const accounts: DemoAccount[] = [
	account("curator", "Куратор ЦУР", "curator", null),
	account("executor-city", "Исполнитель, Светлореченск", "executor", "svetlorechensk"),
	account("approver-city", "Согласующий, Светлореченск", "approver", "svetlorechensk"),
	account("executor-housing", "Исполнитель, Минжилэнерго", "executor", "min-housing"),
	account("approver-housing", "Согласующий, Минжилэнерго", "approver", "min-housing"),
	account("head-housing", "Руководитель ведомства, Минжилэнерго", "agencyHead", "min-housing"),
	account("controller", "Контролёр качества ЦУР", "qualityController", null),
	account("executive", "Аппарат губернатора", "executive", null),
	account("admin", "Администратор региона", "regionAdmin", null),
];

export const demoRegion: DemoRegion = {
	code: "demo",
	name: "Демонстрационная область",
	timeZone: moscow,
	calendar: {
		name: "Пятидневка, 9:00–18:00",
		week: [officeDay, officeDay, officeDay, officeDay, officeDay, [], []],
		days: productionCalendar,
	},
	territories,
	agencies,
	pages,
	routingRules,
	roles,
	accounts,
};
