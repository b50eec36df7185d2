import type { ComponentType } from "react";
import { later } from "../../later.ts";
import type { Permission } from "../../api.ts";
import type { SetupPermission } from "../../setup-permissions.ts";
import type { SectionProps } from "./section-props.ts";
import type { GroupName, SectionName } from "./settings-words.ts";

export type Section = {
	/** the part of the address after /settings/, and the key of its words */
	name: SectionName;
	/** who has one of these sees the section */
	permissions: readonly SetupPermission[];
	/** the screen, fetched when it is opened; one that has an address of its own is led to */
	screen: ComponentType<SectionProps> | { to: "/pages" | "/models" };
};
export type SectionGroup = { name: GroupName; sections: readonly Section[] };

/** Everything that is set up, in the order in which it is shown. */
export const sectionGroups: readonly SectionGroup[] = [
	{
		name: "people",
		sections: [
			{
				name: "region",
				permissions: ["staff.manage"],
				screen: later(() => import("./region-section.tsx"), "RegionSection"),
			},
			{
				name: "people",
				permissions: ["staff.manage"],
				screen: later(() => import("./people-section.tsx"), "PeopleSection"),
			},
			{
				name: "roles",
				permissions: ["staff.manage"],
				screen: later(() => import("./roles-section.tsx"), "RolesSection"),
			},
			{
				name: "providers",
				permissions: ["staff.manage"],
				screen: later(() => import("./providers-section.tsx"), "ProvidersSection"),
			},
			{
				name: "agencies",
				permissions: ["staff.manage"],
				screen: later(() => import("./agencies-section.tsx"), "AgenciesSection"),
			},
			{
				name: "topics",
				permissions: ["sla.manage"],
				screen: later(() => import("./topics-section.tsx"), "TopicsSection"),
			},
			{
				name: "routing",
				permissions: ["staff.manage"],
				screen: later(() => import("./routing-section.tsx"), "RoutingSection"),
			},
		],
	},
	{
		name: "terms",
		sections: [
			{
				name: "terms",
				permissions: ["sla.manage"],
				screen: later(() => import("./terms-section.tsx"), "TermsSection"),
			},
			{
				name: "calendars",
				permissions: ["sla.manage"],
				screen: later(() => import("./calendars-section.tsx"), "CalendarsSection"),
			},
			{
				name: "importance",
				permissions: ["sla.manage"],
				screen: later(() => import("./importance-section.tsx"), "ImportanceSection"),
			},
		],
	},
	{
		name: "answers",
		sections: [
			{
				name: "templates",
				permissions: ["template.manage"],
				screen: later(() => import("./templates-section.tsx"), "TemplatesSection"),
			},
			{
				name: "articles",
				permissions: ["template.manage"],
				screen: later(() => import("./articles-section.tsx"), "ArticlesSection"),
			},
			{
				name: "approval",
				permissions: ["staff.manage"],
				screen: later(() => import("./approval-section.tsx"), "ApprovalSection"),
			},
			{
				name: "appeal",
				permissions: ["template.manage"],
				screen: later(() => import("./appeal-section.tsx"), "AppealSection"),
			},
			{
				name: "residents",
				permissions: ["sla.manage"],
				screen: later(() => import("./residents-section.tsx"), "ResidentsSection"),
			},
			{
				name: "outside",
				permissions: ["case.triage"],
				screen: later(() => import("./outside-section.tsx"), "OutsideSection"),
			},
		],
	},
	{
		name: "personal",
		sections: [
			{
				name: "retention",
				permissions: ["personal.manage"],
				screen: later(() => import("./retention-section.tsx"), "RetentionSection"),
			},
			{
				name: "requests",
				permissions: ["personal.manage"],
				screen: later(() => import("./requests-section.tsx"), "RequestsSection"),
			},
			{
				name: "removals",
				permissions: ["personal.manage", "audit.read"],
				screen: later(() => import("./removals-section.tsx"), "RemovalsSection"),
			},
			{
				name: "views",
				permissions: ["personal.manage", "audit.read"],
				screen: later(() => import("./views-section.tsx"), "ViewsSection"),
			},
			{
				name: "hidings",
				permissions: ["case.triage", "audit.read"],
				screen: later(() => import("./hidings-section.tsx"), "HidingsSection"),
			},
		],
	},
	{
		name: "links",
		sections: [
			{
				name: "tokens",
				permissions: ["integration.manage"],
				screen: later(() => import("./tokens-section.tsx"), "TokensSection"),
			},
			{
				name: "hooks",
				permissions: ["integration.manage"],
				screen: later(() => import("./hooks-section.tsx"), "HooksSection"),
			},
			{
				name: "journal",
				permissions: ["audit.read"],
				screen: later(() => import("./journal-section.tsx"), "JournalSection"),
			},
		],
	},
	{
		name: "channels",
		sections: [
			{ name: "pages", permissions: ["page.read"], screen: { to: "/pages" } },
			{ name: "models", permissions: ["model.manage"], screen: { to: "/models" } },
		],
	},
];

/** The groups with those sections of them that a person with these permissions may open. */
export function sectionsOf(permissions: readonly Permission[]): SectionGroup[] {
	return sectionGroups
		.map(({ name, sections }) => ({
			name,
			sections: sections.filter((section) => section.permissions.some((one) => permissions.includes(one))),
		}))
		.filter(({ sections }) => sections.length > 0);
}

export function findSection(permissions: readonly Permission[], name: string): Section | undefined {
	return sectionsOf(permissions)
		.flatMap(({ sections }) => sections)
		.find((section) => section.name === name);
}
