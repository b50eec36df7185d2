import { z } from "zod";
import { caseStatuses } from "../domain/case.ts";
import { placeholders } from "../domain/fill-template.ts";
import { replyKinds } from "../knowledge/reads-template.ts";

/** The shapes of templates of answers and articles in the HTTP API. Times are ISO 8601 in UTC. */

const time = z.iso.datetime();
const id = z.int().positive();
const code = z.string().max(100);
const dayOfYear = z.string().regex(/^\d\d-\d\d$/);
const title = z.string().trim().min(1).max(200);
const states = z.enum(["active", "archived", "all"]).default("active");
const limit = z.coerce.number().int().min(1).max(200).default(50);
const q = z.string().max(200).optional();

const Earlier = z.object({
	version: z.int(),
	title: z.string(),
	body: z.string(),
	replacedAt: time,
	replacedByName: z.string(),
});

const templateFields = {
	/** null: for the whole region */
	agencyId: id.nullable(),
	title: z.string(),
	/** placeholders in braces: those of the list the desk fills, all others a person */
	body: z.string(),
	/** for one topic or one group; neither: for every case */
	topicCode: z.string().nullable(),
	groupCode: z.string().nullable(),
	/** for one kind of reply; null: any */
	kind: z.enum(replyKinds).nullable(),
	/** for cases in this status; null: any */
	caseStatus: z.enum(caseStatuses).nullable(),
	/** days of the year between which it is offered, MM-DD, both included; may span the new year */
	season: z.object({ from: dayOfYear, to: dayOfYear }).nullable(),
};

export const Template = z
	.object({
		id,
		...templateFields,
		isInSeason: z.boolean(),
		ownerId: id,
		ownerName: z.string(),
		version: z.int(),
		/** for how many cases it was taken */
		uses: z.int(),
		placeholders: z.object({ known: z.array(z.string()), own: z.array(z.string()) }),
		archivedAt: time.nullable(),
		updatedAt: time,
	})
	.meta({ id: "Template" });
export const TemplateDetail = Template.extend({ earlier: z.array(Earlier) }).meta({ id: "TemplateDetail" });
export const TemplateList = z.object({ items: z.array(Template) }).meta({ id: "TemplateList" });
export const TemplateQuery = z.object({
	q,
	topicCode: code.optional(),
	groupCode: code.optional(),
	state: states,
	limit,
});

export const AddTemplate = z.object({
	agencyId: id.nullable().default(null),
	title,
	body: z.string().min(1).max(10_000),
	topicCode: code.nullable().default(null),
	groupCode: code.nullable().default(null),
	kind: z.enum(replyKinds).nullable().default(null),
	caseStatus: z.enum(caseStatuses).nullable().default(null),
	season: z.object({ from: dayOfYear, to: dayOfYear }).nullable().default(null),
	/** null: whoever makes it, or the owner as before */
	ownerId: id.nullable().default(null),
});
export const ChangeTemplate = AddTemplate.extend({ version: z.int() });

/** What the desk fills in by itself, in braces. */
export const Placeholders = z.object({ items: z.array(z.enum(placeholders)) }).meta({ id: "Placeholders" });

const filled = {
	text: z.string(),
	/** what a person has to write; a gap that is left stops the answer */
	gaps: z.array(z.string()),
};
export const FilledTemplate = z.object(filled).meta({ id: "FilledTemplate" });
export const OfferQuery = z.object({ q, kind: z.enum(replyKinds).optional(), limit });
export const OfferedTemplates = z.object({ items: z.array(Template.extend(filled)) }).meta({ id: "OfferedTemplates" });
export const CaseTemplateParams = z.object({
	id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
	templateId: z.coerce.number().int().positive().max(2_147_483_647),
});
const articleFields = {
	id,
	agencyId: id.nullable(),
	title: z.string(),
	/** codes of topics and of groups of topics */
	topics: z.array(z.string()),
	ownerId: id,
	ownerName: z.string(),
	/** by this day somebody looks whether it is still true */
	reviewOn: z.iso.date(),
	isOverdue: z.boolean(),
	version: z.int(),
	archivedAt: time.nullable(),
	updatedAt: time,
};
export const ArticleList = z
	.object({ items: z.array(z.object({ ...articleFields, snippet: z.string() })) })
	.meta({ id: "ArticleList" });
export const ArticleDetail = z
	.object({ ...articleFields, body: z.string(), earlier: z.array(Earlier) })
	.meta({ id: "ArticleDetail" });
export const ArticleQuery = z.object({
	q,
	/** codes of topics or groups, parted by commas: articles of any of them */
	topics: z.string().max(1000).optional(),
	/** "overdue": the review day has passed */
	review: z.enum(["overdue"]).optional(),
	/** "me": one's own */
	owner: z.enum(["me"]).optional(),
	state: states,
	limit,
});
export const AddArticle = z.object({
	agencyId: id.nullable().default(null),
	title,
	/** Markdown */
	body: z.string().min(1).max(50_000),
	topics: z.array(code).max(50).default([]),
	ownerId: id.nullable().default(null),
	reviewOn: z.iso.date(),
});
export const ChangeArticle = AddArticle.extend({ version: z.int() });

export type FilledTemplate = z.infer<typeof FilledTemplate>;
export type OfferedTemplates = z.infer<typeof OfferedTemplates>;
export type ArticleList = z.infer<typeof ArticleList>;
export type ArticleDetail = z.infer<typeof ArticleDetail>;
export type Template = z.infer<typeof Template>;
export type TemplateDetail = z.infer<typeof TemplateDetail>;
export type TemplateList = z.infer<typeof TemplateList>;
export type Placeholders = z.infer<typeof Placeholders>;
export type AddTemplate = z.input<typeof AddTemplate>;
export type ChangeTemplate = z.input<typeof ChangeTemplate>;
export type AddArticle = z.input<typeof AddArticle>;
export type ChangeArticle = z.input<typeof ChangeArticle>;
