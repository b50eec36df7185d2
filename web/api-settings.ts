import type * as answers from "../src/http/contract-answers.ts";
import type * as appeal from "../src/http/contract-appeal.ts";
import type * as audit from "../src/http/contract-audit.ts";
import type * as hiding from "../src/http/contract-hiding.ts";
import type * as knowledge from "../src/http/contract-knowledge.ts";
import type * as personal from "../src/http/contract-personal.ts";
import type * as say from "../src/http/contract-say.ts";
import type * as sla from "../src/http/contract-sla.ts";
import type * as tasks from "../src/http/contract-tasks.ts";
import type * as tokens from "../src/http/contract-tokens.ts";
import type * as webhooks from "../src/http/contract-webhooks.ts";
import { queryString, request } from "./api.ts";

/** What the settings ask of the server. */

export type Terms = sla.Terms;
export type TermsByPriority = sla.TermsByPriority;
export type Profile = sla.Sla["profiles"][number];
export type SlaRule = sla.Sla["rules"][number];
export type ProfileVersion = sla.ProfileVersions["items"][number];
export type Recount = sla.Recount;
export type TermsExample = sla.Example;
export type Calendar = sla.Calendar;
export type CalendarDay = Calendar["days"][number];
export type FileDay = sla.CalendarFile["items"][number];
export type CalendarList = sla.CalendarList;
export type Template = knowledge.Template;
export type TemplateDetail = knowledge.TemplateDetail;
export type AddTemplate = knowledge.AddTemplate;
export type Article = knowledge.ArticleList["items"][number];
export type ArticleDetail = knowledge.ArticleDetail;
export type AddArticle = knowledge.AddArticle;
export type ApprovalRule = answers.ApprovalRules["items"][number];
export type ResidentSettings = say.ResidentSettings;
export type OutsideParty = tasks.OutsideParties["items"][number];
export type RetentionKind = personal.SetRetention["kind"];
export type Retention = personal.RetentionPreview["items"][number];
export type Removal = personal.RemovalList["items"][number];
export type PersonRequest = personal.RequestList["items"][number];
export type Clue = personal.FindPerson["clue"];
export type View = personal.ViewPage["items"][number];
export type Hiding = hiding.HidingList["items"][number];
export type ApiToken = tokens.ApiToken;
export type CreateToken = tokens.CreateToken;
export type ServiceAccount = tokens.ServiceAccount;
export type WebhookEndpoint = webhooks.WebhookEndpoint;
export type WebhookDelivery = webhooks.WebhookDelivery;
export type AddWebhookEndpoint = webhooks.AddWebhookEndpoint;
export type AuditEntry = audit.AuditEntry;

type Search = Record<string, string | number | undefined>;

