import { demoRegion } from "../../src/registry/demo-region.ts";
import type { DemoRegion } from "../../src/registry/demo-region.ts";

/** The region of the scripted week: the centre, two ministries, three municipalities, with the people who answer. */

export const ministries = ["min-housing", "min-transport"] as const;
export const municipalities = ["svetlorechensk", "zarechny", "verkhneborsk"] as const;
export const answering = [...ministries, ...municipalities] as const;
export type AgencyCode = (typeof answering)[number];

const password = "week-week-week";
const kept = new Set<string>(["rmc", ...answering]);

const group = (groupCode: string, agencyCode: string, territoryCode: string | null = null) => ({
	...{ topicCode: null, groupCode, territoryCode, pageExternalId: null, agencyCode },
});

const person = (login: string, roleCode: string, agencyCode: string | null): DemoRegion["accounts"][number] => ({
	...{ login, name: login, roleCode, agencyCode, demoPassword: password },
});

export const weekRegion: DemoRegion = {
	...demoRegion,
	agencies: demoRegion.agencies.filter((agency) => kept.has(agency.code)),
	pages: demoRegion.pages.filter((page) => kept.has(page.agencyCode)),
	routingRules: [
		...["housing", "energy", "health", "social", "education", "waste", "ecology"].map((code) =>
			group(code, "min-housing"),
		),
		...["roads", "transit"].map((code) => group(code, "min-transport")),
		// what a municipality does itself, on its own page
		...demoRegion.pages
			.filter((page) => (municipalities as readonly string[]).includes(page.agencyCode))
			.map((page) => ({ ...group("improvement", page.agencyCode), pageExternalId: page.externalId })),
		...municipalities.map((code) => group("improvement", code, code)),
		group("improvement", "svetlorechensk"),
		group("safety", "svetlorechensk"),
	],
	accounts: [
		person("admin", "regionAdmin", null),
		...["curator-1", "curator-2", "curator-3"].map((login) => person(login, "curator", null)),
		person("quality", "qualityController", null),
		person("office", "executive", null),
		...answering.flatMap((code) => [
			...[1, 2, 3].map((number) => person(`executor-${code}-${number}`, "executor", code)),
			person(`approver-${code}`, "approver", code),
			person(`head-${code}`, "agencyHead", code),
		]),
	],
};

/** Monday to Friday, 9:00–18:00 in Moscow: the hours of every agency of the week, which has no holiday. */
export function isOfficeHour(at: Date): boolean {
	const local = new Date(at.getTime() + 3 * 3_600_000);
	return local.getUTCDay() % 6 !== 0 && local.getUTCHours() >= 9 && local.getUTCHours() < 18;
}

export const weekPassword = password;
