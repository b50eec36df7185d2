import { z } from "zod";

/** The shapes of topics and of the routing table in the HTTP API. */

const id = z.int().positive().max(2_147_483_647);
const code = z.string().min(1).max(100);
const title = z.string().trim().min(1).max(200);

export const SaveRule = z.object({
	/** null means "any" everywhere here */
	topicCode: code.nullable(),
	/** counts where no topic is named */
	groupCode: code.nullable(),
	territoryCode: code.nullable(),
	pageId: id.nullable(),
	agencyId: id,
});
export const RoutingRule = SaveRule.extend({ id }).meta({ id: "RoutingRule" });
export const RoutingTable = z.object({ items: z.array(RoutingRule) }).meta({ id: "RoutingTable" });

export const AskRoute = z.object({ topicCode: code, territoryCode: code.nullable(), pageId: id });
/** `reason`: "page" where no rule says it, "rule:any", or what the rule named, e.g. "rule:topic+territory" */
export const Routed = z.object({ agencyId: id, reason: z.string() }).meta({ id: "Routed" });

export const Topic = z
	.object({
		code: z.string(),
		groupCode: z.string(),
		titleRu: z.string(),
		titleEn: z.string(),
		/** work that can be photographed */
		isPhysical: z.boolean(),
		/** its cases are of high priority from the start */
		isImportant: z.boolean(),
		/** offered for new cases; one that is not stays where it stands */
		isActive: z.boolean(),
		version: z.int(),
	})
	.meta({ id: "Topic" });
export const TopicList = z.object({ items: z.array(Topic) }).meta({ id: "TopicList" });
export const TopicParams = z.object({ code });
export const SaveTopic = z.object({ version: z.int(), titleRu: title, titleEn: title, isActive: z.boolean() });
export const AddTopic = z.object({ groupCode: code, titleRu: title, titleEn: title, isPhysical: z.boolean() });
/** What a topic was until `until`. */
export const TopicVersion = z.object({
	version: z.int(),
	titleRu: z.string(),
	titleEn: z.string(),
	isActive: z.boolean(),
	until: z.iso.datetime(),
	byName: z.string(),
});
export const TopicVersions = z.object({ items: z.array(TopicVersion) }).meta({ id: "TopicVersions" });

export type RoutingRule = z.infer<typeof RoutingRule>;
export type RoutingTable = z.infer<typeof RoutingTable>;
export type SaveRule = z.input<typeof SaveRule>;
export type AskRoute = z.input<typeof AskRoute>;
export type Routed = z.infer<typeof Routed>;
export type Topic = z.infer<typeof Topic>;
export type TopicList = z.infer<typeof TopicList>;
export type TopicVersions = z.infer<typeof TopicVersions>;
export type SaveTopic = z.input<typeof SaveTopic>;
export type AddTopic = z.input<typeof AddTopic>;