export const settingsApi = {
	sla: () => request<sla.Sla>("GET", "/sla"),
	createProfile: (profile: sla.CreateProfile) => request<sla.Sla>("POST", "/sla/profiles", profile),
	saveProfile: (id: number, profile: sla.SaveProfile) =>
		request<sla.TermsChanged>("PUT", `/sla/profiles/${id}`, profile),
	profileVersions: (id: number) => request<sla.ProfileVersions>("GET", `/sla/profiles/${id}/versions`),
	setSlaRule: (rule: sla.SetSlaRule) => request<Recount>("PUT", "/sla/rules", rule),
	example: (about: sla.AskExample, signal?: AbortSignal) =>
		request<TermsExample>("POST", "/sla/example", about, signal),
	recounts: () => request<sla.RecountList>("GET", "/sla/recounts"),

	calendars: () => request<CalendarList>("GET", "/calendars"),
	calendar: (id: number) => request<Calendar>("GET", `/calendars/${id}`),
	createCalendar: (calendar: sla.CreateCalendar) => request<Calendar>("POST", "/calendars", calendar),
	saveCalendar: (id: number, calendar: sla.SaveCalendar) =>
		request<sla.TermsChanged>("PUT", `/calendars/${id}`, calendar),
	saveCalendarDays: (id: number, days: sla.SaveCalendarDays) =>
		request<sla.TermsChanged>("PUT", `/calendars/${id}/days`, days),
	readCalendarFile: (id: number, file: File) => request<sla.CalendarFile>("POST", `/calendars/${id}/file/read`, file),
	setAgencyHours: (id: number, timeZone: string, calendarId: number) =>
		request<sla.TermsChanged>("PUT", `/agencies/${id}/hours`, { timeZone, calendarId }),
	setCentreHours: (calendarId: number | null) => request<sla.TermsChanged>("PUT", "/centre/hours", { calendarId }),

	templates: (query: Search, signal?: AbortSignal) =>
		request<knowledge.TemplateList>("GET", `/templates${queryString(query)}`, undefined, signal),
	template: (id: number) => request<TemplateDetail>("GET", `/templates/${id}`),
	placeholders: () => request<knowledge.Placeholders>("GET", "/templates/placeholders"),
	addTemplate: (template: AddTemplate) => request<TemplateDetail>("POST", "/templates", template),
	saveTemplate: (id: number, template: knowledge.ChangeTemplate) =>
		request<TemplateDetail>("PUT", `/templates/${id}`, template),
	keepTemplate: (id: number, how: "archive" | "restore") => request<TemplateDetail>("POST", `/templates/${id}/${how}`),
	articles: (query: Search, signal?: AbortSignal) =>
		request<knowledge.ArticleList>("GET", `/articles${queryString(query)}`, undefined, signal),
	article: (id: number) => request<ArticleDetail>("GET", `/articles/${id}`),
	addArticle: (article: AddArticle) => request<ArticleDetail>("POST", "/articles", article),
	saveArticle: (id: number, article: knowledge.ChangeArticle) =>
		request<ArticleDetail>("PUT", `/articles/${id}`, article),
	keepArticle: (id: number, how: "archive" | "restore") => request<ArticleDetail>("POST", `/articles/${id}/${how}`),

	approvalRules: () => request<answers.ApprovalRules>("GET", "/approval-rules"),
	setApprovalRule: (rule: answers.SaveApprovalRule) => request<answers.ApprovalRules>("PUT", "/approval-rules", rule),
	setImportance: (code: string, isImportant: boolean) =>
		request<void>("PUT", `/topics/${encodeURIComponent(code)}/importance`, { isImportant }),
	residents: () => request<ResidentSettings>("GET", "/settings/residents"),
	saveResidents: (settings: ResidentSettings) => request<ResidentSettings>("PUT", "/settings/residents", settings),
	appealText: () => request<appeal.AppealText>("GET", "/formal-appeals/text"),
	saveAppealText: (text: string) => request<void>("PUT", "/formal-appeals/text", { text }),
	outsideParties: () => request<tasks.OutsideParties>("GET", "/outside-parties"),
	addOutsideParty: (party: tasks.AddOutsideParty) => request<tasks.OutsideParties>("POST", "/outside-parties", party),

	retention: () => request<personal.RetentionPreview>("GET", "/retention"),
	setRetention: (kind: RetentionKind, months: number | null) =>
		request<void>("PUT", "/retention", { kind, months } satisfies personal.SetRetention),
	removals: (before?: number) => request<personal.RemovalList>("GET", `/removals${queryString({ before })}`),
	findPerson: (clue: Clue) => request<personal.PersonCases>("POST", "/personal/find", { clue }),
	personRequests: () => request<personal.RequestList>("GET", "/personal/requests"),
	makePersonRequest: (order: personal.MakeRequest) =>
		request<personal.MadeRequest>("POST", "/personal/requests", order),
	decidePersonRequest: (id: number, isConfirmed: boolean, reason: string) =>
		request<void>("POST", `/personal/requests/${id}/decision`, { isConfirmed, reason }),
	views: (query: Search) => request<personal.ViewPage>("GET", `/views${queryString(query)}`),
	hidings: (query: Search) => request<hiding.HidingList>("GET", `/hidings${queryString(query)}`),

	tokens: () => request<tokens.ApiTokenList>("GET", "/tokens"),
	createToken: (token: CreateToken) => request<tokens.CreatedToken>("POST", "/tokens", token),
	revokeToken: (id: number) => request<void>("DELETE", `/tokens/${id}`),
	serviceAccounts: () => request<tokens.ServiceAccountList>("GET", "/service-accounts"),
	addServiceAccount: (account: tokens.AddServiceAccount) =>
		request<tokens.AddedServiceAccount>("POST", "/service-accounts", account),
	endServiceAccount: (id: number) => request<void>("DELETE", `/service-accounts/${id}`),
	endpoints: () => request<webhooks.WebhookEndpointList>("GET", "/webhook-endpoints"),
	addEndpoint: (endpoint: AddWebhookEndpoint) =>
		request<webhooks.AddedWebhookEndpoint>("POST", "/webhook-endpoints", endpoint),
	changeEndpoint: (id: number, change: webhooks.ChangeWebhookEndpoint) =>
		request<void>("PATCH", `/webhook-endpoints/${id}`, change),
	removeEndpoint: (id: number) => request<void>("DELETE", `/webhook-endpoints/${id}`),
	renewEndpointSecret: (id: number) => request<webhooks.RenewedSecret>("POST", `/webhook-endpoints/${id}/secret`),
	testEndpoint: (id: number) => request<webhooks.SentTest>("POST", `/webhook-endpoints/${id}/test`),
	sendDeadAgain: (id: number) => request<webhooks.SentAgain>("POST", `/webhook-endpoints/${id}/send-again`),
	endpointDeliveries: (query: Search) =>
		request<webhooks.WebhookDeliveryPage>("GET", `/webhook-deliveries${queryString(query)}`),
	sendDeliveryAgain: (id: number) => request<void>("POST", `/webhook-deliveries/${id}/send-again`),

	audit: (query: Search) => request<audit.AuditPage>("GET", `/audit${queryString(query)}`),
	auditSeal: () => request<audit.AuditSeal>("GET", "/audit/seal"),
};

/** Where a file of the journal, or of a person's data, comes from. */
export const auditFile = (query: Search): string => `/api/audit/export${queryString(query)}`;
export const personFile = (id: number, format: "json" | "html"): string =>
	`/api/personal/requests/${id}/file?format=${format}`;
