import type { Permission } from "../../api.ts";
import { peopleEn } from "../../locales/people-en.ts";
import { peopleRu, type PeopleWords } from "../../locales/people-ru.ts";
import { useLanguage } from "../../preferences.ts";

/** The words of people and roles in the chosen language. */
export function usePeopleWords(): PeopleWords {
	return useLanguage() === "en" ? peopleEn : peopleRu;
}

/** Every right once, in the order in which a role's are read. */
export const rightGroups: readonly [keyof PeopleWords["groups"], readonly Permission[]][] = [
	["cases", ["case.read.region", "case.read.agency", "case.triage", "case.work"]],
	["answers", ["reply.write", "reply.approve", "reply.review", "quality.review", "template.manage"]],
	["desk", ["page.read", "page.manage", "delivery.read", "delivery.retry", "publication.settle", "model.manage"]],
	["people", ["staff.read", "staff.manage", "sla.manage", "duty.manage", "integration.manage"]],
	["data", ["personal.read", "personal.manage", "mark.read", "audit.read", "escalation.agency", "escalation.office"]],
];
